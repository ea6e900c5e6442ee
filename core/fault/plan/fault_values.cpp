#include "wiretape/core/fault/plan/fault_values.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/duration.h"

namespace wiretape::fault {
namespace {

using std::chrono::microseconds;
using Kind = FaultParameter::Kind;

std::string range_text(std::uint64_t least, std::uint64_t most) {
  return most == unlimited ? fmt::format("a whole number from {}", least)
                           : fmt::format("a whole number from {} to {}", least, most);
}

bool is_word(std::string_view words, std::string_view text) {
  while (!words.empty()) {
    const auto end = std::min(words.find('|'), words.size());
    if (words.substr(0, end) == text) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string duration_text(std::uint64_t count) {
  return text::emit_duration(microseconds(static_cast<std::int64_t>(count)));
}

std::variant<ArgumentValue, ValueFault> parse_duration(const FaultParameter& parameter, std::string_view text) {
  const auto duration = text::parse_duration(text);
  const auto* time = std::get_if<microseconds>(&duration);
  if (time == nullptr || static_cast<std::uint64_t>(time->count()) < parameter.least ||
      static_cast<std::uint64_t>(time->count()) > parameter.most) {
    return ValueFault{describe(parameter)};
  }
  return ArgumentValue(*time);
}

std::variant<ArgumentValue, ValueFault> parse_offset(const FaultParameter& parameter, std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (!is_negative && !text.starts_with('+')) return ValueFault{describe(parameter)};
  const auto distance = parse_count(text.substr(1), 0, parameter.most);
  if (std::holds_alternative<ValueFault>(distance)) return ValueFault{describe(parameter)};
  const auto offset = static_cast<std::int64_t>(std::get<std::uint64_t>(distance));
  return ArgumentValue(is_negative ? -offset : offset);
}

}  // namespace

std::variant<std::uint64_t, ValueFault> parse_count(std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (!is_number || number < least || number > most) return ValueFault{range_text(least, most)};
  return number;
}

std::variant<OrdinalRange, ValueFault> parse_range(std::string_view text) {
  constexpr auto expected = "an ordinal such as 2, or several: 1-3, or 2- for all from the second on";
  const auto dash = text.find('-');
  const auto least = parse_count(text.substr(0, dash), 1, unlimited);
  if (std::holds_alternative<ValueFault>(least)) return ValueFault{expected};
  OrdinalRange range{std::get<std::uint64_t>(least), std::get<std::uint64_t>(least)};
  if (dash == text.npos) return range;
  range.most = unlimited;
  if (dash + 1 == text.size()) return range;
  const auto most = parse_count(text.substr(dash + 1), range.least, unlimited);
  if (std::holds_alternative<ValueFault>(most)) return ValueFault{expected};
  range.most = std::get<std::uint64_t>(most);
  return range;
}

std::variant<std::uint32_t, ValueFault> parse_chance(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  const ValueFault fault{"a probability from 0 to 1, such as 0.25"};
  const auto point = text.find('.');
  const auto whole = parse_count(text.substr(0, point), 0, 1);
  if (std::holds_alternative<ValueFault>(whole)) return fault;
  std::string digits(point == text.npos ? "0" : text.substr(point + 1));
  if (digits.empty() || digits.size() > most_digits) return fault;
  digits.resize(most_digits, '0');
  const auto fraction = parse_count(digits, 0, 999'999'999);
  if (std::holds_alternative<ValueFault>(fraction)) return fault;
  const auto chance = std::get<std::uint64_t>(whole) * 1'000'000'000 + std::get<std::uint64_t>(fraction);
  if (chance > 1'000'000'000) return fault;
  return static_cast<std::uint32_t>(chance);
}

std::variant<ArgumentValue, ValueFault> parse_argument(const FaultParameter& parameter, std::string_view text) {
  switch (parameter.kind) {
    case Kind::count: {
      const auto count = parse_count(text, parameter.least, parameter.most);
      if (const auto* fault = std::get_if<ValueFault>(&count)) return *fault;
      return ArgumentValue(std::get<std::uint64_t>(count));
    }
    case Kind::duration:
      return parse_duration(parameter, text);
    case Kind::offset:
      return parse_offset(parameter, text);
    case Kind::flag:
      if (text == "true" || text == "false") return ArgumentValue(text == "true");
      return ValueFault{describe(parameter)};
    case Kind::text:
      return ArgumentValue(std::string(text));
    case Kind::word:
      if (is_word(parameter.words, text)) return ArgumentValue(std::string(text));
      return ValueFault{describe(parameter)};
  }
  return ValueFault{describe(parameter)};
}

std::string describe(const FaultParameter& parameter) {
  switch (parameter.kind) {
    case Kind::count:
      return range_text(parameter.least, parameter.most);
    case Kind::duration:
      return fmt::format("a duration from {} to {}, such as 250us, 20ms or 1.5s", duration_text(parameter.least),
                         duration_text(parameter.most));
    case Kind::offset:
      return fmt::format("a whole number with its sign, from -{0} to +{0}", parameter.most);
    case Kind::flag:
      return "true or false";
    case Kind::text:
      return "a text";
    case Kind::word:
      break;
  }
  std::string words(parameter.words);
  for (auto at = words.find('|'); at != words.npos; at = words.find('|'))
    words.replace(at, 1, ", ");
  return "one of: " + words;
}

}  // namespace wiretape::fault
