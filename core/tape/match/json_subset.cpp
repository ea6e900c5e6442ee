#include "wiretape/core/tape/match/json_subset.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;
using text::write_json;

std::optional<JsonMismatch> mismatch(const Json::json_pointer& place, std::string expected, std::string found) {
  return JsonMismatch{.place = place.to_string(), .expected = std::move(expected), .found = std::move(found)};
}

std::optional<JsonMismatch> find_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place);

std::optional<JsonMismatch> find_object_mismatch(const Json& value, const Json& pattern,
                                                 const Json::json_pointer& place) {
  for (const auto& [name, wanted] : pattern.items()) {
    const auto member = value.find(name);
    if (member == value.end()) return mismatch(place / name, write_json(wanted), std::string(absent));
    if (auto found = find_mismatch(*member, wanted, place / name)) return found;
  }
  return std::nullopt;
}

std::optional<JsonMismatch> find_array_mismatch(const Json& value, const Json& pattern,
                                                const Json::json_pointer& place) {
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    if (index == value.size()) return mismatch(place / index, write_json(pattern[index]), std::string(absent));
    if (auto found = find_mismatch(value[index], pattern[index], place / index)) return found;
  }
  if (value.size() == pattern.size()) return std::nullopt;
  return mismatch(place / pattern.size(), std::string(absent), write_json(value[pattern.size()]));
}

std::optional<JsonMismatch> find_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place) {
  if (pattern.is_object() && value.is_object()) return find_object_mismatch(value, pattern, place);
  if (pattern.is_array() && value.is_array()) return find_array_mismatch(value, pattern, place);
  if (json_contains(value, pattern)) return std::nullopt;
  return mismatch(place, write_json(pattern), write_json(value));
}

// Their iterators have the names as they are; items() copies them.
bool object_contains(const Json& value, const Json& pattern) {
  for (auto wanted = pattern.begin(); wanted != pattern.end(); ++wanted) {
    const auto member = value.find(wanted.key());
    if (member == value.end() || !json_contains(*member, wanted.value())) return false;
  }
  return value.is_object();
}

bool object_contains(const text::JsonValue& value, const Json& pattern) {
  for (auto wanted = pattern.begin(); wanted != pattern.end(); ++wanted) {
    const auto member = value.member(wanted.key());
    if (!member || !json_contains(*member, wanted.value())) return false;
  }
  return value.is_object();
}

bool array_contains(const text::JsonValue& value, const Json& pattern) {
  auto wanted = pattern.begin();
  for (const auto element : value.elements()) {
    if (wanted == pattern.end() || !json_contains(element, *wanted)) return false;
    ++wanted;
  }
  return value.is_array() && wanted == pattern.end();
}

/// A number, true, false or null.
bool is_equal(const text::JsonValue& value, const Json& pattern) {
  if (value.is_object() || value.is_array() || value.is_text()) return false;
  return Json::parse(value.written(), nullptr, false) == pattern;
}

}  // namespace

bool json_contains(const text::JsonValue& value, const nlohmann::json& pattern) {
  if (pattern.is_object()) return object_contains(value, pattern);
  if (pattern.is_array()) return array_contains(value, pattern);
  if (pattern.is_string()) return value.says(pattern.get_ref<const std::string&>());
  return is_equal(value, pattern);
}

bool json_contains(const nlohmann::json& value, const nlohmann::json& pattern) {
  if (pattern.is_object()) return object_contains(value, pattern);
  if (pattern.is_array())
    return value.is_array() && std::ranges::equal(value, pattern, [](const Json& each, const Json& wanted) {
             return json_contains(each, wanted);
           });
  return value == pattern;
}

std::optional<JsonMismatch> find_json_mismatch(const nlohmann::json& value, const nlohmann::json& pattern) {
  return find_mismatch(value, pattern, Json::json_pointer());
}

}  // namespace wiretape::tape
