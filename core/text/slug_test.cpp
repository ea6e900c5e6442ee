#include "wiretape/core/text/slug.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(Slug, HasLettersAndDigits) {
  EXPECT_EQ(slug("POST /v1/Chat", 60), "post-v1-chat");
  EXPECT_EQ(slug("  How's the  weather?! ", 60), "how-s-the-weather");
  EXPECT_EQ(slug("h\xC3\xA9llo", 60), "h-llo");
  EXPECT_EQ(slug("", 60), "");
  EXPECT_EQ(slug("?!", 60), "");
}

TEST(Slug, IsNoLongerThanItMayBe) {
  EXPECT_EQ(slug("abcdef", 3), "abc");
  EXPECT_EQ(slug("ab cd", 3), "ab");
}

}  // namespace
}  // namespace wiretape::text
