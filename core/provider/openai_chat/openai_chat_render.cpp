#include "wiretape/core/provider/openai_chat/openai_chat_render.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/provider/openai_chat/openai_chat_defaults.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/mark_collector.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/split_tokens.h"
#include "wiretape/core/text/count_characters.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view service = R"("service_tier":"default","system_fingerprint":"fp_wiretape")";

std::string json_quoted(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

// The members that begin a chunk and a completion alike.
std::string identity(const Reply& reply, std::string_view object) {
  return fmt::format(R"("id":{},"object":"{}","created":{},"model":{})", json_quoted(*reply.id), object, *reply.created,
                     json_quoted(*reply.model));
}

// OpenAI sends null content where a tool call or a refusal stands in the place of text.
bool has_null_content(const ChoiceReply& choice) {
  return choice.text.empty() && (!choice.tool_calls.empty() || !choice.refusal.empty());
}

// One chunk of one choice.
struct Step {
  std::string delta;  // JSON object
  EventContent content;
  std::string finish_reason = "null";  // JSON
};

// The chunks of one choice, in order.
class Steps {
 public:
  Steps(const ChoiceReply& choice, const Chunks& text_chunks, const Chunks& other_chunks) {
    const std::string_view content = has_null_content(choice) ? "null" : R"("")";
    steps_.push_back({fmt::format(R"({{"role":"assistant","content":{},"refusal":null}})", content), {}});
    add_pieces("reasoning_content", choice.reasoning, other_chunks, {.reasoning = true});
    add_pieces("content", choice.text, text_chunks, {.text_deltas = 1});
    add_pieces("refusal", choice.refusal, other_chunks, {.refusal = true});
    for (std::size_t index = 0; index < choice.tool_calls.size(); ++index) {
      add_tool_call(index, choice.tool_calls[index], other_chunks);
    }
  }

  void add_finish(std::string_view reason) {
    steps_.push_back({"{}", {.finish = !reason.empty()}, json_quoted(reason)});
  }

  [[nodiscard]] const std::vector<Step>& list() const { return steps_; }

 private:
  void add_pieces(std::string_view member, std::string_view text, const Chunks& chunks, const EventContent& content) {
    if (text.empty()) return;
    for (const std::string_view piece : split_text(text, chunks)) {
      steps_.push_back({fmt::format(R"({{"{}":{}}})", member, json_quoted(piece)), content});
    }
  }

  // The first delta names the call and has empty arguments; the pieces follow.
  void add_tool_call(std::size_t index, const ToolCallReply& call, const Chunks& chunks) {
    steps_.push_back({fmt::format(R"({{"tool_calls":[{{"index":{},"id":{},"type":"function",)"
                                  R"("function":{{"name":{},"arguments":""}}}}]}})",
                                  index, json_quoted(*call.id), json_quoted(call.name)),
                      {.tool_delta = !call.id->empty() || !call.name.empty()}});
    for (const std::string_view piece : split_text(call.arguments, chunks)) {
      steps_.push_back(
          {fmt::format(R"({{"tool_calls":[{{"index":{},"function":{{"arguments":{}}}}}]}})", index, json_quoted(piece)),
           {.tool_delta = true, .tool_arguments = true}});
    }
  }

  std::vector<Step> steps_;
};

// With as many letters and digits as bring the text to 16 k + 1 characters: so OpenAI hides how long a token is from
// who sees the sizes of encrypted packets.
std::string obfuscated(std::string_view chunk) {
  constexpr std::size_t step = 16;
  const auto padding = (step - text::count_characters(chunk) % step) % step;
  return fmt::format(R"({},"obfuscation":"{}"}})", chunk.substr(0, chunk.size() - 1),
                     derived_id("", padding, ContentHash().add(chunk)));
}

class StreamWriter {
 public:
  StreamWriter(const Reply& reply, const OpenaiChatRequest& facts)
      : beginning_('{' + identity(reply, "chat.completion.chunk") + ',' + std::string(service)),
        usage_member_(facts.include_usage ? R"(,"usage":null)" : ""),
        obfuscates_(facts.obfuscates) {}

  void add_step(std::size_t choice, const Step& step) {
    add_chunk(fmt::format(R"({},"choices":[{{"index":{},"delta":{},"logprobs":null,"finish_reason":{}}}]{}}})",
                          beginning_, choice, step.delta, step.finish_reason, usage_member_),
              step.content);
  }

  void add_usage(std::string_view usage) {
    add_chunk(fmt::format(R"({},"choices":[],"usage":{}}})", beginning_, usage), {});
  }

  void add(std::string data, const EventContent& content) {
    marks_.add(events_.size(), content);
    events_.emplace_back(DataEvent{{}, std::move(data), {}});
  }

  Events finish() { return {std::move(events_), marks_.marks()}; }

 private:
  void add_chunk(std::string data, const EventContent& content) {
    add(obfuscates_ ? obfuscated(data) : std::move(data), content);
  }

  std::string beginning_;
  std::string usage_member_;
  bool obfuscates_;
  std::vector<Event> events_;
  MarkCollector marks_;
};

std::vector<Steps> steps_of(const Reply& reply) {
  const bool has_list = std::holds_alternative<ChunkList>(reply.chunks);
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : reply.chunks;
  std::vector<Steps> choices;
  for (const ChoiceReply& choice : reply.choices) {
    choices.emplace_back(choice, choices.empty() ? reply.chunks : rule, rule);
    if (!reply.error_event) choices.back().add_finish(*choice.finish_reason);
  }
  return choices;
}

void add_in_turns(StreamWriter& writer, const std::vector<Steps>& choices) {
  std::size_t rounds = 0;
  for (const Steps& steps : choices)
    rounds = std::max(rounds, steps.list().size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t choice = 0; choice < choices.size(); ++choice) {
      const auto& steps = choices[choice].list();
      if (round < steps.size()) writer.add_step(choice, steps[round]);
    }
  }
}

