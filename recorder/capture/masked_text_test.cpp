#include "wiretape/recorder/capture/masked_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(MaskedText, IsOneWithAMaskInIt) {
  for (const char* text : {"******", "my key is ******* ok", "***", "*"})
    EXPECT_TRUE(may_be_masked(text)) << text;
  for (const char* text : {"", "2 ** 3", "**bold**", "***** five"})
    EXPECT_FALSE(may_be_masked(text)) << text;
}

TEST(MaskedText, HasPartsAroundItsMasks) {
  EXPECT_THAT(unmasked_parts("my key is ******* ok"), ElementsAre("my key is ", " ok"));
  EXPECT_THAT(unmasked_parts("********a** b******** \n******"), ElementsAre("a", " b"));
  EXPECT_THAT(unmasked_parts("***"), IsEmpty());
  EXPECT_THAT(unmasked_parts("ab ****** cd **"), ElementsAre("ab ", " cd "));
  EXPECT_TRUE(may_be_masked_number("1111"));
  EXPECT_FALSE(may_be_masked_number("11"));
  EXPECT_FALSE(may_be_masked_number("1.11"));
}

}  // namespace
}  // namespace wiretape::recorder::capture
