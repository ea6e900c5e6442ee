#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_event.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_usage.h"
#include "wiretape/core/provider/shared/error_body.h"
#include "wiretape/core/provider/shared/plain_error.h"

//   message_start ─▶ ( content_block_start ─▶ content_block_delta … ─▶ content_block_stop ) … ─▶ message_delta
//                                                                                                  ─▶ message_stop
//   `ping` may stand anywhere, and `error` ends the stream anywhere.

namespace wiretape::provider {
namespace {

bool is_done_sentinel(std::string_view data) {
  return !data.starts_with('{') && without_blanks(data) == "[DONE]";
}

class AnthropicMessagesDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    if (is_done_sentinel(frame.data)) return;
    const MessagesEvent* event = reader_.read(frame.data);
    if (event == nullptr && frame.name == "error") {
      report_plain_error(frame.data, out);
    } else if (event == nullptr) {
      out.emplace_back(reader_.failure());
    } else if (frame.name == "error" || event->type == "error" || event->error) {
      out.emplace_back(event->error.value_or(event->bare_error));
    } else {
      report_event(*event, event->type.empty() ? frame.name : event->type, out);
    }
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return report_error_answer(body, out);
    const MessagesEvent* answer = reader_.read(body);
    if (answer == nullptr) {
      out.emplace_back(reader_.failure());
    } else if (answer->error || answer->type == "error") {
      out.emplace_back(answer->error.value_or(answer->bare_error));
    } else if (answer->has_content) {
      report_message(*answer, out);
      out.emplace_back(TerminatorDelta{});
    } else {
      out.emplace_back(UndecodableDelta{"neither a message nor an error", 0});
    }
  }

 private:
  // A tool call that is being sent. Others are told from it by the index of their block.
  struct OpenCall {
    std::uint32_t number;
    std::string input;  // what the block began with
    bool has_pieces;
  };

  void report_event(const MessagesEvent& event, std::string_view type, std::vector<Delta>& out) {
    if (type == "content_block_delta") {
      report_block_delta(event, out);
    } else if (type == "content_block_start") {
      report_block_start(event, out);
    } else if (type == "content_block_stop") {
      report_block_stop(event, out);
    } else if (type == "message_start" || type == "message_delta") {
      report_message(event, out);
    } else if (type == "message_stop") {
      out.emplace_back(TerminatorDelta{});
    }
  }

  // A host that leaves the index out means the last block.
  [[nodiscard]] std::int64_t index_of(const MessagesEvent& event) const {
    return event.index ? std::int64_t{*event.index} : last_index_;
  }

  // What a whole answer says, and either end of a stream says a part of.
  void report_message(const MessagesEvent& message, std::vector<Delta>& out) {
    if (!message.id.empty() || !message.model.empty()) out.emplace_back(MetadataDelta{message.id, message.model});
    for (const MessagesBlock& block : message.content)
      report_whole_block(block, out);
    if (!message.refusal.empty()) out.emplace_back(RefusalDelta{0, message.refusal});
    if (!message.stop_reason.empty()) out.emplace_back(FinishDelta{0, message.stop_reason});
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
    begin_block(block, out);
    if (block.type == "tool_use") {
      open_calls_.insert_or_assign(last_index_, OpenCall{calls_, std::string(block.input), false});
      out.emplace_back(ToolCallDelta{0, calls_++, block.id, block.name, {}});
    } else {
      open_calls_.erase(last_index_);
    }
  }

  void begin_block(const MessagesBlock& block, std::vector<Delta>& out) {
    has_block_ = true;
    out.emplace_back(BlockDelta{0, block.type});
    report_text(block.type, block.text, out);
    if (block.type == "thinking" && !block.signature.empty()) out.emplace_back(SignatureDelta{0, block.signature});
    if (block.type == "redacted_thinking") out.emplace_back(RedactedReasoningDelta{0, block.data});
    for (const std::string_view citation : block.citations)
      out.emplace_back(CitationDelta{0, citation});
  }

