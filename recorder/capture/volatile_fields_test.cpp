#include "wiretape/recorder/capture/volatile_fields.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::recorder::capture {
namespace {

using Path = std::vector<std::string>;

TEST(VolatileFields, AreTheMemberThatIsNamedAndWhatIsInIt) {
  const std::vector<std::string> fields{"user", "metadata.run_id"};
  EXPECT_TRUE(is_volatile(Path{"user"}, fields));
  EXPECT_TRUE(is_volatile(Path{"metadata", "run_id"}, fields));
  EXPECT_TRUE(is_volatile(Path{"metadata", "run_id", "0"}, fields));
  EXPECT_FALSE(is_volatile(Path{"metadata"}, fields));
  EXPECT_FALSE(is_volatile(Path{"metadata", "run"}, fields));
  EXPECT_FALSE(is_volatile(Path{"x", "user"}, fields));
  EXPECT_FALSE(is_volatile(Path{}, fields));
  EXPECT_FALSE(is_volatile(Path{"user"}, {}));
}

TEST(VolatileFields, TakeAStarForAnyName) {
  const std::vector<std::string> fields{"messages.*.id"};
  EXPECT_TRUE(is_volatile(Path{"messages", "12", "id"}, fields));
  EXPECT_FALSE(is_volatile(Path{"messages", "id"}, fields));
}

}  // namespace
}  // namespace wiretape::recorder::capture
