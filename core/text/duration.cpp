#include "wiretape/core/text/duration.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace wiretape::text {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t microseconds;
};
constexpr std::array units{Unit{"us", 1}, Unit{"ms", 1'000}, Unit{"s", 1'000'000}, Unit{"m", 60'000'000}};

constexpr auto most = static_cast<std::uint64_t>(longest_duration.count());

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

std::string_view take_digits(std::string_view& text) {
  const auto count = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

DurationFault too_long() {
  return {"the longest duration is 1440m"};
}

DurationFault too_fine() {
  return {"the finest step is a whole microsecond"};
}

/// `whole.fraction` units in microseconds, exactly: a binary fraction would turn 0.1s into something else.
std::variant<std::chrono::microseconds, DurationFault> convert(std::string_view whole, std::string_view fraction,
                                                               std::uint64_t unit) {
  std::uint64_t units = 0;
  for (const char digit : whole) {
    units = units * 10 + static_cast<std::uint64_t>(digit - '0');
    if (units * unit > most) return too_long();
  }
  while (fraction.ends_with('0')) {
    fraction.remove_suffix(1);
  }
  if (fraction.size() > 9) return too_fine();  // a minute divides into no more places, and the product below fits
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
  for (const char digit : fraction) {
    numerator = numerator * 10 + static_cast<std::uint64_t>(digit - '0');
    denominator *= 10;
  }
  if (numerator * unit % denominator != 0) return too_fine();
  const std::uint64_t value = units * unit + numerator * unit / denominator;
  if (value > most) return too_long();
  return std::chrono::microseconds(value);
}

DurationFault unknown_unit(std::string_view number, std::string_view unit) {
  if (unit.empty()) return {fmt::format("say the unit: {0}ms or {0}s", number)};
  if (unit.front() == ' ') return {"no blank before the unit"};
  return {"the units are us, ms, s and m"};
}

}  // namespace

// duration = "0" / number unit
// number   = 1*DIGIT [ "." 1*DIGIT ]
// unit     = "us" / "ms" / "s" / "m"
std::variant<std::chrono::microseconds, DurationFault> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::microseconds(0);
  if (text.starts_with('-')) return DurationFault{"a duration is not negative"};
  std::string_view rest = text;
  const std::string_view whole = take_digits(rest);
  std::string_view fraction;
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    fraction = take_digits(rest);
    if (fraction.empty()) return DurationFault{"digits on both sides of the point"};
  }
  if (whole.empty()) return DurationFault{};
  const auto* const unit = std::ranges::find(units, rest, &Unit::name);
  if (unit == units.end()) return unknown_unit(text.substr(0, text.size() - rest.size()), rest);
  return convert(whole, fraction, unit->microseconds);
}

std::string emit_duration(std::chrono::microseconds duration) {
  const auto count = duration.count();
  if (count == 0) return "0";
  if (count % 1'000'000 == 0) return fmt::format("{}s", count / 1'000'000);
  return count % 1'000 == 0 ? fmt::format("{}ms", count / 1'000) : fmt::format("{}us", count);
}

}  // namespace wiretape::text
