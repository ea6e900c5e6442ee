#include "wiretape/core/provider/shared/request_json.h"

#include <utility>

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

std::string_view model_in(const std::optional<text::JsonValue>& request, std::string& buffer) {
  const auto model = find_member(request, "model");
  return model && model->is_text() ? model->text(buffer) : "wiretape";
}

bool is_true(const std::optional<text::JsonValue>& value) {
  return value && value->is_true();
}

bool is_false(const std::optional<text::JsonValue>& value) {
  return value && value->written() == "false";
}

std::string text_of(const std::optional<text::JsonValue>& value) {
  if (!value || !value->is_text()) return {};
  std::string buffer;
  return std::string(value->text(buffer));
}

std::optional<std::string> written_of(const std::optional<text::JsonValue>& value) {
  return value ? std::optional(std::string(value->written())) : std::nullopt;
}

std::string text_of_content(const std::optional<text::JsonValue>& content) {
  if (!content || !content->is_array()) return text_of(content);
  std::string all;
  bool is_first = true;
  for (const text::JsonValue part : content->elements()) {
    const auto text = part.member("text");
    if (!text || !text->is_text()) continue;
    if (!std::exchange(is_first, false)) all += '\n';
    all += text_of(text);
  }
  return all;
}

bool member_says(const text::JsonValue& object, std::string_view name, std::string_view wanted) {
  const auto value = object.member(name);
  return value && value->says(wanted);
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
