#include "wiretape/core/provider/shared/ids/request_id.h"

#include <cstdint>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(RequestIdEnd, FillsThePlaceOfTheOpenOne) {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{1}, std::numeric_limits<std::uint64_t>::max()}) {
    const auto end = request_id_end(number);
    EXPECT_THAT(std::string(end.begin(), end.end()), ::testing::MatchesRegex("[0-9a-f]*"));
    EXPECT_EQ(end, request_id_end(number));
    EXPECT_NE(end, request_id_end(number + 1));
  }
}

TEST(RequestIdEnd, IsTheNumberWithItsFirstDigitsOnceMore) {
  const auto end = request_id_end(0x0123456789ABCDEF);
  EXPECT_EQ(std::string(end.begin(), end.end()), "0123456789abcdef0123");
}

}  // namespace
}  // namespace wiretape::provider
