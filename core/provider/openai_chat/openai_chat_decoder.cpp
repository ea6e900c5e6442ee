#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"
#include "wiretape/core/provider/openai_chat/openai_chat_envelope.h"
#include "wiretape/core/provider/openai_chat/openai_chat_tool_calls.h"
#include "wiretape/core/provider/shared/errors/error_reporter.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/provider/shared/half_joiner.h"

namespace wiretape::provider {
namespace {

// Some hosts send it twice in one frame, or as JSON.
bool is_terminator(std::string_view data) {
  if (data.starts_with('{')) return false;
  constexpr std::string_view word = "[DONE]";
  std::string_view rest = without_blanks(data);
  if (rest == R"("[DONE]")") return true;
  bool is_there = false;
  for (; rest.starts_with(word); is_there = true)
    rest = without_blanks(rest.substr(word.size()));
  return is_there && rest.empty();
}

bool is_finish(const ChatPiece& piece) {
  return piece.kind == ChatPiece::Kind::finish;
}

bool is_content(const ChatPiece& piece) {
  return !is_finish(piece);
}

class OpenaiChatDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    const std::size_t first = out.size();
    report_frame(frame, out);
    halves_.join(out, first);
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return errors_.body(body, out);
    const std::size_t first = out.size();
    const ChatChunk* chunk = reader_.read(body);
    if (chunk == nullptr) {
      if (!errors_.unreadable_event(body, out)) out.emplace_back(reader_.failure());
    } else {
      is_whole_ = true;
      report_answer(*chunk, out);
    }
    halves_.join(out, first);
  }

  void end(std::vector<Delta>& out) override { halves_.end(out); }

  [[nodiscard]] bool has_begun() const override { return has_choice_; }

 private:
  using Pieces = std::span<const ChatPiece>;

  void report_frame(const Frame& frame, std::vector<Delta>& out) {
    if (is_terminator(frame.data)) {
      out.emplace_back(TerminatorDelta{});
      return;
    }
    const bool named_error = is_error_event(frame.name);
    if (const ChatPiece* piece = named_error ? nullptr : envelope_.match(frame.data)) {
      report_piece(*piece, out);
      return;
    }
    const ChatChunk* chunk = reader_.read(frame.data);
    if (chunk != nullptr) {
      report(*chunk, out);
      const std::size_t before_error = out.size();
      report_error(*chunk, named_error, out);
      if (out.size() == before_error) envelope_.learn(*chunk);
    } else if (named_error) {
      errors_.plain(frame.data, out);
    } else if (!errors_.unreadable_event(frame.data, out)) {
      out.emplace_back(reader_.failure());
    }
  }

  void report(const ChatChunk& chunk, std::vector<Delta>& out) {
    ++chunks_;
    has_choice_ = has_choice_ || chunk.has_choices;
    report_metadata(chunk, out);
    Pieces pieces = chunk.pieces;
    while (!pieces.empty()) {
      const std::uint32_t choice = pieces.front().choice;
      const auto other = std::ranges::find_if(pieces, [&](const ChatPiece& piece) { return piece.choice != choice; });
      const auto size = static_cast<std::size_t>(other - pieces.begin());
      report_choice(pieces.first(size), out);
      pieces = pieces.subspan(size);
    }
    if (!chunk.usage.empty()) out.emplace_back(UsageDelta{chunk.usage});
  }

  // Of a delta and a message one counts: in a whole answer the message, for it is the answer; in a stream the delta,
  // for the message may be all so far. Where the one says nothing, and nothing was said before, it is the other.
  void report_choice(Pieces pieces, std::vector<Delta>& out) {
    const auto is_message = [](const ChatPiece& piece) { return piece.of_message; };
    const auto is_delta = [](const ChatPiece& piece) { return is_content(piece) && !piece.of_message; };
    const bool says_nothing_else = std::ranges::none_of(pieces, is_delta) && !has_said_[pieces.front().choice];
    const bool takes_message = std::ranges::any_of(pieces, is_message) && (is_whole_ || says_nothing_else);
    for (const ChatPiece& piece : pieces) {
      if (!is_content(piece) || piece.of_message == takes_message) report_piece(piece, out);
    }
  }

