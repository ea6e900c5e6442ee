// Any text is a profile or a list of mistakes with places inside it; the times of a profile never fall, and the share
// below a time is of use to draw from.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/profile/load_profile.h"

namespace {

using namespace wiretape::tape;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_placed(const wiretape::text::Diagnostics& mistakes, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  require(!mistakes.empty());
  for (const auto& mistake : mistakes)
    require(mistake.position.line >= 1 && mistake.position.line <= lines && !mistake.found.empty());
}

void require_rising(const Percentiles& percentiles) {
  if (percentiles.empty()) return;
  std::chrono::microseconds before{0};
  for (Share share = 0; share < whole_share; share += 9973) {
    const auto time = time_at(percentiles, share);
    require(time >= before && share_below(percentiles, time) <= whole_share);
    before = time;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_profile(text, "fuzz.profile");
  if (const auto* mistakes = std::get_if<wiretape::text::Diagnostics>(&parsed)) {
    require_placed(*mistakes, text);
    return 0;
  }
  const auto& profile = std::get<Profile>(parsed);
  require_rising(profile.first_byte);
  require_rising(profile.gap);
  return 0;
}
