#include "wiretape/mockserver/control/back_off.h"

#include <vector>

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using journal::RetriedEntry;
using namespace std::chrono_literals;

RetriedEntry second_try(std::chrono::microseconds wait, std::optional<std::chrono::milliseconds> asked = {}) {
  return {2, {.count = 1, .previous = 1, .gap = wait + 10ms, .wait = wait, .asked = asked}};
}

std::string found(const std::vector<RetriedEntry>& retries, const BackOff& expected) {
  return back_off_mistake(retries, expected).value_or("");
}

TEST(BackOff, IsHowOften) {
  EXPECT_EQ(found({}, {.retries = 0}), "");
  EXPECT_EQ(found({second_try(0ms)}, {.retries = 1}), "");
  EXPECT_EQ(found({second_try(0ms)}, {.retries = 2}), "requests were made again 1 time; expected 2 times");
  EXPECT_EQ(found({second_try(0ms)}, {}), "");
  EXPECT_EQ(found({}, {}), "no request was made again; expected one at least");
}

TEST(BackOff, IsHowLongAtTheLeast) {
  EXPECT_EQ(found({second_try(500ms)}, {.min_wait = 500ms}), "");
  EXPECT_EQ(found({second_try(499ms)}, {.min_wait = 500ms}), "") << "as timers go";
  EXPECT_EQ(found({second_try(500ms), second_try(498'900us)}, {.min_wait = 500ms}),
            "#2 is try 2 of its request, 498.9 ms after the answer to #1; expected at least 500.0 ms");
  EXPECT_EQ(found({{5, {.count = 2, .previous = 0}}}, {.min_wait = 1ms}),
            "#5 is try 3 of its request, and the journal holds none before; expected at least 1.0 ms");
  EXPECT_EQ(found({{5, {.count = 1, .previous = 4, .gap = 9s}}}, {.min_wait = 1ms}),
            "#5 is try 2 of its request, before the answer to #4 had begun; expected at least 1.0 ms");
}

TEST(BackOff, IsAsLongAsTheAnswerAskedFor) {
  EXPECT_EQ(found({second_try(1s, 1s)}, {.heeds_retry_after = true}), "");
  EXPECT_EQ(found({second_try(0s), second_try(1s, 1s)}, {.heeds_retry_after = true}), "") << "the first did not ask";
  EXPECT_EQ(found({second_try(900ms, 1s)}, {.heeds_retry_after = true}),
            "#2 is try 2 of its request, 900.0 ms after the answer to #1, which asked to wait for 1000 ms; "
            "expected as long as that asked for");
  EXPECT_EQ(found({second_try(1s)}, {.heeds_retry_after = true}),
            "no answer before asked to wait; expected a Retry-After");
  EXPECT_NE(found({{5, {.count = 1}}}, {.heeds_retry_after = true}), "") << "nobody knows what was asked for";
}

}  // namespace
}  // namespace wiretape::mockserver