std::string tool_calls_member(const ChoiceReply& choice) {
  if (choice.tool_calls.empty()) return {};
  std::string calls;
  for (const ToolCallReply& call : choice.tool_calls) {
    calls += fmt::format(R"({}{{"id":{},"type":"function","function":{{"name":{},"arguments":{}}}}})",
                         calls.empty() ? "" : ",", json_quoted(*call.id), json_quoted(call.name),
                         json_quoted(call.arguments));
  }
  return fmt::format(R"(,"tool_calls":[{}])", calls);
}

std::string whole_choice(std::size_t index, const ChoiceReply& choice) {
  const std::string content = has_null_content(choice) ? "null" : json_quoted(choice.text);
  const std::string reasoning =
      choice.reasoning.empty() ? "" : fmt::format(R"(,"reasoning_content":{})", json_quoted(choice.reasoning));
  const std::string refusal = choice.refusal.empty() ? "null" : json_quoted(choice.refusal);
  return fmt::format(R"({{"index":{},"message":{{"role":"assistant","content":{}{}{},"refusal":{},"annotations":[]}},)"
                     R"("logprobs":null,"finish_reason":{}}})",
                     index, content, reasoning, tool_calls_member(choice), refusal, json_quoted(*choice.finish_reason));
}

}  // namespace

Events openai_chat_render(const Reply& reply, const RequestView& request) {
  OpenaiChatRequest facts = read_openai_chat_request(request);
  if (facts.include_usage && !reply.usage) facts.prompt_tokens = openai_chat_prompt_tokens(request);
  const Reply filled = with_openai_chat_defaults(reply, facts);
  StreamWriter writer(filled, facts);
  add_in_turns(writer, steps_of(filled));
  if (filled.error_event) {
    writer.add(openai_error_text(*filled.error_event, 500), {});
    return writer.finish();
  }
  if (facts.include_usage) writer.add_usage(*filled.usage);
  writer.add("[DONE]", {.terminator = true});
  return writer.finish();
}

WholeAnswer openai_chat_render_whole(const Reply& reply, const RequestView& request) {
  if (reply.error_event) return openai_render_error(*reply.error_event);
  OpenaiChatRequest facts = read_openai_chat_request(request);
  if (!reply.usage) facts.prompt_tokens = openai_chat_prompt_tokens(request);
  const Reply filled = with_openai_chat_defaults(reply, facts);
  std::string choices;
  for (std::size_t index = 0; index < filled.choices.size(); ++index) {
    if (index > 0) choices += ',';
    choices += whole_choice(index, filled.choices[index]);
  }
  std::string body = fmt::format(R"({{{},"choices":[{}],"usage":{},{}}})", identity(filled, "chat.completion"), choices,
                                 *filled.usage, service);
  return {200, openai_answer_fields(), std::move(body)};
}

}  // namespace wiretape::provider
