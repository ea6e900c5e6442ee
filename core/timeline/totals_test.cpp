#include "wiretape/core/timeline/totals.h"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/timeline/program_for_test.h"

namespace wiretape::timeline {
namespace {

using namespace std::chrono_literals;

Totals totals(const program::WireProgram& program) {
  return totals_of(program, hear(program, *provider::find_dialect("openai.chat")));
}

TEST(Totals, AddUpWhatIsSent) {
  const auto all = totals(program_for_test({stream_head, text_event("a"), text_event("b"), "data: [DONE]\n\n"}));
  EXPECT_EQ(all.writes, 4U);
  EXPECT_EQ(all.events, 3U);
  EXPECT_EQ(all.deltas, 2U);
  EXPECT_EQ(all.body_bytes, 2 * text_event("a").size() + 14);
  EXPECT_EQ(all.bytes, stream_head.size() + all.body_bytes);
  EXPECT_EQ(all.total, 40ms);
  EXPECT_EQ(all.first_byte, 10ms);
  EXPECT_EQ(all.first_text, 20ms);
  EXPECT_EQ(all.deltas_per_second, 100.0);
}

TEST(Totals, FindTheLargestGapBetweenSteps) {
  auto program = program_for_test({"a", "b", "c"});
  EXPECT_EQ(totals(program).largest_gap, 10ms);
  EXPECT_EQ(totals(program).slowest_step, 1U);
  program.steps[2].at = 60ms;
  program.steps[3].at = 60ms;
  EXPECT_EQ(totals(program).largest_gap, 40ms);
  EXPECT_EQ(totals(program).slowest_step, 2U);
}

TEST(Totals, LeaveOutWhatThereIsNot) {
  program::WireProgram reset;
  reset.steps.push_back({5ms, program::ResetAction{}});
  const auto none = totals(reset);
  EXPECT_EQ(none.writes, 0U);
  EXPECT_FALSE(none.first_byte);
  EXPECT_FALSE(none.first_text);
  EXPECT_FALSE(none.deltas_per_second);
  EXPECT_FALSE(none.slowest_step);
  EXPECT_EQ(none.total, 5ms);
  const auto at_once = totals(program_for_test({stream_head + text_event("a") + text_event("b")}));
  EXPECT_EQ(at_once.deltas, 2U);
  EXPECT_FALSE(at_once.deltas_per_second);
}

}  // namespace
}  // namespace wiretape::timeline
