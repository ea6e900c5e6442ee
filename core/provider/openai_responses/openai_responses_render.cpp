#include "wiretape/core/provider/openai_responses/openai_responses_render.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/openai_responses/openai_responses_defaults.h"
#include "wiretape/core/provider/openai_responses/openai_responses_json.h"
#include "wiretape/core/provider/shared/mark_collector.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/split_tokens.h"

namespace wiretape::provider {
namespace {

class StreamWriter {
 public:
  /// `members` begin with a comma.
  void add(std::string_view type, std::string_view members, const EventContent& content = {}) {
    const std::size_t number = events_.size();
    marks_.add(number, content);
    std::string data = fmt::format(R"({{"type":"{}","sequence_number":{}{}}})", type, number, members);
    events_.emplace_back(DataEvent{std::string(type), std::move(data), {}});
  }

  Events finish() { return {std::move(events_), marks_.marks()}; }

 private:
  std::vector<Event> events_;
  MarkCollector marks_;
};

// Writes the events of each item.
class ItemWriter {
 public:
  ItemWriter(StreamWriter& stream, const Chunks& text_chunks, const Chunks& other_chunks)
      : stream_(stream), text_chunks_(text_chunks), other_chunks_(other_chunks) {}

  void write(const ResponsesOutput& item) {
    place_ = fmt::format(R"(,"item_id":{},"output_index":{})", responses_quoted(item.id), index_);
    const bool is_call = std::holds_alternative<ToolCallReply>(item.said);
    add_item("response.output_item.added", responses_item_begin(item), {.tool_delta = is_call});
    std::visit(*this, item.said);
    add_item("response.output_item.done", responses_item(item), {});
    ++index_;
  }

  void operator()(const ReasoningBlock& block) {
    if (block.text.empty()) return;
    const std::string place = place_ + R"(,"summary_index":0)";
    add_part("response.reasoning_summary_part.added", place, responses_summary_part(""));
    add_pieces("response.reasoning_summary_text.delta", place, block.text, other_chunks_, {.reasoning = true});
    add_whole("response.reasoning_summary_text.done", place, "text", block.text);
    add_part("response.reasoning_summary_part.done", place, responses_summary_part(block.text));
  }

  void operator()(const RedactedReasoningBlock& /*block*/) {}

  void operator()(const TextBlock& block) {
    const std::string place = place_ + content_place;
    add_part("response.content_part.added", place, responses_part(TextBlock{}));
    add_pieces("response.output_text.delta", place + R"(,"logprobs":[])", block.text, text_chunks_, {.text_deltas = 1});
    for (std::size_t index = 0; index < block.citations.size(); ++index) {
      stream_.add("response.output_text.annotation.added",
                  fmt::format(R"({},"annotation_index":{},"annotation":{})", place, index, block.citations[index]));
    }
    add_whole("response.output_text.done", place + R"(,"logprobs":[])", "text", block.text);
    add_part("response.content_part.done", place, responses_part(block));
  }

  void operator()(const RefusalBlock& block) {
    const std::string place = place_ + content_place;
    add_part("response.content_part.added", place, responses_part(RefusalBlock{}));
    add_pieces("response.refusal.delta", place, block.text, other_chunks_, {.refusal = true});
    add_whole("response.refusal.done", place, "refusal", block.text);
    add_part("response.content_part.done", place, responses_part(block));
  }

  void operator()(const ToolCallReply& call) {
    add_pieces("response.function_call_arguments.delta", place_, call.arguments, other_chunks_,
               {.tool_delta = true, .tool_arguments = true});
    add_whole("response.function_call_arguments.done", place_, "arguments", call.arguments);
  }

 private:
  static constexpr const char* content_place = R"(,"content_index":0)";

  void add_item(std::string_view type, std::string_view item, const EventContent& content) {
    stream_.add(type, fmt::format(R"(,"output_index":{},"item":{})", index_, item), content);
  }

