#include "cli/serve/play_arguments.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

TEST(SetSpeed, TakesANumberAboveZeroOrInstant) {
  mockserver::DeliveryOverride delivery;
  EXPECT_TRUE(set_speed("2.5", delivery));
  EXPECT_EQ(delivery.speed, 2.5);
  EXPECT_FALSE(delivery.instant);
  EXPECT_TRUE(set_speed("instant", delivery));
  EXPECT_TRUE(delivery.instant);
}

TEST(SetSpeed, RefusesWhatIsNone) {
  for (const char* speed : {"", "0", "-1", "inf", "nan", "2x", "fast", "1e999"}) {
    mockserver::DeliveryOverride delivery;
    EXPECT_FALSE(set_speed(speed, delivery)) << speed;
  }
}

}  // namespace
}  // namespace wiretape::cli
