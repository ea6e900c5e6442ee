#include "wiretape/core/tape/match/json_subset.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/list_pattern.h"
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
  const ListPattern wanted(pattern);
  const auto first = value.size() < wanted.size() ? 0 : wanted.first_in(value.size());
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    const auto at = first + index;
    if (at >= value.size()) return mismatch(place / at, write_json(wanted[index]), std::string(absent));
    if (auto found = find_mismatch(value[at], wanted[index], place / at)) return found;
  }
  if (wanted.takes(value.size())) return std::nullopt;
  return mismatch(place / wanted.size(), std::string(absent), write_json(value[wanted.size()]));
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

std::size_t length_of(const text::JsonValue& list) {
  std::size_t length = 0;
  for ([[maybe_unused]] const auto element : list.elements())
    ++length;
  return length;
}

bool list_contains(const text::JsonValue& value, const Json& pattern) {
  const ListPattern wanted(pattern);
  const auto length = length_of(value);
  if (!value.is_array() || !wanted.takes(length)) return false;
  const auto first = wanted.first_in(length);
  std::size_t at = 0;
  for (const auto element : value.elements()) {
    if (at == first + wanted.size()) break;
    if (at >= first && !json_contains(element, wanted[at - first])) return false;
    ++at;
  }
  return true;
}

bool any_contains(const text::JsonValue& list, const Json& pattern) {
  for (const auto element : list.elements()) {
    if (json_contains(element, pattern)) return true;
  }
  return false;
}

bool list_contains(const Json& value, const Json& pattern) {
  const ListPattern wanted(pattern);
  if (!value.is_array() || !wanted.takes(value.size())) return false;
  const auto first = wanted.first_in(value.size());
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    if (!json_contains(value[first + index], wanted[index])) return false;
  }
  return true;
}

bool any_contains(const Json& list, const Json& pattern) {
  return std::ranges::any_of(list, [&](const Json& element) { return json_contains(element, pattern); });
}

/// For both ways of reading a value; the pattern is an object or a list.
template <class Value>
bool collection_contains(const Value& value, const Json& pattern) {
  if (pattern.is_array()) return list_contains(value, pattern);
  const auto* element = value.is_array() ? any_element(pattern) : nullptr;
  return element == nullptr ? object_contains(value, pattern) : any_contains(value, *element);
}

/// A number, true, false or null.
bool is_equal(const text::JsonValue& value, const Json& pattern) {
  if (value.is_object() || value.is_array() || value.is_text()) return false;
  return Json::parse(value.written(), nullptr, false) == pattern;
}

}  // namespace

bool json_contains(const text::JsonValue& value, const nlohmann::json& pattern) {
  if (pattern.is_structured()) return collection_contains(value, pattern);
  if (pattern.is_string()) return value.says(pattern.get_ref<const std::string&>());
  return is_equal(value, pattern);
}

bool json_contains(std::span<const text::JsonValue> list, const nlohmann::json& pattern) {
  if (const auto* wanted = any_element(pattern)) {
    return std::ranges::any_of(list, [&](const text::JsonValue& element) { return json_contains(element, *wanted); });
  }
  if (!pattern.is_array()) return false;
  const ListPattern wanted(pattern);
  if (!wanted.takes(list.size())) return false;
  const auto first = wanted.first_in(list.size());
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    if (!json_contains(list[first + index], wanted[index])) return false;
  }
  return true;
}

bool json_contains(const nlohmann::json& value, const nlohmann::json& pattern) {
  return pattern.is_structured() ? collection_contains(value, pattern) : value == pattern;
}

std::optional<JsonMismatch> find_json_mismatch(const nlohmann::json& value, const nlohmann::json& pattern) {
  return find_mismatch(value, pattern, Json::json_pointer());
}

}  // namespace wiretape::tape
