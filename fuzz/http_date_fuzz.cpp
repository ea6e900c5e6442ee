// Any two instants of the years 0 to 9999 are written as dates that are read back: as a wait from the one to the other,
// if that is no more than a year.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "wiretape/core/wire/http/http_date.h"
#include "wiretape/core/wire/http/retry_after.h"

namespace {

using std::chrono::sys_seconds;

constexpr std::int64_t first = -62167219200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t last = 253402300799;   // 9999-12-31T23:59:59Z

void require(bool holds) {
  if (!holds) std::abort();
}

sys_seconds instant_of(std::uint64_t number) {
  return sys_seconds(std::chrono::seconds(first + static_cast<std::int64_t>(number % (last - first + 1))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t numbers[2] = {};
  if (size < sizeof numbers) return 0;
  std::memcpy(numbers, data, sizeof numbers);
  const auto now = instant_of(numbers[0]);
  const auto then = instant_of(numbers[1]);
  const auto text = wiretape::wire::http_date(then);
  require(text.size() == 29 && text.ends_with(" GMT"));
  const auto wait = wiretape::wire::retry_after({{"retry-after", text}, {"date", wiretape::wire::http_date(now)}}, {});
  const auto gap = std::max(then - now, std::chrono::seconds(0));
  require(wait.has_value() && (*wait == gap || gap > std::chrono::days(366)));
  return 0;
}
