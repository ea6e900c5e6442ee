#include "wiretape/core/provider/shared/request_json.h"

#include <string>

#include "wiretape/core/provider/shared/split_tokens.h"

namespace wiretape::provider {

using nlohmann::json;

namespace {

std::uint64_t tokens_in(const json* text) {
  if (text == nullptr || !text->is_string()) return 0;
  return split_text(text->get_ref<const std::string&>(), ChunkRule::token).size();
}

}  // namespace

const json* find_member(const json* object, const char* name) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto found = object->find(name);
  return found == object->end() ? nullptr : &*found;
}

bool is_true(const json* value) {
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::uint64_t tokens_in_content(const json* content) {
  if (content == nullptr || !content->is_array()) return tokens_in(content);
  std::uint64_t tokens = 0;
  for (const json& part : *content)
    tokens += tokens_in(find_member(&part, "text"));
  return tokens;
}

std::uint64_t tokens_in_messages(const json* messages) {
  if (messages == nullptr || !messages->is_array()) return 0;
  std::uint64_t tokens = 0;
  for (const json& message : *messages)
    tokens += tokens_in_content(find_member(&message, "content"));
  return tokens;
}

}  // namespace wiretape::provider
