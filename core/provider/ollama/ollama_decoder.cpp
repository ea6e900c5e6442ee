#include "wiretape/core/provider/ollama/ollama_decoder.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "wiretape/core/provider/ollama/ollama_line.h"
#include "wiretape/core/provider/ollama/ollama_usage.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/half_joiner.h"

namespace wiretape::provider {
namespace {

class OllamaDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    const std::size_t first = out.size();
    const OllamaLine* line = reader_.read(frame.data);
    if (line != nullptr) {
      report(*line, is_error_event(frame.name), out);
    } else if (is_error_event(frame.name)) {
      errors_.plain(frame.data, out);
    } else if (!errors_.unreadable_event(frame.data, out)) {
      out.emplace_back(reader_.failure());
    }
    halves_.join(out, first);
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return errors_.body(body, out);
    const std::size_t first = out.size();
    const OllamaLine* line = reader_.read(body);
    if (line != nullptr) {
      report_answer(*line, out);
    } else if (!errors_.unreadable_event(body, out)) {
      out.emplace_back(reader_.failure());
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override { halves_.end(out); }

  [[nodiscard]] bool has_begun() const override { return has_begun_; }

 private:
  void report(const OllamaLine& line, bool is_named_error, std::vector<Delta>& out) {
    has_begun_ = has_begun_ || is_answer(line);
    report_model(line.model, out);
    if (!line.thinking.empty()) out.emplace_back(ReasoningDelta{0, line.thinking});
    if (!line.text.empty()) out.emplace_back(TextDelta{0, line.text});
    for (const OllamaCall& call : line.calls)
      out.emplace_back(ToolCallDelta{0, calls_++, call.id, call.name, call.arguments});
    if (!line.unknown.empty()) out.emplace_back(UnknownContentDelta{0, line.unknown});
    if (!line.done_reason.empty()) out.emplace_back(FinishDelta{0, line.done_reason});
    report_usage(line, out);
    if (!report_error(line, is_named_error, out) && line.is_done) out.emplace_back(TerminatorDelta{});
  }

  // A body that says neither is no answer at all, though it is sound JSON: `{"version":"0.6"}`, `{"response":""}`.
  void report_answer(const OllamaLine& line, std::vector<Delta>& out) {
    const std::size_t first = out.size();
    if (is_answer(line)) report(line, false, out);
    if (out.size() > first) return;
    if (!report_error(line, false, out)) out.emplace_back(UndecodableDelta{"neither an answer nor an error", 0});
  }

  static bool is_answer(const OllamaLine& line) { return line.has_answer || line.is_done; }

  void report_model(std::string_view model, std::vector<Delta>& out) {
    if (model.empty() || model == model_) return;
    model_ = model;
    out.emplace_back(MetadataDelta{{}, model_});
  }

  void report_usage(const OllamaLine& line, std::vector<Delta>& out) {
    if (line.counts.empty()) return;
    usage_ = usage_of_counts(line.counts);
    out.emplace_back(UsageDelta{usage_});
  }

  // Returns whether there is one.
  bool report_error(const OllamaLine& line, bool is_named_error, std::vector<Delta>& out) {
    if (line.error || is_named_error) {
      errors_.found(line.error.value_or(line.bare_error), {line.bare_error.message, is_answer(line)}, out);
      return true;
    }
    const bool may_fail = line.may_fail || !is_answer(line);
    return may_fail && errors_.event(line.written, is_answer(line), out);
  }

  OllamaLineReader reader_;
  HalfJoiner halves_;
  ErrorReporter errors_;
  std::string model_;
  std::string usage_;
  std::uint32_t calls_ = 0;
  bool has_begun_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_ollama_decoder() {
  return std::make_unique<OllamaDecoder>();
}

}  // namespace wiretape::provider