  static void report_text(std::string_view type, std::string_view text, std::vector<Delta>& out) {
    if (text.empty()) return;
    if (type == "text") out.emplace_back(TextDelta{0, text});
    if (type == "thinking") out.emplace_back(ReasoningDelta{0, text});
  }

  void report_block_delta(const MessagesEvent& event, std::vector<Delta>& out) {
    if (!event.delta) return miss("content_block_delta without a delta", out);
    const MessagesBlockDelta& delta = *event.delta;
    if (delta.type == "text_delta") {
      if (continues("text", event, out)) report_text("text", delta.text, out);
    } else if (delta.type == "thinking_delta") {
      if (continues("thinking", event, out)) report_text("thinking", delta.text, out);
    } else if (delta.type == "input_json_delta") {
      report_input(event, out);
    } else if (delta.type == "signature_delta" && !delta.signature.empty()) {
      if (continues("thinking", event, out)) out.emplace_back(SignatureDelta{0, delta.signature});
    } else if (delta.type == "citations_delta" && !delta.citation.empty()) {
      if (continues("text", event, out)) out.emplace_back(CitationDelta{0, delta.citation});
    }
  }

  // Whether what follows belongs to the last block. A block of the type begins where none was begun under its index.
  bool continues(std::string_view type, const MessagesEvent& event, std::vector<Delta>& out) {
    const std::int64_t index = index_of(event);
    if (has_block_ && index < last_index_) {
      miss("a delta of a block behind which another began", out);
      return false;
    }
    if (has_block_ && index == last_index_) return true;
    last_index_ = index;
    MessagesBlock missed;
    missed.type = type;
    begin_block(missed, out);
    return true;
  }

  void report_input(const MessagesEvent& event, std::vector<Delta>& out) {
    const std::int64_t index = index_of(event);
    const auto found = open_calls_.find(index);
    if (found == open_calls_.end()) {
      const bool is_of_a_tool_run_elsewhere = has_block_ && index <= last_index_;
      if (!is_of_a_tool_run_elsewhere) miss("input for a tool call that has not begun", out);
      return;
    }
    if (event.delta->partial_json.empty()) return;
    found->second.has_pieces = true;
    out.emplace_back(ToolCallDelta{0, found->second.number, {}, {}, event.delta->partial_json});
  }

  void report_block_stop(const MessagesEvent& event, std::vector<Delta>& out) {
    const auto found = open_calls_.find(index_of(event));
    if (found == open_calls_.end()) return;
    const OpenCall call = std::move(found->second);
    open_calls_.erase(found);
    if (call.has_pieces || call.input.empty()) return;
    whole_input_ = call.input;
    out.emplace_back(ToolCallDelta{0, call.number, {}, {}, whole_input_});
  }

  void report_error_answer(std::string_view body, std::vector<Delta>& out) {
    error_ = read_error_body(body);
    out.emplace_back(ErrorDelta{error_.message, error_.type, error_.code, error_.json});
  }

  void report_plain_error(std::string_view text, std::vector<Delta>& out) {
    plain_message_ = plain_error_message(text);
    out.emplace_back(ErrorDelta{plain_message_, {}, {}, {}});
  }

  static void miss(std::string_view what, std::vector<Delta>& out) { out.emplace_back(UndecodableDelta{what, 0}); }

  MessagesEventReader reader_;
  MessagesUsage usage_;
  bool has_block_ = false;
  std::int64_t last_index_ = -1;
  std::uint32_t calls_ = 0;
  std::map<std::int64_t, OpenCall> open_calls_;
  std::string whole_input_;
  std::string plain_message_;
  ErrorWords error_;
};

}  // namespace

std::unique_ptr<Decoder> make_anthropic_messages_decoder() {
  return std::make_unique<AnthropicMessagesDecoder>();
}

}  // namespace wiretape::provider
