#include "wiretape/core/tape/tape.h"

#include <chrono>

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using namespace std::chrono_literals;

TEST(Delivery, IsTheSameEachTimeUnlessJitterOrRandomFragmentsAreAskedFor) {
  EXPECT_FALSE(Delivery{}.uses_random());
  Delivery paced;
  paced.gap = 5ms;
  paced.seed = 9;
  paced.fragment = FragmentSize{.bytes = 1};
  EXPECT_FALSE(paced.uses_random());
  Delivery jittery;
  jittery.jitter = 1ms;
  EXPECT_TRUE(jittery.uses_random());
  Delivery shredded;
  shredded.fragment = FragmentRandom{.least = 1, .most = 2};
  EXPECT_TRUE(shredded.uses_random());
}

TEST(Delivery, CutsAfterEachEventUnlessToldOtherwise) {
  EXPECT_TRUE(std::holds_alternative<FragmentEvents>(Delivery{}.fragment));
}

TEST(Exchange, AnswersAnythingWithAReplyUnlessToldOtherwise) {
  const Exchange exchange;
  EXPECT_FALSE(exchange.request.method || exchange.request.path || exchange.request.json);
  EXPECT_TRUE(std::holds_alternative<provider::Reply>(exchange.answer));
  EXPECT_EQ(exchange.dialect, nullptr);
}

}  // namespace
}  // namespace wiretape::tape
