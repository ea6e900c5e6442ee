#include "wiretape/core/wire/ending.h"

#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

// Journals, JSON output and scripts read these names, so they are pinned one by one.
TEST(Ending, EveryEndingHasItsOwnName) {
  constexpr std::pair<Ending, std::string_view> names[] = {
      {Ending::complete, "complete"},
      {Ending::closed, "closed"},
      {Ending::cut_in_head, "cut_in_head"},
      {Ending::cut_in_size_line, "cut_in_size_line"},
      {Ending::cut_in_data, "cut_in_data"},
      {Ending::cut_before_crlf, "cut_before_crlf"},
      {Ending::cut_between_chunks, "cut_between_chunks"},
      {Ending::cut_in_trailers, "cut_in_trailers"},
      {Ending::short_content_length, "short_content_length"},
      {Ending::reset, "reset"},
      {Ending::tls_cut, "tls_cut"},
      {Ending::timed_out, "timed_out"},
      {Ending::malformed, "malformed"},
      {Ending::abandoned, "abandoned"},
  };
  for (const auto& [ending, name] : names) {
    EXPECT_EQ(to_string(ending), name);
  }
}

TEST(Ending, AValueOutsideTheEnumIsNamedUnknown) {
  EXPECT_EQ(to_string(static_cast<Ending>(1000)), "unknown");
}

}  // namespace
}  // namespace wiretape::wire
