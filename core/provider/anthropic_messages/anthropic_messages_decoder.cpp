#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_event.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_usage.h"
#include "wiretape/core/provider/shared/done_word.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/provider/shared/half_joiner.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/strict_json.h"

//   message_start ─▶ ( content_block_start ─▶ content_block_delta … ─▶ content_block_stop ) … ─▶ message_delta
//                                                                                                  ─▶ message_stop
//   `ping` may stand anywhere, and `error` ends the stream anywhere.

namespace wiretape::provider {
namespace {

// Whether a block or delta holds a text beside its type.
bool says_more_than_its_type(std::string_view json) {
  text::StrictJson walk;
  bool says_more = false;
  const auto on_member = [&](std::string_view name, text::StrictJson::Value& value) {
    std::string_view written;
    if (!walk.capture(value, written)) return false;
    says_more = says_more || (name != "type" && name != "id" && name != "index" && text::holds_text(written));
    return true;
  };
  return walk.read_object(json, on_member) && says_more;
}

bool is_of_a_tool_run_elsewhere(std::string_view block_type) {
  return block_type.ends_with("tool_use") || block_type.ends_with("tool_result");
}

// What begins and goes on under one index.
struct OpenBlock {
  std::uint32_t number;  // counts the blocks from 0
  std::string type;
  std::optional<std::uint32_t> call{};  // of a tool call: its number
  std::string input{};                  // of a tool call: what the block began with
  bool has_pieces = false;              // of a tool call: its input comes in pieces
};

// Events of blocks may hold texts of many kinds, which say nothing of a failure.
bool is_of_a_block(std::string_view type) {
  return type.starts_with("content_block_");
}

bool is_of_a_message(std::string_view type) {
  return type == "message_start" || type == "message_delta" || type == "message_stop";
}

// Words in an event that nobody knows, such as a heartbeat's.
bool says_nothing(const Frame& frame) {
  const bool is_known = frame.name.empty() || frame.name == "message" || is_of_a_block(frame.name) ||
                        is_of_a_message(frame.name) || frame.name.find("rror") != std::string_view::npos ||
                        frame.name.find("xception") != std::string_view::npos;
  return !is_known && !without_blanks(frame.data).starts_with('{');
}

class AnthropicMessagesDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    if (is_done_word(frame.data)) return;
    const std::size_t first = out.size();
    report_frame(frame, out);
    halves_.join(out, first);
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return errors_.body(body, out);
    const std::size_t first = out.size();
    const MessagesEvent* answer = reader_.read(body);
    if (answer == nullptr) {
      if (!errors_.unreadable_event(body, out)) out.emplace_back(reader_.failure());
    } else {
      report_answer(*answer, out);
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override { halves_.end(out); }

  [[nodiscard]] bool has_begun() const override { return has_begun_; }

 private:
  void report_frame(const Frame& frame, std::vector<Delta>& out) {
    const MessagesEvent* event = reader_.read(frame.data);
    if (event == nullptr && is_error_event(frame.name)) {
      errors_.plain(frame.data, out);
    } else if (event == nullptr) {
      const bool says_something = !says_nothing(frame) && !errors_.unreadable_event(frame.data, out);
      if (says_something) out.emplace_back(reader_.failure());
    } else if (is_error_event(frame.name) || event->type == "error" || event->error) {
      report_error(*event, out);
    } else {
      const std::string_view type = event->type.empty() ? frame.name : event->type;
      const bool is_last = type == "message_stop";  // what stands behind its terminator is not heard
      if (is_last && report_failure(*event, true, out)) return;
      report_event(*event, type, out);
      if (!is_last && !is_of_a_block(type)) report_failure(*event, is_of_a_message(type), out);
    }
  }

  void report_answer(const MessagesEvent& answer, std::vector<Delta>& out) {
    if (answer.error || answer.type == "error") {
      report_error(answer, out);
    } else if (answer.has_content) {
      if (report_failure(answer, true, out)) return;
      const bool is_whole = answer.type != "message_start";  // else the beginning of a stream
      has_begun_ = true;
      report_message(answer, is_whole, out);
      if (is_whole) out.emplace_back(TerminatorDelta{});
    } else if (!report_failure(answer, false, out)) {
      out.emplace_back(UndecodableDelta{"neither a message nor an error", 0});
    }
  }

  void report_event(const MessagesEvent& event, std::string_view type, std::vector<Delta>& out) {
    if (type == "content_block_delta") {
      report_block_delta(event, out);
    } else if (type == "content_block_start") {
      report_block_start(event, out);
    } else if (type == "content_block_stop") {
      report_input_of(index_of(event), out);
    } else if (type == "message_start" || type == "message_delta") {
      report_message(event, type == "message_delta", out);
    } else if (type == "message_stop") {
      report_all_inputs(out);
      out.emplace_back(TerminatorDelta{});
    }
  }

  // A host that leaves the index out means the last block.
  [[nodiscard]] std::int64_t index_of(const MessagesEvent& event) const {
    return event.index ? std::int64_t{*event.index} : last_index_;
  }

  // What a whole answer says, and either end of a stream says a part of. A reason at the begin is not why it ended.
  void report_message(const MessagesEvent& message, bool may_finish, std::vector<Delta>& out) {
    if (!message.id.empty() || !message.model.empty()) out.emplace_back(MetadataDelta{message.id, message.model});
    for (const MessagesBlock& block : message.content)
      report_whole_block(block, out);
    if (!message.refusal.empty()) out.emplace_back(RefusalDelta{0, message.refusal});
    if (may_finish && !message.stop_reason.empty()) {
      has_begun_ = true;
      report_all_inputs(out);
      out.emplace_back(FinishDelta{0, message.stop_reason});
    }
    if (message.usage.empty()) return;
    usage_.add(message.usage);
    out.emplace_back(UsageDelta{usage_.json()});
  }

  void report_whole_block(const MessagesBlock& block, std::vector<Delta>& out) {
    begin_block(block, out);
    const bool says_something = !block.id.empty() || !block.name.empty() || !block.input.empty();
    if (block.type == "tool_use" && says_something) {
      out.emplace_back(ToolCallDelta{0, calls_++, block.id, block.name, block.input});
    }
  }

  void report_block_start(const MessagesEvent& event, std::vector<Delta>& out) {
    if (!event.block) return miss("content_block_start without a block", out);
    const MessagesBlock& block = *event.block;
    if (block.type == "tool_use" && block.id.empty() && block.name.empty()) {
      return miss("a tool call without id and name", out);
    }
    last_index_ = event.index ? std::int64_t{*event.index} : last_index_ + 1;
    report_input_of(last_index_, out);
    begin_block(block, out);
    OpenBlock& open = open_block(block.type);
    if (block.type != "tool_use") return;
    open.call = calls_++;
    open.input = block.input;
    out.emplace_back(ToolCallDelta{0, *open.call, block.id, block.name, {}});
  }

  // The block that was begun last, under the index of last.
  OpenBlock& open_block(std::string_view type) {
    return blocks_.insert_or_assign(last_index_, OpenBlock{begun_ - 1, std::string(type)}).first->second;
  }

  void begin_block(const MessagesBlock& block, std::vector<Delta>& out) {
    has_begun_ = true;
    current_ = begun_++;
    out.emplace_back(BlockDelta{0, block.type});
    report_text(block.type, block.text, out);
    if (block.type == "thinking" && !block.signature.empty()) out.emplace_back(SignatureDelta{0, block.signature});
    if (block.type == "redacted_thinking") out.emplace_back(RedactedReasoningDelta{0, block.data});
    for (const std::string_view citation : block.citations)
      out.emplace_back(CitationDelta{0, citation});
    if (!is_known_block(block.type) && says_more_than_its_type(block.json)) {
      out.emplace_back(UnknownContentDelta{0, block.json});
    }
  }

  static bool is_known_block(std::string_view type) {
    return type == "text" || type == "thinking" || type == "redacted_thinking" || is_of_a_tool_run_elsewhere(type);
  }

  static void report_text(std::string_view type, std::string_view text, std::vector<Delta>& out) {
    if (text.empty()) return;
    if (type == "text") out.emplace_back(TextDelta{0, text});
    if (type == "thinking") out.emplace_back(ReasoningDelta{0, text});
  }

  void report_block_delta(const MessagesEvent& event, std::vector<Delta>& out) {
    if (!event.delta) return miss("content_block_delta without a delta", out);
    const MessagesBlockDelta& delta = *event.delta;
    if (delta.type == "text_delta" && !delta.text.empty()) {
      if (continues("text", event, out)) out.emplace_back(TextDelta{0, delta.text});
    } else if (delta.type == "thinking_delta" && !delta.text.empty()) {
      if (continues("thinking", event, out)) out.emplace_back(ReasoningDelta{0, delta.text});
    } else if (delta.type == "input_json_delta") {
      report_input(event, out);
    } else if (delta.type == "signature_delta" && !delta.signature.empty()) {
      if (continues("thinking", event, out)) out.emplace_back(SignatureDelta{0, delta.signature});
    } else if (delta.type == "citations_delta" && !delta.citation.empty()) {
      if (continues("text", event, out)) out.emplace_back(CitationDelta{0, delta.citation});
    } else if (says_more_than_its_type(delta.json)) {
      out.emplace_back(UnknownContentDelta{0, delta.json});
    }
  }

  // Makes the delta's block the one that what follows belongs to; one that was not begun begins here. A delta that does
  // not fit its block is content that nobody understands.
  bool continues(std::string_view type, const MessagesEvent& event, std::vector<Delta>& out) {
    const std::int64_t index = index_of(event);
    const auto found = blocks_.find(index);
    if (found == blocks_.end()) {
      last_index_ = index;
      MessagesBlock missed;
      missed.type = type;
      begin_block(missed, out);
      open_block(type);
      return true;
    }
    const OpenBlock& block = found->second;
    const bool fits = block.type == type || !is_known_block(block.type);
    if (!fits) out.emplace_back(UnknownContentDelta{0, event.delta->json});
    if (fits && block.number != current_) out.emplace_back(BlockDelta{0, block.type, block.number});
    if (fits) current_ = block.number;
    return fits;
  }

  void report_input(const MessagesEvent& event, std::vector<Delta>& out) {
    const auto found = blocks_.find(index_of(event));
    if (found == blocks_.end()) return miss("input for a tool call that has not begun", out);
    OpenBlock& block = found->second;
    if (event.delta->partial_json.empty()) return;
    if (block.call) {
      block.has_pieces = true;
      out.emplace_back(ToolCallDelta{0, *block.call, {}, {}, event.delta->partial_json});
    } else if (!is_of_a_tool_run_elsewhere(block.type)) {
      out.emplace_back(UnknownContentDelta{0, event.delta->json});
    }
  }

  // The input that a block began with counts once no pieces of it can come: when the block stops, or, where hosts leave
  // that out, when another one takes its index or the message ends.
  void report_whole_input(OpenBlock& block, std::vector<Delta>& out) {
    const bool was_whole = block.call && !block.has_pieces && !block.input.empty();
    if (!was_whole) return;
    block.has_pieces = true;
    out.emplace_back(ToolCallDelta{0, *block.call, {}, {}, whole_inputs_.emplace_back(std::move(block.input))});
  }

  void report_input_of(std::int64_t index, std::vector<Delta>& out) {
    const auto found = blocks_.find(index);
    if (found != blocks_.end()) report_whole_input(found->second, out);
  }

  void report_all_inputs(std::vector<Delta>& out) {
    for (auto& [index, block] : blocks_)
      report_whole_input(block, out);
  }

  void report_error(const MessagesEvent& event, std::vector<Delta>& out) {
    errors_.found(event.error.value_or(event.bare_error), {.message = event.bare_error.message}, out);
  }

  // Whether an event says failure in another dress than an error event's.
  bool report_failure(const MessagesEvent& event, bool has_answer, std::vector<Delta>& out) {
    return errors_.event(event.written, has_answer, out);
  }

  static void miss(std::string_view what, std::vector<Delta>& out) { out.emplace_back(UndecodableDelta{what, 0}); }

  MessagesEventReader reader_;
  MessagesUsage usage_;
  HalfJoiner halves_;
  bool has_begun_ = false;
  std::int64_t last_index_ = -1;
  std::uint32_t begun_ = 0;    // how many blocks
  std::uint32_t current_ = 0;  // the block that was spoken of last
  std::uint32_t calls_ = 0;
  std::map<std::int64_t, OpenBlock> blocks_;  // by index
  std::deque<std::string> whole_inputs_;      // does not move what it holds
  ErrorReporter errors_;
};

}  // namespace

std::unique_ptr<Decoder> make_anthropic_messages_decoder() {
  return std::make_unique<AnthropicMessagesDecoder>();
}

}  // namespace wiretape::provider
