#include "wiretape/core/provider/shared/ids/request_id.h"

#include <cstdint>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(RequestIdEnd, FillsThePlaceOfTheOpenOne) {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{1}, std::numeric_limits<std::uint64_t>::max()}) {
    const auto end = request_id_end(number);
    EXPECT_EQ(end.size(), open_request_id.size());
    EXPECT_THAT(end, ::testing::MatchesRegex("[0-9a-f]*"));
    EXPECT_EQ(end, request_id_end(number));
    EXPECT_NE(end, request_id_end(number + 1));
  }
}

}  // namespace
}  // namespace wiretape::provider
