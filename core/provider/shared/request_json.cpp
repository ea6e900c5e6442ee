#include "wiretape/core/provider/shared/request_json.h"

#include <string>

#include "wiretape/core/provider/shared/count_tokens.h"

namespace wiretape::provider {
namespace {

std::uint64_t tokens_in(const std::optional<text::JsonValue>& text) {
  if (!text || !text->is_text()) return 0;
  std::string buffer;
  return count_tokens(text->text(buffer));
}

}  // namespace

std::optional<text::JsonValue> find_member(const std::optional<text::JsonValue>& object, std::string_view name) {
  return object ? object->member(name) : std::nullopt;
}

bool is_true(const std::optional<text::JsonValue>& value) {
  return value && value->is_true();
}

std::uint64_t tokens_in_content(const std::optional<text::JsonValue>& content) {
  if (!content || !content->is_array()) return tokens_in(content);
  std::uint64_t tokens = 0;
  for (const text::JsonValue part : content->elements())
    tokens += tokens_in(part.member("text"));
  return tokens;
}

std::uint64_t tokens_in_messages(const std::optional<text::JsonValue>& messages) {
  if (!messages) return 0;
  std::uint64_t tokens = 0;
  for (const text::JsonValue message : messages->elements())
    tokens += tokens_in_content(message.member("content"));
  return tokens;
}

}  // namespace wiretape::provider
