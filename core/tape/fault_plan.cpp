#include "wiretape/core/tape/fault_plan.h"

#include <algorithm>
#include <optional>

// plan  = fault *( "," fault )
// fault = name [ ":" pair *( ";" pair ) ]
// pair  = key "=" value
// name, key = 1*( a-z / 0-9 / "_" )        value = 1*( any byte but "," and ";" )

namespace wiretape::tape {
namespace {

constexpr std::string_view fault_form = "name[:key=value{;key=value}], faults parted by commas";

bool is_word(std::string_view text) {
  const auto is_word_character = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_word_character);
}

/// Calls `visit(piece, offset)` for each piece of text between separators, until it returns an error.
template <class Visit>
std::optional<text::InputError> for_each_piece(std::string_view text, char separator, std::size_t offset, Visit visit) {
  for (;;) {
    const auto end = text.find(separator);
    if (auto error = visit(text.substr(0, end), offset)) return error;
    if (end == text.npos) return std::nullopt;
    offset += end + 1;
    text.remove_prefix(end + 1);
  }
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::optional<text::InputError> parse_pair(std::string_view text, std::size_t offset, PlannedFault& fault) {
  const auto equals = text.find('=');
  const auto key = text.substr(0, equals);
  if (equals == text.npos || !is_word(key)) {
    return text::InputError{offset, "the argument " + quoted(text) + " of " + quoted(fault.name), "key=value"};
  }
  const auto value = text.substr(equals + 1);
  if (value.empty()) {
    return text::InputError{offset + equals + 1, "no value for " + quoted(key), "key=value"};
  }
  const auto has_key = [&](const auto& argument) { return argument.key == key; };
  if (std::any_of(fault.arguments.begin(), fault.arguments.end(), has_key)) {
    return text::InputError{offset, quoted(key) + " a second time", "each key once in a fault"};
  }
  fault.arguments.push_back({std::string(key), std::string(value), {1, offset + 1}});
  return std::nullopt;
}

std::optional<text::InputError> parse_fault(std::string_view text, std::size_t offset, FaultPlan& plan) {
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  if (!is_word(name)) {
    return text::InputError{offset, name.empty() ? "an empty fault name" : "the fault name " + quoted(name),
                            std::string(fault_form)};
  }
  if (plan.size() == most_faults) {
    return text::InputError{offset, "one fault more than a plan may have", "at most " + std::to_string(most_faults)};
  }
  auto& fault = plan.emplace_back();
  fault.name = name;
  fault.position = {1, offset + 1};
  if (colon == text.npos) return std::nullopt;
  return for_each_piece(text.substr(colon + 1), ';', offset + colon + 1,
                        [&](std::string_view pair, std::size_t at) { return parse_pair(pair, at, fault); });
}

void append_value(std::string& text, std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char letter : value) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == ',' || letter == ';' || letter == '%' || byte < 0x20 || byte == 0x7F) {
      text.append(1, '%').append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    } else {
      text += letter;
    }
  }
}

}  // namespace

std::variant<FaultPlan, text::InputError> parse_fault_plan(std::string_view text) {
  FaultPlan plan;
  auto error = for_each_piece(text, ',', 0,
                              [&](std::string_view fault, std::size_t at) { return parse_fault(fault, at, plan); });
  if (error) return *std::move(error);
  return plan;
}

std::string to_string(const PlannedFault& fault) {
  std::string text = fault.name;
  char separator = ':';
  for (const auto& argument : fault.arguments) {
    text.append(1, separator).append(argument.key).append("=");
    append_value(text, argument.value);
    separator = ';';
  }
  return text;
}

}  // namespace wiretape::tape