  void add_part(std::string_view type, std::string_view place, std::string_view part) {
    stream_.add(type, fmt::format(R"({},"part":{})", place, part));
  }

  void add_pieces(std::string_view type, std::string_view place, std::string_view text, const Chunks& chunks,
                  const EventContent& content) {
    if (text.empty()) return;
    for (const std::string_view piece : split_text(text, chunks))
      stream_.add(type, fmt::format(R"({},"delta":{})", place, responses_quoted(piece)), content);
  }

  void add_whole(std::string_view type, std::string_view place, std::string_view member, std::string_view text) {
    stream_.add(type, fmt::format(R"({},"{}":{})", place, member, responses_quoted(text)));
  }

  StreamWriter& stream_;
  const Chunks& text_chunks_;
  const Chunks& other_chunks_;
  std::size_t index_ = 0;
  std::string place_;  // of the item, for its events
};

void write_items(StreamWriter& stream, const Reply& reply, const std::vector<ResponsesOutput>& output) {
  const bool has_list = std::holds_alternative<ChunkList>(reply.chunks);
  const bool has_own_blocks = !reply.choices.empty() && !reply.choices.front().blocks.empty();
  const Chunks rule = has_list ? Chunks(ChunkRule::token) : reply.chunks;
  ItemWriter writer(stream, has_own_blocks ? rule : reply.chunks, rule);
  for (const ResponsesOutput& item : output)
    writer.write(item);
}

// Its `response.failed` has a code always.
std::string error_of_response(const ErrorReply& error) {
  return fmt::format(R"({{"code":{},"message":{}}})",
                     responses_quoted(error.code.value_or(error.type.value_or("server_error"))),
                     responses_quoted(error.message));
}

struct FilledReply {
  Reply reply;
  std::string previous_response_id;
  std::vector<ResponsesOutput> output;
};

FilledReply filled_reply(const Reply& reply, const RequestView& request) {
  OpenaiResponsesRequest facts = read_openai_responses_request(request);
  if (!reply.usage) facts.prompt_tokens = openai_responses_prompt_tokens(request);
  FilledReply filled{with_openai_responses_defaults(reply, facts), facts.previous_response_id, {}};
  filled.output = responses_output(filled.reply);
  return filled;
}

std::string response_member(const FilledReply& filled, const ResponsesState& state) {
  return R"(,"response":)" + responses_object(filled.reply, filled.previous_response_id, state);
}

void write_failure(StreamWriter& stream, const FilledReply& filled) {
  const ErrorReply& error = *filled.reply.error_event;
  const std::string text = openai_error_text(error, 500);
  stream.add("error", ',' + text.substr(1, text.size() - 2));
  ResponsesState state{.status = "failed"};
  state.error = error_of_response(error);
  stream.add("response.failed", response_member(filled, state));
}

}  // namespace

Events openai_responses_render(const Reply& reply, const RequestView& request) {
  const FilledReply filled = filled_reply(reply, request);
  StreamWriter stream;
  const ResponsesState begun{.status = "in_progress"};
  stream.add("response.created", response_member(filled, begun));
  stream.add("response.in_progress", response_member(filled, begun));
  write_items(stream, reply, filled.output);
  if (filled.reply.error_event) {
    write_failure(stream, filled);
    return stream.finish();
  }
  const ResponsesState end = responses_end(filled.reply, filled.output);
  stream.add(fmt::format("response.{}", end.status), response_member(filled, end),
             {.finish = true, .terminator = true});
  return stream.finish();
}

WholeAnswer openai_responses_render_whole(const Reply& reply, const RequestView& request) {
  if (reply.error_event) return openai_render_error(*reply.error_event);
  const FilledReply filled = filled_reply(reply, request);
  const ResponsesState end = responses_end(filled.reply, filled.output);
  return {200, openai_answer_fields(), responses_object(filled.reply, filled.previous_response_id, end)};
}

}  // namespace wiretape::provider
