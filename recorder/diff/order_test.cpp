#include "wiretape/recorder/diff/order.h"

#include <gtest/gtest.h>

namespace wiretape::recorder::diff {
namespace {

TEST(FindInversion, FindsTwoThatHaveChangedPlaces) {
  const auto found = find_inversion({{"a", 0, 0}, {"b", 1, 3}, {"c", 2, 2}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->first, "b");
  EXPECT_EQ(found->second, "c");
  EXPECT_TRUE(find_inversion({{"a", 5, 1}, {"b", 9, 0}}));
}

TEST(FindInversion, FindsNoneInTheSameOrderWithOtherDistances) {
  EXPECT_FALSE(find_inversion({}));
  EXPECT_FALSE(find_inversion({{"b", 7, 2}, {"a", 0, 0}, {"c", 8, 90}}));
}

TEST(FindInversion, LetsWhatCameTogetherComeApartAndWhatCameApartTogether) {
  EXPECT_FALSE(find_inversion({{"a", 0, 1}, {"b", 0, 0}}));
  EXPECT_FALSE(find_inversion({{"a", 0, 4}, {"b", 1, 4}}));
}

}  // namespace
}  // namespace wiretape::recorder::diff
