#include "wiretape/core/text/json/edit_json.h"

#include <limits>

namespace wiretape::text {

EditedJson* member_of(EditedJson* object, const char* name) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto member = object->find(name);
  return member == object->end() ? nullptr : &*member;
}

std::string_view text_of(const EditedJson* value) {
  if (value == nullptr || !value->is_string()) return {};
  return *value->get_ptr<const std::string*>();
}

std::optional<std::int64_t> number_of(const EditedJson* value) {
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  const bool is_too_large = value->is_number_unsigned() &&
                            value->get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  return is_too_large ? std::nullopt : std::optional(value->get<std::int64_t>());
}

std::string json_or_text(const EditedJson& value) {
  return value.is_string() ? value.get<std::string>() : write_json(value);
}

bool replace_text_member(EditedJson& object, const char* name, std::string_view json) {
  EditedJson* member = member_of(&object, name);
  if (text_of(member).empty()) return false;
  if (json.empty()) {
    object.erase(name);
  } else {
    *member = EditedJson::parse(json, nullptr, /*allow_exceptions=*/false);
  }
  return true;
}

bool erase_object_member(EditedJson* object, const char* name) {
  const EditedJson* member = member_of(object, name);
  if (member == nullptr || !member->is_object()) return false;
  object->erase(name);
  return true;
}

}  // namespace wiretape::text
