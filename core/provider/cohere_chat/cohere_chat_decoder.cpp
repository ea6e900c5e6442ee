#include "wiretape/core/provider/cohere_chat/cohere_chat_decoder.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "wiretape/core/provider/cohere_chat/cohere_chat_event.h"
#include "wiretape/core/provider/shared/done_word.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/half_joiner.h"

//   message-start ─▶ tool-plan-delta … ─▶ ( content-start ─▶ content-delta | citation-start … ─▶ content-end ) …
//                 ─▶ ( tool-call-start ─▶ tool-call-delta … ─▶ tool-call-end ) … ─▶ message-end ─▶ [DONE]
//   and of version 1
//   stream-start ─▶ text-generation … | tool-calls-chunk … ─▶ tool-calls-generation ─▶ stream-end

namespace wiretape::provider {
namespace {

constexpr std::string_view plan_type = "tool_plan";
constexpr std::string_view call_type = "tool_call";

/// The blocks of an answer, each known by what it is: the plan, a block of content, or a call.
class Blocks {
 public:
  enum class Kind : std::uint8_t { plan, content, call };

  /// Makes a block the one that what follows belongs to; one that has not begun begins.
  void go_to(Kind kind, std::uint32_t index, std::string_view type, std::vector<Delta>& out) {
    const auto [place, is_new] = numbers_.try_emplace({kind, index}, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) out.emplace_back(BlockDelta{0, type});
    if (!is_new && place->second != current_) out.emplace_back(BlockDelta{0, {}, place->second});
    current_ = place->second;
  }

  [[nodiscard]] bool has(Kind kind, std::uint32_t index) const { return numbers_.contains({kind, index}); }
  [[nodiscard]] bool is_empty() const { return numbers_.empty(); }

