#include "wiretape/core/wire/http/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace wiretape::wire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A day short of what milliseconds hold would do as well; nobody waits for a year.
constexpr std::int64_t longest_seconds = std::int64_t{366} * 24 * 60 * 60;

std::optional<std::int64_t> parse_number(std::string_view digits) {
  std::int64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [parsed_to, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || parsed_to != end || number < 0) return std::nullopt;
  return number;
}

std::optional<unsigned> parse_month(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<unsigned>(found - names.begin()) + 1;
}

//  Sun, 06 Nov 1994 08:49:37 GMT      IMF-fixdate, RFC 9110 section 5.6.7: every part has its fixed place
//  0    5  8   12   17 20 23 26
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) {
  constexpr std::size_t length = 29;
  if (text.size() != length || text.substr(25) != " GMT") return std::nullopt;
  const auto day = parse_number(text.substr(5, 2));
  const auto month = parse_month(text.substr(8, 3));
  const auto year = parse_number(text.substr(12, 4));
  const auto hour = parse_number(text.substr(17, 2));
  const auto minute = parse_number(text.substr(20, 2));
  const auto second = parse_number(text.substr(23, 2));
  if (!day || !month || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + seconds(*second);
}

}  // namespace

std::optional<milliseconds> retry_after(const HttpFieldLines& fields, std::chrono::system_clock::time_point now) {
  if (const auto text = find_field(fields, "retry-after-ms")) {
    if (const auto number = parse_number(*text)) return milliseconds(std::min(*number, longest_seconds * 1000));
  }
  const auto text = find_field(fields, "retry-after");
  if (!text) return std::nullopt;
  if (const auto number = parse_number(*text)) return seconds(std::min(*number, longest_seconds));
  const auto then = parse_date(*text);
  if (!then) return std::nullopt;
  const auto sent = parse_date(find_field(fields, "date").value_or(""));
  const auto wait = *then - sent.value_or(std::chrono::floor<seconds>(now));
  return std::clamp(wait, seconds(0), seconds(longest_seconds));
}

}  // namespace wiretape::wire
