#include "wiretape/core/provider/openai_chat/openai_chat_envelope.h"

#include <cstddef>
#include <functional>

#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::provider {
namespace {

// Whether the text may stand in a JSON string as it is.
bool is_plain(std::string_view text) {
  while (!text.empty()) {
    const char byte = text.front();
    if (byte == '"' || byte == '\\' || (byte >= 0 && byte < 0x20)) return false;
    const text::Utf8Character character = text::first_character(text);
    if (!character.valid) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

constexpr std::string_view padding_begin = R"(,"obfuscation":")";
constexpr std::string_view padding_end = R"("})";

// Without the padding at its end, which is another one in each chunk and says nothing.
std::string_view without_padding(std::string_view json) {
  if (!json.ends_with(padding_end)) return json;
  auto rest = json.substr(0, json.size() - padding_end.size());
  while (!rest.empty() && (wire::is_alpha(rest.back()) || wire::is_digit(rest.back())))
    rest.remove_suffix(1);
  return rest.ends_with(padding_begin) ? rest : json;
}

// Whether `part` is a piece of `whole` itself and not of another buffer.
bool is_inside(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> not_after;
  return not_after(whole.data(), part.data()) && not_after(part.data() + part.size(), whole.data() + whole.size());
}

bool is_text(ChatPiece::Kind kind) {
  return kind == ChatPiece::Kind::text || kind == ChatPiece::Kind::reasoning || kind == ChatPiece::Kind::refusal;
}

bool says_one_text(const ChatChunk& chunk) {
  return chunk.pieces.size() == 1 && is_text(chunk.pieces.front().kind) && chunk.usage.empty() && !chunk.error &&
         !chunk.names_itself_error && !chunk.pieces.front().of_message;
}

}  // namespace

void ChatEnvelope::learn(const ChatChunk& chunk) {
  if (!says_one_text(chunk)) return;
  const std::string_view text = chunk.pieces.front().text;
  if (!is_inside(text, chunk.written)) return;  // unescaped elsewhere
  const auto written = without_padding(chunk.written);
  const auto at = static_cast<std::size_t>(text.data() - written.data());
  before_ = written.substr(0, at);
  after_ = written.substr(at + text.size());
  piece_ = chunk.pieces.front();
}

const ChatPiece* ChatEnvelope::match(std::string_view json) {
  json = without_padding(json);
  if (before_.empty() || json.size() <= before_.size() + after_.size()) return nullptr;
  if (!json.starts_with(before_) || !json.ends_with(after_)) return nullptr;
  const std::string_view text = json.substr(before_.size(), json.size() - before_.size() - after_.size());
  if (!is_plain(text)) return nullptr;
  text_ = text;
  piece_.text = text_;
  return &piece_;
}

}  // namespace wiretape::provider
