#include "wiretape/core/provider/ollama/ollama_render.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/ollama/ollama_defaults.h"
#include "wiretape/core/provider/ollama/ollama_error.h"
#include "wiretape/core/provider/ollama/ollama_usage.h"
#include "wiretape/core/provider/shared/mark_collector.h"
#include "wiretape/core/provider/shared/object_arguments.h"
#include "wiretape/core/provider/shared/split_tokens.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string json_quoted(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

std::string call_json(std::size_t index, const ToolCallReply& call) {
  return fmt::format(R"({{"id":{},"function":{{"index":{},"name":{},"arguments":{}}}}})", json_quoted(*call.id), index,
                     json_quoted(call.name), object_arguments(call.arguments));
}

// What one line says of the answer.
struct Said {
  std::string_view text{};
  std::string_view thinking{};
  std::string calls{};  // JSON, comma separated
};

std::string members_of(const Said& said, OllamaEndpoint endpoint) {
  const std::string thinking = said.thinking.empty() ? "" : R"(,"thinking":)" + json_quoted(said.thinking);
  if (endpoint == OllamaEndpoint::generate) return fmt::format(R"("response":{}{})", json_quoted(said.text), thinking);
  const std::string calls = said.calls.empty() ? "" : R"(,"tool_calls":[)" + said.calls + ']';
  return fmt::format(R"("message":{{"role":"assistant","content":{}{}{}}})", json_quoted(said.text), thinking, calls);
}

// Writes the lines of an answer.
class LineWriter {
 public:
  LineWriter(const Reply& filled, OllamaEndpoint endpoint)
      : filled_(filled),
        endpoint_(endpoint),
        beginning_(fmt::format(R"({{"model":{},"created_at":"{}",)", json_quoted(*filled.model),
                               ollama_created_at(*filled.created))) {}

  [[nodiscard]] std::string line(const Said& said) const {
    return beginning_ + members_of(said, endpoint_) + R"(,"done":false})";
  }

  [[nodiscard]] std::string last_line(const Said& said) const {
    return fmt::format(R"({}{},"done":true,"done_reason":{}{}}})", beginning_, members_of(said, endpoint_),
                       json_quoted(*filled_.choices.front().finish_reason), members_of_usage(*filled_.usage));
  }

 private:
  const Reply& filled_;
  OllamaEndpoint endpoint_;
  std::string beginning_;
};

class StreamWriter {
 public:
  void add(std::string line, const EventContent& content) {
    marks_.add(events_.size(), content);
    events_.emplace_back(DataEvent{{}, std::move(line), {}});
  }

  Events finish() { return {std::move(events_), marks_.marks()}; }

 private:
  std::vector<Event> events_;
  MarkCollector marks_;
};

Reply filled_reply(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint) {
  OllamaRequest facts = read_ollama_request(request);
  if (!reply.usage) facts.prompt_tokens = ollama_prompt_tokens(request, endpoint);
  Reply filled = with_ollama_defaults(reply, facts);
  if (endpoint == OllamaEndpoint::generate) filled.choices.front().tool_calls.clear();
  return filled;
}

void add_content(StreamWriter& stream, const LineWriter& lines, const Reply& filled) {
  const ChoiceReply& choice = filled.choices.front();
  const bool has_list = std::holds_alternative<ChunkList>(filled.chunks);
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : filled.chunks;
  for (const std::string_view piece : split_text(choice.reasoning, rule))
    stream.add(lines.line({.thinking = piece}), {.reasoning = true});
  for (const std::string_view piece : split_text(choice.text, filled.chunks))
    stream.add(lines.line({.text = piece}), {.text_deltas = 1});
  for (std::size_t index = 0; index < choice.tool_calls.size(); ++index) {
    stream.add(lines.line({.calls = call_json(index, choice.tool_calls[index])}),
               {.tool_delta = true, .tool_arguments = true});
  }
}

}  // namespace

Events ollama_render(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint) {
  const Reply filled = filled_reply(reply, request, endpoint);
  const LineWriter lines(filled, endpoint);
  StreamWriter stream;
  add_content(stream, lines, filled);
  if (filled.error_event) {
    stream.add(ollama_error_text(*filled.error_event), {});
  } else {
    stream.add(lines.last_line({}), {.finish = !filled.choices.front().finish_reason->empty(), .terminator = true});
  }
  return stream.finish();
}

WholeAnswer ollama_render_whole(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint) {
  if (reply.error_event) return ollama_render_error(*reply.error_event);
  const Reply filled = filled_reply(reply, request, endpoint);
  const ChoiceReply& choice = filled.choices.front();
  Said all{.text = choice.text, .thinking = choice.reasoning};
  for (std::size_t index = 0; index < choice.tool_calls.size(); ++index) {
    if (index > 0) all.calls += ',';
    all.calls += call_json(index, choice.tool_calls[index]);
  }
  return {200, ollama_answer_fields(), LineWriter(filled, endpoint).last_line(all)};
}

}  // namespace wiretape::provider
