#include "wiretape/core/provider/shared/error_words.h"

#include <algorithm>
#include <array>

#include "wiretape/core/provider/shared/finish_words.h"

namespace wiretape::provider {

bool says_passing(std::string_view word) {
  constexpr std::array<std::string_view, 7> passing{"server_error", "api_error",   "overloaded",    "rate_limit",
                                                    "timeout",      "unavailable", interrupted_type};
  return std::ranges::any_of(passing, [&](std::string_view each) { return word.find(each) != word.npos; });
}

}  // namespace wiretape::provider
