#include "wiretape/convert/json_access.h"

#include <charconv>
#include <cmath>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::convert {
namespace {

constexpr std::size_t most_names = 6;

std::string object_kind(const Json& value) {
  std::vector<std::string> names;
  for (const auto& [name, inside] : members(&value)) {
    if (names.size() == most_names) break;
    names.push_back(text::excerpt(name));
  }
  if (names.empty()) return "an empty object";
  return fmt::format("an object with {} {}{}", names.size() == 1 ? "the member" : "the members", fmt::join(names, ", "),
                     value.size() > most_names ? ", …" : "");
}

}  // namespace

const Json* member(const Json* value, std::string_view name) {
  if (value == nullptr || !value->is_object()) return nullptr;
  const auto found = value->find(std::string(name));
  return found == value->end() ? nullptr : &*found;
}

const Json::array_t& elements(const Json* value) {
  static const Json::array_t none;
  return value != nullptr && value->is_array() ? value->get_ref<const Json::array_t&>() : none;
}

const Json::object_t& members(const Json* value) {
  static const Json::object_t none;
  return value != nullptr && value->is_object() ? value->get_ref<const Json::object_t&>() : none;
}

std::string text_in(const Json* value) {
  if (value == nullptr || value->is_null() || value->is_structured()) return "";
  return value->is_string() ? value->get<std::string>() : text::write_json(*value);
}

std::optional<std::int64_t> whole_in(const Json* value) {
  const std::string text = text_in(value);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> amount_in(const Json* value) {
  if (value == nullptr || !value->is_number()) return std::nullopt;
  const auto number = value->get<double>();
  if (!std::isfinite(number) || number < 0) return std::nullopt;
  return number;
}

Json with_valid_texts(const Json& value) {
  return Json::parse(text::write_json(value), nullptr, /*allow_exceptions=*/false);
}

std::string kind_of(const Json& value) {
  if (value.is_object()) return object_kind(value);
  if (value.is_array()) return "a list";
  return value.is_null() ? "nothing" : "the value " + text::excerpt(text_in(&value));
}

}  // namespace wiretape::convert
