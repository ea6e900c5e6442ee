#include "wiretape/core/provider/openai_responses/openai_responses_decoder.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/openai_responses/openai_responses_event.h"
#include "wiretape/core/provider/openai_responses/openai_responses_items.h"
#include "wiretape/core/provider/openai_responses/openai_responses_types.h"
#include "wiretape/core/provider/shared/done_word.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/provider/shared/finish_words.h"
#include "wiretape/core/provider/shared/half_joiner.h"

//   response.created ─▶ ( output_item.added ─▶ ( content_part.added ─▶ output_text.delta … ─▶ output_text.done ─▶
//   content_part.done ) … ─▶ output_item.done ) … ─▶ response.completed
//   Items may be open side by side. `error` may stand anywhere, and `response.failed` before or behind it.

namespace wiretape::provider {
namespace {

using Kind = ResponsesEventKind;

// Words in an event that nobody knows, such as a heartbeat's.
bool says_nothing(const Frame& frame) {
  const bool is_known = frame.name.empty() || frame.name == "message" || frame.name.starts_with("response.") ||
                        frame.name.find("rror") != std::string_view::npos ||
                        frame.name.find("xception") != std::string_view::npos;
  return !is_known && !without_blanks(frame.data).starts_with('{');
}

bool has_words(const ErrorDelta& error) {
  return !error.message.empty() || !error.code.empty() || !error.type.empty();
}

bool is_unfinished(std::string_view status) {
  return status == "in_progress" || status == "queued";
}

class OpenaiResponsesDecoder final : public Decoder {
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
    const ResponsesEvent* answer = reader_.read(body);
    if (answer == nullptr) {
      if (!errors_.unreadable_event(body, out)) out.emplace_back(reader_.failure());
    } else {
      report_answer(*answer, out);
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override {
    halves_.end(out);
    if (!held_failure_.empty()) out.emplace_back(unexplained(held_failure_));
  }

  [[nodiscard]] bool has_begun() const override { return has_begun_; }

 private:
  void report_frame(const Frame& frame, std::vector<Delta>& out) {
    const ResponsesEvent* event = reader_.read(frame.data);
    if (event == nullptr && is_error_event(frame.name)) {
      errors_.plain(frame.data, out);
    } else if (event == nullptr) {
      const bool says_something = !says_nothing(frame) && !errors_.unreadable_event(frame.data, out);
      if (says_something) out.emplace_back(reader_.failure());
    } else {
      const std::string_view type = event->type.empty() ? frame.name : event->type;
      report_event(*event, is_error_event(frame.name) ? Kind::error : kind_of_responses_event(type), type, out);
    }
  }

  void report_event(const ResponsesEvent& event, Kind kind, std::string_view type, std::vector<Delta>& out) {
    switch (kind) {
      case Kind::error:
        return report_error(event, out);
      case Kind::failure:
        return report_failure(event, out);
      case Kind::end:
        return report_end(event, type, out);
      case Kind::progress:
        return report_response(event, out);
      case Kind::nothing:
        return;
      case Kind::unknown:
        return report_unknown(event, out);
      default:
        report_content(event, kind, type, out);
    }
  }

  void report_content(const ResponsesEvent& event, Kind kind, std::string_view type, std::vector<Delta>& out) {
    if (lacks_its_subject(event, kind)) return miss("an event without what it speaks of", out);
    has_begun_ = true;
    const std::string_view part = part_type_of_responses_event(type);
    if (kind == Kind::item_begin) items_.begin_item(event, out);
    if (kind == Kind::item_end) items_.end_item(event, out);
    if (kind == Kind::part_begin) items_.begin_part(event, out);
    if (kind == Kind::part_end) items_.end_part(event, out);
    if (kind == Kind::text) items_.add_text(event, part, out);
    if (kind == Kind::text_whole) items_.add_whole_text(event, part, out);
    if (kind == Kind::arguments) items_.add_arguments(event, out);
    if (kind == Kind::arguments_whole) items_.add_whole_arguments(event, out);
    if (kind == Kind::annotation) items_.add_annotation(event, out);
  }

  static bool lacks_its_subject(const ResponsesEvent& event, Kind kind) {
    if (kind == Kind::item_begin || kind == Kind::item_end) return !event.item;
    return (kind == Kind::part_begin || kind == Kind::part_end) && !event.part;
  }

  void report_end(const ResponsesEvent& event, std::string_view type, std::vector<Delta>& out) {
    if (event.error || event.status == "failed") return report_failure(event, out);
    has_begun_ = true;
    report_whole_response(event, type == "response.completed" ? "" : type.substr(type.find('.') + 1), out);
    out.emplace_back(TerminatorDelta{});
  }

  // A stream has said its items before; one that was made of a whole answer has not.
  void report_whole_response(const ResponsesEvent& event, std::string_view standard_reason, std::vector<Delta>& out) {
    report_metadata(event, out);
    items_.finish(out);
    if (!items_.has_any()) {
      for (const ResponsesItem& item : event.output)
        items_.add_whole_item(item, out);
    }
    std::string_view reason = event.incomplete_reason.empty() ? event.status : event.incomplete_reason;
    if (!is_finish_reason(reason)) reason = standard_reason;
    if (!reason.empty()) out.emplace_back(FinishDelta{0, reason});
    report_usage(event, out);
  }

  void report_answer(const ResponsesEvent& answer, std::vector<Delta>& out) {
    if (answer.error || answer.type == "error") {
      report_error(answer, out);
    } else if (answer.status == "failed") {
      out.emplace_back(unexplained(answer.written));
    } else if (answer.has_output) {
      has_begun_ = true;
      report_whole_response(answer, "", out);
      if (!is_unfinished(answer.status)) out.emplace_back(TerminatorDelta{});
    } else if (!errors_.event(answer.written, false, out)) {
      out.emplace_back(UndecodableDelta{"neither a response nor an error", 0});
    }
  }

  void report_response(const ResponsesEvent& event, std::vector<Delta>& out) {
    if (event.error) return report_failure(event, out);
    report_metadata(event, out);
    report_usage(event, out);
  }

  void report_metadata(const ResponsesEvent& event, std::vector<Delta>& out) {
    const bool new_id = !event.id.empty() && event.id != id_;
    const bool new_model = !event.model.empty() && event.model != model_;
    if (!new_id && !new_model) return;
    if (new_id) id_ = event.id;
    if (new_model) model_ = event.model;
    out.emplace_back(MetadataDelta{id_, model_});
  }

  static void report_usage(const ResponsesEvent& event, std::vector<Delta>& out) {
    if (!event.usage.empty()) out.emplace_back(UsageDelta{event.usage});
  }

  void report_unknown(const ResponsesEvent& event, std::vector<Delta>& out) {
    if (event.error) return report_error(event, out);
    const bool is_typed = event.type.starts_with("response.");
    if (!is_typed && errors_.event(event.written, false, out)) return;
    if (!says_more_than_its_place(event.written)) return;
    has_begun_ = true;
    out.emplace_back(UnknownContentDelta{0, event.written});
  }

  // Flat or nested.
  void report_error(const ResponsesEvent& event, std::vector<Delta>& out) {
    if (has_failed_) return;
    has_failed_ = true;
    held_failure_.clear();
    errors_.found(event.error.value_or(event.bare_error), {.message = event.bare_error.message}, out);
  }

  // Some hosts say why only in an `error` behind it.
  void report_failure(const ResponsesEvent& event, std::vector<Delta>& out) {
    report_metadata(event, out);
    report_usage(event, out);
    if (event.error && has_words(*event.error)) return report_error(event, out);
    if (!has_failed_) held_failure_ = event.written;
  }

  static ErrorDelta unexplained(std::string_view json) { return {"the response failed", {}, {}, json}; }

  static void miss(std::string_view what, std::vector<Delta>& out) { out.emplace_back(UndecodableDelta{what, 0}); }

  ResponsesEventReader reader_;
  ResponsesItems items_;
  HalfJoiner halves_;
  std::string id_;
  std::string model_;
  bool has_begun_ = false;
  bool has_failed_ = false;
  std::string held_failure_;  // JSON of one that says nothing more; empty: none
  ErrorReporter errors_;
};

}  // namespace

std::unique_ptr<Decoder> make_openai_responses_decoder() {
  return std::make_unique<OpenaiResponsesDecoder>();
}

}  // namespace wiretape::provider
