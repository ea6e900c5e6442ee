#include "wiretape/core/provider/gemini/gemini_decoder.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "wiretape/core/provider/gemini/gemini_chunk.h"
#include "wiretape/core/provider/shared/done_word.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/half_joiner.h"

namespace wiretape::provider {
namespace {

// The candidates of an answer, and what goes on in each.
class Candidates {
 public:
  void report(const GeminiCandidate& candidate, std::vector<Delta>& out) {
    State& state = states_[candidate.index];
    const std::size_t first = out.size();
    for (const GeminiPart& part : candidate.parts)
      report_part(part, candidate.index, state, out);
    for (const std::string_view citation : candidate.citations)
      out.emplace_back(CitationDelta{candidate.index, citation});
    if (out.size() > first) state.is_finished = false;
    if (candidate.finish_reason.empty()) return;
    state.is_finished = true;
    out.emplace_back(FinishDelta{candidate.index, candidate.finish_reason});
  }

  // Nothing will be said to a prompt that is blocked.
  void report_block(const GeminiChunk& chunk, std::vector<Delta>& out) {
    if (chunk.block_reason.empty()) return;
    states_[0].is_finished = true;
    if (!chunk.block_message.empty()) out.emplace_back(RefusalDelta{0, chunk.block_message});
    out.emplace_back(FinishDelta{0, chunk.block_reason});
  }

  [[nodiscard]] bool has_any() const { return !states_.empty(); }

  [[nodiscard]] bool are_finished() const {
    return has_any() && std::ranges::all_of(states_, [](const auto& entry) { return entry.second.is_finished; });
  }

 private:
  enum class Kind : std::uint8_t { none, text, thought, call };

  struct State {
    Kind kind = Kind::none;  // of the block that goes on
    bool is_signed = false;
    bool is_finished = false;
    std::uint32_t calls = 0;
  };

  static void report_part(const GeminiPart& part, std::uint32_t choice, State& state, std::vector<Delta>& out) {
    const bool says_text = !part.text.empty() || (!part.signature.empty() && !part.call && !part.has_unknown);
    if (says_text) report_text(part, choice, state, out);
    if (part.call) report_call(*part.call, choice, state, out);
    if (part.has_unknown) {
      out.emplace_back(UnknownContentDelta{choice, part.json});
      state.kind = Kind::none;
    } else if (!part.signature.empty()) {
      out.emplace_back(SignatureDelta{choice, part.signature});
      state.is_signed = true;
    }
  }

  static void report_text(const GeminiPart& part, std::uint32_t choice, State& state, std::vector<Delta>& out) {
    const Kind kind = part.is_thought ? Kind::thought : Kind::text;
    if (state.kind != kind || state.is_signed) begin(kind, part.is_thought ? "thought" : "text", choice, state, out);
    if (part.text.empty()) return;
    if (part.is_thought) {
      out.emplace_back(ReasoningDelta{choice, part.text});
    } else {
      out.emplace_back(TextDelta{choice, part.text});
    }
  }

  static void report_call(const GeminiCall& call, std::uint32_t choice, State& state, std::vector<Delta>& out) {
    begin(Kind::call, "functionCall", choice, state, out);
    out.emplace_back(ToolCallDelta{choice, state.calls++, call.id, call.name, call.arguments});
  }

  static void begin(Kind kind, std::string_view type, std::uint32_t choice, State& state, std::vector<Delta>& out) {
    out.emplace_back(BlockDelta{choice, type});
    state.kind = kind;
    state.is_signed = false;
  }

  std::map<std::uint32_t, State> states_;
};

class GeminiDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    if (is_done_word(frame.data)) return;
    const std::size_t first = out.size();
    const GeminiChunk* chunk = reader_.read(frame.data);
    if (chunk != nullptr) {
      report(*chunk, is_error_event(frame.name), out);
    } else if (is_error_event(frame.name)) {
      errors_.plain(frame.data, out);
    } else if (!errors_.unreadable_event(frame.data, out)) {
      out.emplace_back(reader_.failure());
    }
    halves_.join(out, first);
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return report_error_body(body, out);
    const std::size_t first = out.size();
    const GeminiChunk* chunk = reader_.read(body);
    if (chunk != nullptr) {
      report_answer(*chunk, out);
    } else if (!errors_.unreadable_event(body, out)) {
      out.emplace_back(reader_.failure());
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override { halves_.end(out); }

  [[nodiscard]] bool has_begun() const override { return candidates_.has_any(); }

 private:
  // Returns whether it holds an error.
  bool report(const GeminiChunk& chunk, bool is_named_error, std::vector<Delta>& out) {
    report_identity(chunk, out);
    for (const GeminiCandidate& candidate : chunk.candidates)
      candidates_.report(candidate, out);
    candidates_.report_block(chunk, out);
    if (!chunk.usage.empty()) out.emplace_back(UsageDelta{chunk.usage});
    return report_error(chunk, is_named_error, out);
  }

  // A body that says neither is no answer at all, though it is sound JSON.
  void report_answer(const GeminiChunk& chunk, std::vector<Delta>& out) {
    if (chunk.has_answer()) {
      if (!report(chunk, false, out) && candidates_.are_finished()) out.emplace_back(TerminatorDelta{});
    } else if (!report_error(chunk, false, out)) {
      out.emplace_back(UndecodableDelta{"neither an answer nor an error", 0});
    }
  }

  void report_error_body(std::string_view body, std::vector<Delta>& out) {
    const GeminiChunk* chunk = reader_.read(body);
    if (chunk != nullptr && chunk->error) return errors_.found(*chunk->error, {{}, chunk->has_answer()}, out);
    errors_.body(body, out);
  }

  void report_identity(const GeminiChunk& chunk, std::vector<Delta>& out) {
    const bool is_new = (!chunk.id.empty() && chunk.id != id_) || (!chunk.model.empty() && chunk.model != model_);
    if (!is_new) return;
    if (!chunk.id.empty()) id_ = chunk.id;
    if (!chunk.model.empty()) model_ = chunk.model;
    out.emplace_back(MetadataDelta{id_, model_});
  }

  bool report_error(const GeminiChunk& chunk, bool is_named_error, std::vector<Delta>& out) {
    if (chunk.error || is_named_error) {
      errors_.found(chunk.error.value_or(ErrorDelta{{}, {}, {}, chunk.written}), {{}, chunk.has_answer()}, out);
      return true;
    }
    const bool may_fail = chunk.may_fail || !chunk.has_answer();
    return may_fail && errors_.event(chunk.written, chunk.has_answer(), out);
  }

  GeminiChunkReader reader_;
  HalfJoiner halves_;
  ErrorReporter errors_;
  Candidates candidates_;
  std::string id_;
  std::string model_;
};

}  // namespace

std::unique_ptr<Decoder> make_gemini_decoder() {
  return std::make_unique<GeminiDecoder>();
}

}  // namespace wiretape::provider
