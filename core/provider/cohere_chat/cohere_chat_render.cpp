#include "wiretape/core/provider/cohere_chat/cohere_chat_render.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/cohere_chat/cohere_chat_defaults.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_error.h"
#include "wiretape/core/provider/shared/mark_collector.h"
#include "wiretape/core/provider/shared/split_tokens.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string json_quoted(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

std::string joined(const std::vector<std::string>& jsons) {
  return fmt::format("{}", fmt::join(jsons, ","));
}

class StreamWriter {
 public:
  void add(std::string_view type, std::string_view members, const EventContent& content) {
    add_event(type, fmt::format(R"({{"type":"{}"{}}})", type, members), content);
  }

  void add_event(std::string_view name, std::string data, const EventContent& content) {
    marks_.add(events_.size(), content);
    events_.emplace_back(DataEvent{std::string(name), std::move(data), {}});
  }

  Events finish() { return {std::move(events_), marks_.marks()}; }

 private:
  std::vector<Event> events_;
  MarkCollector marks_;
};

// How texts are cut.
struct Cuts {
  Chunks text;
  Chunks other;
};

// Writes the events of each block.
class BlockWriter {
 public:
  BlockWriter(StreamWriter& stream, const Cuts& cuts, bool plans) : stream_(stream), cuts_(cuts), plans_(plans) {}

  void operator()(const ReasoningBlock& block) {
    if (plans_) return add_plan(block.text);
    begin_content(R"({"type":"thinking","thinking":""})");
    add_pieces("thinking", block.text, cuts_.other, {.reasoning = true});
    end_content();
  }

  void operator()(const RedactedReasoningBlock& /*block*/) {}

  void operator()(const TextBlock& block) {
    begin_content(R"({"type":"text","text":""})");
    add_pieces("text", block.text, cuts_.text, {.text_deltas = 1});
    for (const std::string& citation : block.citations)
      add_citation(citation);
    end_content();
  }

  void operator()(const ToolCallReply& call) {
    add_call("start",
             fmt::format(R"({{"id":{},"type":"function","function":{{"name":{},"arguments":""}}}})",
                         json_quoted(*call.id), json_quoted(call.name)),
             {.tool_delta = !call.id->empty() || !call.name.empty()});
    for (const std::string_view piece : split_text(call.arguments, cuts_.other)) {
      add_call("delta", fmt::format(R"({{"function":{{"arguments":{}}}}})", json_quoted(piece)),
               {.tool_delta = true, .tool_arguments = true});
    }
    stream_.add("tool-call-end", fmt::format(R"(,"index":{})", calls_++), {});
  }

 private:
  void add_plan(std::string_view plan) {
    for (const std::string_view piece : split_text(plan, cuts_.other)) {
      stream_.add("tool-plan-delta", fmt::format(R"(,"delta":{{"message":{{"tool_plan":{}}}}})", json_quoted(piece)),
                  {.reasoning = true});
    }
  }

  void add_content(std::string_view step, std::string_view content, const EventContent& said) {
    stream_.add(fmt::format("content-{}", step),
                fmt::format(R"(,"index":{},"delta":{{"message":{{"content":{}}}}})", contents_, content), said);
  }

  void begin_content(std::string_view block) { add_content("start", block, {}); }

  void add_pieces(std::string_view member, std::string_view text, const Chunks& chunks, const EventContent& said) {
    if (text.empty() && !std::holds_alternative<ChunkList>(chunks)) return;
    for (const std::string_view piece : split_text(text, chunks))
      add_content("delta", fmt::format(R"({{"{}":{}}})", member, json_quoted(piece)), said);
  }

  void add_citation(std::string_view citation) {
    stream_.add("citation-start",
                fmt::format(R"(,"index":{},"delta":{{"message":{{"citations":{}}}}})", citations_, citation), {});
    stream_.add("citation-end", fmt::format(R"(,"index":{})", citations_++), {});
  }

  void end_content() { stream_.add("content-end", fmt::format(R"(,"index":{})", contents_++), {}); }

  void add_call(std::string_view step, std::string_view call, const EventContent& said) {
    stream_.add(fmt::format("tool-call-{}", step),
                fmt::format(R"(,"index":{},"delta":{{"message":{{"tool_calls":{}}}}})", calls_, call), said);
  }

