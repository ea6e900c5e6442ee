#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"

// Changing JSON that came as text. For .cpp files only, as strict_json.h.

namespace wiretape::text {

/// Keeps its members in order.
using EditedJson = nlohmann::ordered_json;

/// The member of that name; nullptr where there is none, or `object` is nullptr or no object.
[[nodiscard]] EditedJson* member_of(EditedJson* object, const char* name);

/// The text of a JSON string; empty where the value is nullptr or no string. Valid as long as the value is unchanged.
[[nodiscard]] std::string_view text_of(const EditedJson* value);

/// The value of a whole number; nullopt where the value is nullptr or none, or does not fit.
[[nodiscard]] std::optional<std::int64_t> number_of(const EditedJson* value);

/// What a value says where either text or JSON may stand: a string's text, else compact JSON.
[[nodiscard]] std::string json_or_text(const EditedJson& value);

/// Puts `json`, a sound JSON text, in the place of a member that is text and not empty; an empty `json` takes it out.
/// False where there is no such member.
bool replace_text_member(EditedJson& object, const char* name, std::string_view json);

/// Takes a member that is an object out; false where there is none, or `object` is nullptr or no object.
bool erase_object_member(EditedJson* object, const char* name);

/// The text of a JSON object after `change(EditedJson&)`. nullopt where the text is no JSON object, or `change` says by
/// false that it changed nothing.
template <class Change>
[[nodiscard]] std::optional<std::string> edit_json_object(std::string_view text, Change change) {
  auto object = parse_bounded_json<EditedJson>(text);
  if (!object || !object->is_object() || !change(*object)) return std::nullopt;
  return write_json(*object);
}

}  // namespace wiretape::text