  // What a chunk says of an error: by its `error` member, by its name, or in another dress.
  void report_error(const ChatChunk& chunk, bool is_named_error, std::vector<Delta>& out) {
    const ErrorReporter::Surroundings beside{chunk.bare_error.message, chunk.has_choices};
    if (chunk.error) return errors_.found(*chunk.error, beside, out);
    if (is_named_error || chunk.names_itself_error) return errors_.found(chunk.bare_error, beside, out);
    if (chunk.may_fail || !chunk.has_choices) errors_.event(chunk.written, chunk.has_choices, out);
  }

  void report_metadata(const ChatChunk& chunk, std::vector<Delta>& out) {
    const bool new_id = !chunk.id.empty() && chunk.id != id_;
    const bool new_model = !chunk.model.empty() && chunk.model != model_;
    if (!new_id && !new_model) return;
    envelope_.forget();
    if (new_id) id_ = chunk.id;
    if (new_model) model_ = chunk.model;
    out.emplace_back(MetadataDelta{id_, model_});
  }

  void report_piece(const ChatPiece& piece, std::vector<Delta>& out) {
    if (is_content(piece) && piece.of_message == piece.beside_delta) has_said_.set(piece.choice);
    switch (piece.kind) {
      case ChatPiece::Kind::text:
        out.emplace_back(TextDelta{piece.choice, piece.text});
        break;
      case ChatPiece::Kind::reasoning:
        out.emplace_back(ReasoningDelta{piece.choice, piece.text});
        break;
      case ChatPiece::Kind::refusal:
        out.emplace_back(RefusalDelta{piece.choice, piece.text});
        break;
      case ChatPiece::Kind::tool_call:
        report_tool_call(piece, out);
        break;
      case ChatPiece::Kind::unknown:
        out.emplace_back(UnknownContentDelta{piece.choice, piece.text});
        break;
      case ChatPiece::Kind::finish:
        out.emplace_back(FinishDelta{piece.choice, piece.text});
        break;
    }
  }

  // Hosts send pieces with nothing but an index; those must not begin a call.
  void report_tool_call(const ChatPiece& piece, std::vector<Delta>& out) {
    if (piece.id.empty() && piece.name.empty() && piece.text.empty()) return;
    ChatToolCalls& calls = tool_calls_[piece.choice];
    const ToolCallDelta delta = is_whole_ ? calls.place_whole(piece) : calls.place(piece, chunks_);
    if (!delta.id.empty() || !delta.name.empty() || !delta.arguments.empty()) out.emplace_back(delta);
  }

  // A body that says neither is no answer at all, though it is sound JSON: `{"status":"ok"}` from a proxy. One without
  // a message and a reason is the beginning of a stream.
  void report_answer(const ChatChunk& chunk, std::vector<Delta>& out) {
    const std::size_t first = out.size();
    report(chunk, out);
    const std::size_t before_error = out.size();
    report_error(chunk, false, out);
    if (out.size() > before_error) return;
    if (chunk.has_choices) {
      if (chunk.has_message || std::ranges::any_of(chunk.pieces, is_finish)) out.emplace_back(TerminatorDelta{});
    } else {
      out.resize(first, TerminatorDelta{});
      out.emplace_back(UndecodableDelta{"neither a completion nor an error", 0});
    }
  }

  ChatChunkReader reader_;
  ChatEnvelope envelope_;
  std::string id_;
  std::string model_;
  HalfJoiner halves_;
  bool is_whole_ = false;  // one answer, no stream
  bool has_choice_ = false;
  std::bitset<most_choices> has_said_;  // which choices have had content, but of messages without a delta
  std::uint64_t chunks_ = 0;
  std::map<std::uint32_t, ChatToolCalls> tool_calls_;
  ErrorReporter errors_;
};

}  // namespace

std::unique_ptr<Decoder> make_openai_chat_decoder() {
  return std::make_unique<OpenaiChatDecoder>();
}

}  // namespace wiretape::provider