 private:
  std::map<std::pair<Kind, std::uint32_t>, std::uint32_t> numbers_;
  std::uint32_t current_ = 0;
};

class CohereChatDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    const std::size_t first = out.size();
    report_frame(frame, out);
    halves_.join(out, first);
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return errors_.body(body, out);
    const std::size_t first = out.size();
    const CohereEvent* answer = reader_.read(body);
    if (answer != nullptr) {
      report_answer(*answer, out);
    } else if (!errors_.unreadable_event(body, out)) {
      out.emplace_back(reader_.failure());
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override { halves_.end(out); }

  [[nodiscard]] bool has_begun() const override { return has_begun_; }

 private:
  using Kind = Blocks::Kind;

  void report_frame(const Frame& frame, std::vector<Delta>& out) {
    if (is_done_word(frame.data)) {
      out.emplace_back(TerminatorDelta{});
      return;
    }
    const CohereEvent* event = reader_.read(frame.data);
    if (event == nullptr && is_error_event(frame.name)) return errors_.plain(frame.data, out);
    if (event == nullptr) {
      if (!errors_.unreadable_event(frame.data, out)) out.emplace_back(reader_.failure());
      return;
    }
    report_event(*event, event->type.empty() ? frame.name : event->type, out);
  }

  void report_event(const CohereEvent& event, std::string_view type, std::vector<Delta>& out) {
    const bool is_error = is_error_event(type);
    if (!is_error && event.is_version_1) {
      report_version_1(event, type, out);
    } else if (!is_error) {
      report_version_2(event, type, out);
    }
    const bool has_failed = report_error(event, is_error, out);
    if (!has_failed && event.is_version_1 && type == "stream-end") out.emplace_back(TerminatorDelta{});
  }

  void report_version_2(const CohereEvent& event, std::string_view type, std::vector<Delta>& out) {
    if (type == "message-start") has_begun_ = true;
    if (type == "message-start") report_id(event.id, out);
    report_plan(event.plan, out);
    if (type == "content-start" || type == "content-delta") report_content(event, out);
    if (type == "tool-call-start") {
      for (const CohereCall& call : event.calls)
        report_call_piece(call, event.index.value_or(calls_), out);
    } else if (type == "tool-call-delta") {
      for (const CohereCall& call : event.calls)
        report_call_piece(call, event.index.value_or(last_call_), out);
    } else if (type == "citation-start") {
      report_citations(event, out);
    }
    if (type == "message-end") report_end(event, out);
  }

  void report_content(const CohereEvent& event, std::vector<Delta>& out) {
    last_content_ = event.index.value_or(last_content_);
    for (const CohereContent& content : event.content)
      report_block(content, last_content_, out);
  }

  // What a block begins with, or what is added to it.
  void report_block(const CohereContent& content, std::uint32_t index, std::vector<Delta>& out) {
    const std::string_view said = content.thinking.empty() ? "text" : "thinking";
    blocks_.go_to(Kind::content, index, content.type.empty() ? said : content.type, out);
    has_begun_ = true;
    if (!content.thinking.empty()) out.emplace_back(ReasoningDelta{0, content.thinking});
    if (!content.text.empty()) out.emplace_back(TextDelta{0, content.text});
    if (content.has_unknown) out.emplace_back(UnknownContentDelta{0, content.json});
  }

  void report_plan(std::string_view plan, std::vector<Delta>& out) {
    if (plan.empty()) return;
    has_begun_ = true;
    blocks_.go_to(Kind::plan, 0, plan_type, out);
    out.emplace_back(ReasoningDelta{0, plan});
  }

  void report_call_piece(const CohereCall& call, std::uint32_t index, std::vector<Delta>& out) {
    if (call.id.empty() && call.name.empty() && call.arguments.empty()) return;
    has_begun_ = true;
    last_call_ = index;
    const auto [number, is_new] = call_numbers_.try_emplace(index, calls_);
    if (is_new) ++calls_;
    blocks_.go_to(Kind::call, index, call_type, out);
    out.emplace_back(ToolCallDelta{0, number->second, call.id, call.name, call.arguments});
  }

  // One that names no block is of the one that goes on.
  void report_citations(const CohereEvent& event, std::vector<Delta>& out) {
    for (const CohereCitation& citation : event.citations) {
      if (citation.is_of_plan && blocks_.has(Kind::plan, 0)) {
        blocks_.go_to(Kind::plan, 0, plan_type, out);
      } else if (const auto index = citation.content_index.value_or(last_content_);
                 blocks_.has(Kind::content, index) || blocks_.is_empty()) {
        blocks_.go_to(Kind::content, index, "text", out);
      }
      out.emplace_back(CitationDelta{0, citation.json});
    }
  }

  // A reason that comes with an error is the error's.
  static void report_end(const CohereEvent& event, std::vector<Delta>& out) {
    if (!event.error && !event.finish_reason.empty()) out.emplace_back(FinishDelta{0, event.finish_reason});
    if (!event.usage.empty()) out.emplace_back(UsageDelta{event.usage});
  }

  void report_version_1(const CohereEvent& event, std::string_view type, std::vector<Delta>& out) {
    has_begun_ = true;
    report_id(event.id, out);
    if (type == "text-generation") report_text(event.text, out);
    if (type == "citation-generation") report_flat_citations(event, out);
    if (type == "tool-calls-chunk") report_call_chunks(event, out);
    if (type == "tool-calls-generation") report_whole_calls(event, out);
    if (type != "stream-end") return;
    if (!has_said_) report_text(event.whole_text, out);
    report_end(event, out);
  }

  void report_text(std::string_view text, std::vector<Delta>& out) {
    if (text.empty()) return;
    has_said_ = true;
    out.emplace_back(TextDelta{0, text});
  }

  static void report_flat_citations(const CohereEvent& event, std::vector<Delta>& out) {
    for (const CohereCitation& citation : event.citations)
      out.emplace_back(CitationDelta{0, citation.json});
  }

  // The plan comes as its text, before the calls.
  void report_call_chunks(const CohereEvent& event, std::vector<Delta>& out) {
    if (!event.text.empty()) out.emplace_back(ReasoningDelta{0, event.text});
    has_said_ = has_said_ || !event.text.empty();
    for (const CohereCall& call : event.calls) {
      if (call.name.empty() && call.arguments.empty()) continue;
      const std::uint32_t index = call.index.value_or(last_call_);
      last_call_ = index;
      const auto [number, is_new] = call_numbers_.try_emplace(index, calls_);
      if (is_new) ++calls_;
      out.emplace_back(ToolCallDelta{0, number->second, call.id, call.name, call.arguments});
    }
  }

  // All of them once more, where they came in pieces.
  void report_whole_calls(const CohereEvent& event, std::vector<Delta>& out) {
    if (!has_said_ && !event.text.empty()) out.emplace_back(ReasoningDelta{0, event.text});
    has_said_ = has_said_ || !event.text.empty();
    if (!call_numbers_.empty()) return;
    for (const CohereCall& call : event.calls) {
      if (call.name.empty() && call.arguments.empty()) continue;
      out.emplace_back(ToolCallDelta{0, calls_++, call.id, call.name, call.arguments});
    }
  }

  void report_id(std::string_view id, std::vector<Delta>& out) {
    if (id.empty() || id == id_) return;
    id_ = id;
    out.emplace_back(MetadataDelta{id_, {}});
  }

  // A body that says neither is no answer at all, though it is sound JSON.
  void report_answer(const CohereEvent& answer, std::vector<Delta>& out) {
    const bool is_beginning = answer.type == "message-start" || answer.is_version_1;
    if (is_beginning) return report_event(answer, answer.type, out);
    if (!answer.has_message) {
      if (!report_error(answer, false, out)) out.emplace_back(UndecodableDelta{"neither an answer nor an error", 0});
      return;
    }
    has_begun_ = true;
    report_id(answer.id, out);
    report_whole_message(answer, out);
    report_end(answer, out);
    if (!report_error(answer, false, out)) out.emplace_back(TerminatorDelta{});
  }

  void report_whole_message(const CohereEvent& answer, std::vector<Delta>& out) {
    report_plan(answer.plan, out);
    for (std::uint32_t index = 0; index < answer.content.size(); ++index)
      report_block(answer.content[index], index, out);
    report_text(answer.text, out);
    if (answer.text.empty()) {
      report_citations(answer, out);
    } else {
      report_flat_citations(answer, out);
    }
    for (std::uint32_t index = 0; index < answer.calls.size(); ++index)
      report_call_piece(answer.calls[index], index, out);
  }

  // Returns whether there is one. An event of no type that has but a message is an error as bodies have it.
  bool report_error(const CohereEvent& event, bool is_named, std::vector<Delta>& out) {
    const bool has_answer = event.has_message || !event.type.empty();
    const bool is_bare = !has_answer && !event.bare_error.message.empty();
    if (event.error || is_named || is_bare) {
      ErrorDelta error = event.error.value_or(event.bare_error);
      if (error.type.empty()) error.type = event.finish_reason;
      errors_.found(error, {event.bare_error.message, has_answer}, out);
      return true;
    }
    return (event.may_fail || !has_answer) && errors_.event(event.written, has_answer, out);
  }

  CohereEventReader reader_;
  HalfJoiner halves_;
  ErrorReporter errors_;
  Blocks blocks_;
  std::string id_;
  bool has_begun_ = false;
  bool has_said_ = false;           // of version 1: text, or a plan
  std::uint32_t last_content_ = 0;  // the index that was named last
  std::uint32_t last_call_ = 0;     // the same of calls
  std::uint32_t calls_ = 0;
  std::map<std::uint32_t, std::uint32_t> call_numbers_;  // by index
};

}  // namespace

std::unique_ptr<Decoder> make_cohere_chat_decoder() {
  return std::make_unique<CohereChatDecoder>();
}

}  // namespace wiretape::provider
