#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"

#include <map>
#include <string>

#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"
#include "wiretape/core/provider/openai_chat/openai_chat_envelope.h"
#include "wiretape/core/provider/openai_chat/openai_chat_tool_calls.h"
#include "wiretape/core/provider/shared/error_body.h"
#include "wiretape/core/provider/shared/plain_error.h"

namespace wiretape::provider {
namespace {

bool is_terminator(std::string_view data) {
  return !data.starts_with('{') && without_blanks(data) == "[DONE]";
}

class OpenaiChatDecoder final : public Decoder {
 public:
  void decode(const Frame& frame, std::vector<Delta>& out) override {
    if (is_terminator(frame.data)) {
      out.emplace_back(TerminatorDelta{});
      return;
    }
    const bool named_error = frame.name == "error";
    if (const ChatPiece* piece = named_error ? nullptr : envelope_.match(frame.data)) {
      report_piece(*piece, out);
      return;
    }
    const ChatChunk* chunk = reader_.read(frame.data);
    if (chunk != nullptr) {
      report(*chunk, out);
      envelope_.learn(*chunk);
      if (!chunk->error && (named_error || chunk->names_itself_error)) out.emplace_back(chunk->bare_error);
    } else if (named_error) {
      report_plain_error(frame.data, out);
    } else {
      out.emplace_back(reader_.failure());
    }
  }

  void decode_whole(int status, std::string_view body, std::vector<Delta>& out) override {
    if (status < 200 || status > 299) return report_error_answer(body, out);
    const ChatChunk* chunk = reader_.read(body);
    if (chunk == nullptr) {
      out.emplace_back(reader_.failure());
    } else {
      report_answer(*chunk, out);
    }
  }

 private:
  void report(const ChatChunk& chunk, std::vector<Delta>& out) {
    report_metadata(chunk, out);
    for (const ChatPiece& piece : chunk.pieces)
      report_piece(piece, out);
    if (!chunk.usage.empty()) out.emplace_back(UsageDelta{chunk.usage});
    if (chunk.error) out.emplace_back(*chunk.error);
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
      case ChatPiece::Kind::finish:
        out.emplace_back(FinishDelta{piece.choice, piece.text});
        break;
    }
  }

  // Hosts send pieces with nothing but an index; those must not begin a call.
  void report_tool_call(const ChatPiece& piece, std::vector<Delta>& out) {
    if (piece.id.empty() && piece.name.empty() && piece.text.empty()) return;
    const ToolCallDelta delta = tool_calls_[piece.choice].place(piece);
    if (!delta.id.empty() || !delta.name.empty() || !delta.arguments.empty()) out.emplace_back(delta);
  }

  // A body that says neither is no answer at all, though it is sound JSON: `{"status":"ok"}` from a proxy.
  void report_answer(const ChatChunk& chunk, std::vector<Delta>& out) {
    if (chunk.error || chunk.has_choices) {
      report(chunk, out);
      if (!chunk.error) out.emplace_back(TerminatorDelta{});
    } else if (chunk.names_itself_error) {
      out.emplace_back(chunk.bare_error);
    } else {
      out.emplace_back(UndecodableDelta{"neither a completion nor an error", 0});
    }
  }

  void report_error_answer(std::string_view body, std::vector<Delta>& out) {
    error_ = read_error_body(body);
    out.emplace_back(ErrorDelta{error_.message, error_.type, error_.code, error_.json});
  }

  // Not JSON: plain text, or a page that a proxy put in between. Its beginning is the message.
  void report_plain_error(std::string_view text, std::vector<Delta>& out) {
    plain_message_ = plain_error_message(text);
    out.emplace_back(ErrorDelta{plain_message_, {}, {}, {}});
  }

  ChatChunkReader reader_;
  ChatEnvelope envelope_;
  std::string id_;
  std::string model_;
  std::map<std::uint32_t, ChatToolCalls> tool_calls_;
  std::string plain_message_;
  ErrorWords error_;
};

}  // namespace

std::unique_ptr<Decoder> make_openai_chat_decoder() {
  return std::make_unique<OpenaiChatDecoder>();
}

}  // namespace wiretape::provider
