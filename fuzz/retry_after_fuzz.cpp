// Any lines are header fields that ask to wait, or don't: never for a negative time, and the same each time.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/retry_after.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// Each line as the value of the next of the three names, in turn.
wiretape::wire::HttpFields fields_of(std::string_view text) {
  constexpr std::string_view names[] = {"retry-after", "date", "retry-after-ms"};
  wiretape::wire::HttpFields fields;
  while (!text.empty()) {
    const auto end = text.find('\n');
    fields.push_back({std::string(names[fields.size() % 3]), std::string(text.substr(0, end))});
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return fields;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fields = fields_of({reinterpret_cast<const char*>(data), size});
  const std::chrono::system_clock::time_point now(std::chrono::hours(24 * 365 * 30));
  const auto wait = wiretape::wire::retry_after(fields, now);
  require(!wait || wait->count() >= 0);
  require(wiretape::wire::retry_after(fields, now) == wait);
  return 0;
}
