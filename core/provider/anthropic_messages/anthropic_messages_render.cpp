#include "wiretape/core/provider/anthropic_messages/anthropic_messages_render.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_defaults.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_usage.h"
#include "wiretape/core/provider/shared/mark_collector.h"
#include "wiretape/core/provider/shared/split_tokens.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/strict_json.h"

namespace wiretape::provider {
namespace {

std::string json_string(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

std::string string_or_null(const std::optional<std::string>& text) {
  return text ? json_string(*text) : "null";
}

// The members that begin a message, streamed or whole.
std::string identity(const Reply& reply) {
  return fmt::format(R"("model":{},"id":{},"type":"message","role":"assistant")", json_string(*reply.model),
                     json_string(*reply.id));
}

// Why the message stops. A refusal is explained beside its reason, not in the content.
std::string stop_members(const ChoiceReply& choice) {
  const std::string details =
      choice.refusal.empty()
          ? "null"
          : fmt::format(R"({{"type":"refusal","category":null,"explanation":{}}})", json_string(choice.refusal));
  return fmt::format(R"("stop_reason":{},"stop_sequence":{},"stop_details":{})", string_or_null(choice.finish_reason),
                     string_or_null(choice.stop_sequence), details);
}

std::string joined(const std::vector<std::string>& jsons) {
  return fmt::format("{}", fmt::join(jsons, ","));
}

bool is_json_object(std::string_view text) {
  text::StrictJson json;
  return json.read_object(text,
                          [&](std::string_view /*name*/, text::StrictJson::Value& value) { return json.check(value); });
}

// The arguments as they stand in a whole answer, where there is a place for a value only.
std::string input_of(const ToolCallReply& call) {
  if (call.arguments.empty()) return "{}";
  return is_json_object(call.arguments) ? call.arguments : json_string(call.arguments);
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

// Writes the events of each block.
class BlockWriter {
 public:
  BlockWriter(StreamWriter& stream, const Chunks& text_chunks, const Chunks& other_chunks)
      : stream_(stream), text_chunks_(text_chunks), other_chunks_(other_chunks) {}

  void operator()(const ReasoningBlock& block) {
    begin(R"({"type":"thinking","thinking":"","signature":""})", {});
    add_pieces("thinking", block.text, other_chunks_, {.reasoning = true});
    if (!block.signature->empty()) {
      add_delta(fmt::format(R"({{"type":"signature_delta","signature":{}}})", json_string(*block.signature)), {});
    }
    end({});
  }

  void operator()(const RedactedReasoningBlock& block) {
    begin(fmt::format(R"({{"type":"redacted_thinking","data":{}}})", json_string(block.data)), {});
    end({});
  }

  void operator()(const TextBlock& block) {
    const bool cites = !block.citations.empty();
    begin(cites ? R"({"type":"text","text":"","citations":[]})" : R"({"type":"text","text":""})", {});
    add_pieces("text", block.text, text_chunks_, {.text_deltas = 1});
    for (const std::string& citation : block.citations)
      add_delta(fmt::format(R"({{"type":"citations_delta","citation":{}}})", citation), {});
    end({});
  }

  // The first piece of the input is empty, as Anthropic's. A call without any has its arguments when its block ends.
  void operator()(const ToolCallReply& call) {
    begin(fmt::format(R"({{"type":"tool_use","id":{},"name":{},"input":{{}}}})", json_string(*call.id),
                      json_string(call.name)),
          {.tool_delta = true});
    add_delta(R"({"type":"input_json_delta","partial_json":""})", {});
    for (const std::string_view piece : split_text(call.arguments, other_chunks_)) {
      add_delta(fmt::format(R"({{"type":"input_json_delta","partial_json":{}}})", json_string(piece)),
                {.tool_delta = true, .tool_arguments = true});
    }
    const bool is_empty = call.arguments.empty();
    end({.tool_delta = is_empty, .tool_arguments = is_empty});
  }

 private:
  void begin(std::string_view block, const EventContent& content) {
    stream_.add("content_block_start", fmt::format(R"(,"index":{},"content_block":{})", index_, block), content);
    if (index_ == 0) stream_.add("ping", "", {});
  }

  void add_pieces(std::string_view kind, std::string_view text, const Chunks& chunks, const EventContent& content) {
    if (text.empty()) return;
    for (const std::string_view piece : split_text(text, chunks))
      add_delta(fmt::format(R"({{"type":"{}_delta","{}":{}}})", kind, kind, json_string(piece)), content);
  }

  void add_delta(std::string_view delta, const EventContent& content) {
    stream_.add("content_block_delta", fmt::format(R"(,"index":{},"delta":{})", index_, delta), content);
  }

  void end(const EventContent& content) {
    stream_.add("content_block_stop", fmt::format(R"(,"index":{})", index_), content);
    ++index_;
  }

  StreamWriter& stream_;
  const Chunks& text_chunks_;
  const Chunks& other_chunks_;
  std::size_t index_ = 0;
};

struct WholeBlock {
  std::string operator()(const ReasoningBlock& block) const {
    return fmt::format(R"({{"type":"thinking","thinking":{},"signature":{}}})", json_string(block.text),
                       json_string(*block.signature));
  }
  std::string operator()(const RedactedReasoningBlock& block) const {
    return fmt::format(R"({{"type":"redacted_thinking","data":{}}})", json_string(block.data));
  }
  std::string operator()(const TextBlock& block) const {
    const std::string citations =
        block.citations.empty() ? "" : fmt::format(R"(,"citations":[{}])", joined(block.citations));
    return fmt::format(R"({{"type":"text","text":{}{}}})", json_string(block.text), citations);
  }
  std::string operator()(const ToolCallReply& call) const {
    return fmt::format(R"({{"type":"tool_use","id":{},"name":{},"input":{}}})", json_string(*call.id),
                       json_string(call.name), input_of(call));
  }
};

void write_blocks(StreamWriter& stream, const Reply& reply, const ChoiceReply& filled) {
  const bool has_list = std::holds_alternative<ChunkList>(reply.chunks);
  const bool has_own_blocks = !reply.choices.empty() && !reply.choices.front().blocks.empty();
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : reply.chunks;
  BlockWriter write_block(stream, has_own_blocks ? rule : reply.chunks, rule);
  for (const BlockReply& block : filled.blocks)
    std::visit(write_block, block);
}

Reply filled_reply(const Reply& reply, const RequestView& request) {
  AnthropicMessagesRequest facts = read_anthropic_messages_request(request);
  if (!reply.usage) facts.prompt_tokens = anthropic_messages_prompt_tokens(request);
  return with_anthropic_messages_defaults(reply, facts);
}

}  // namespace

Events anthropic_messages_render(const Reply& reply, const RequestView& request) {
  const Reply filled = filled_reply(reply, request);
  const ChoiceReply& choice = filled.choices.front();
  StreamWriter stream;
  stream.add("message_start",
             fmt::format(R"(,"message":{{{},"content":[],"stop_reason":null,"stop_sequence":null,)"
                         R"("stop_details":null,"usage":{}}})",
                         identity(filled), usage_at_start(*filled.usage)),
             {});
  write_blocks(stream, reply, choice);
  if (filled.error_event) {
    stream.add_event("error", anthropic_error_text(*filled.error_event, 500, anthropic_request_id), {});
    return stream.finish();
  }
  stream.add("message_delta",
             fmt::format(R"(,"delta":{{{}}},"usage":{})", stop_members(choice), usage_at_end(*filled.usage)),
             {.refusal = !choice.refusal.empty(), .finish = !choice.finish_reason->empty()});
  stream.add("message_stop", "", {.terminator = true});
  return stream.finish();
}

WholeAnswer anthropic_messages_render_whole(const Reply& reply, const RequestView& request) {
  if (reply.error_event) return anthropic_messages_render_event_error(*reply.error_event);
  const Reply filled = filled_reply(reply, request);
  const ChoiceReply& choice = filled.choices.front();
  std::vector<std::string> blocks;
  for (const BlockReply& block : choice.blocks)
    blocks.push_back(std::visit(WholeBlock{}, block));
  std::string body = fmt::format(R"({{{},"content":[{}],{},"usage":{}}})", identity(filled), joined(blocks),
                                 stop_members(choice), *filled.usage);
  return {200, anthropic_answer_fields(), std::move(body)};
}

}  // namespace wiretape::provider