  StreamWriter& stream_;
  const Cuts& cuts_;
  bool plans_;
  std::size_t contents_ = 0;
  std::size_t calls_ = 0;
  std::size_t citations_ = 0;
};

// What a whole message says, each kind at its place.
class WholeMessage {
 public:
  explicit WholeMessage(bool plans) : plans_(plans) {}

  void operator()(const ReasoningBlock& block) {
    if (plans_) {
      plan_ = R"(,"tool_plan":)" + json_quoted(block.text);
    } else {
      contents_.push_back(fmt::format(R"({{"type":"thinking","thinking":{}}})", json_quoted(block.text)));
    }
  }

  void operator()(const RedactedReasoningBlock& /*block*/) {}

  void operator()(const TextBlock& block) {
    contents_.push_back(fmt::format(R"({{"type":"text","text":{}}})", json_quoted(block.text)));
    citations_.insert(citations_.end(), block.citations.begin(), block.citations.end());
  }

  void operator()(const ToolCallReply& call) {
    calls_.push_back(fmt::format(R"({{"id":{},"type":"function","function":{{"name":{},"arguments":{}}}}})",
                                 json_quoted(*call.id), json_quoted(call.name), json_quoted(call.arguments)));
  }

  [[nodiscard]] std::string json() const {
    return R"({"role":"assistant")" + plan_ + list("tool_calls", calls_) + list("content", contents_) +
           list("citations", citations_) + '}';
  }

 private:
  static std::string list(std::string_view name, const std::vector<std::string>& jsons) {
    return jsons.empty() ? "" : fmt::format(R"(,"{}":[{}])", name, joined(jsons));
  }

  bool plans_;
  std::string plan_;
  std::vector<std::string> calls_;
  std::vector<std::string> contents_;
  std::vector<std::string> citations_;
};

Reply filled_reply(const Reply& reply, const RequestView& request) {
  CohereChatRequest facts = read_cohere_chat_request(request);
  if (!reply.usage) facts.prompt_tokens = cohere_chat_prompt_tokens(request);
  return with_cohere_chat_defaults(reply, facts);
}

// A list of chunks is the text of a reply without blocks of its own.
Cuts cuts_of(const Reply& reply) {
  const bool has_list = std::holds_alternative<ChunkList>(reply.chunks);
  const bool has_own_blocks = !reply.choices.empty() && !reply.choices.front().blocks.empty();
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : reply.chunks;
  return {.text = has_own_blocks ? rule : reply.chunks, .other = rule};
}

void write_end(StreamWriter& stream, const Reply& filled) {
  if (filled.error_event) {
    stream.add_event("message-end", cohere_error_event_text(*filled.error_event), {});
    return;
  }
  const std::string& reason = *filled.choices.front().finish_reason;
  stream.add("message-end",
             fmt::format(R"(,"delta":{{"finish_reason":{},"usage":{}}})", json_quoted(reason), *filled.usage),
             {.finish = !reason.empty()});
  stream.add_event("", "[DONE]", {.terminator = true});
}

}  // namespace

Events cohere_chat_render(const Reply& reply, const RequestView& request) {
  const Reply filled = filled_reply(reply, request);
  const Cuts cuts = cuts_of(reply);
  StreamWriter stream;
  stream.add_event("message-start",
                   fmt::format(R"({{"id":{},"type":"message-start","delta":{{"message":{{"role":"assistant",)"
                               R"("content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}}}})",
                               json_quoted(*filled.id)),
                   {});
  BlockWriter write_block(stream, cuts, has_tool_plan(reply));
  for (const BlockReply& block : filled.choices.front().blocks)
    std::visit(write_block, block);
  write_end(stream, filled);
  return stream.finish();
}

WholeAnswer cohere_chat_render_whole(const Reply& reply, const RequestView& request) {
  if (reply.error_event) return cohere_chat_render_error(*reply.error_event);
  const Reply filled = filled_reply(reply, request);
  WholeMessage message(has_tool_plan(reply));
  for (const BlockReply& block : filled.choices.front().blocks)
    std::visit(message, block);
  std::string body = fmt::format(R"({{"id":{},"message":{},"finish_reason":{},"usage":{}}})", json_quoted(*filled.id),
                                 message.json(), json_quoted(*filled.choices.front().finish_reason), *filled.usage);
  return {200, cohere_chat_answer_fields(), std::move(body)};
}

}  // namespace wiretape::provider
