#include "wiretape/core/text/percent_encoding.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(PercentDecoded, DecodesEachByte) {
  EXPECT_EQ(percent_decoded(""), "");
  EXPECT_EQ(percent_decoded("plain+text"), "plain+text");
  EXPECT_EQ(percent_decoded("%41%62%c3%A9%00x"), std::string("Ab\xC3\xA9\0x", 6));
  EXPECT_EQ(percent_decoded("%2541"), "%41") << "only once";
}

TEST(PercentDecoded, RefusesHalfAnEncoding) {
  for (const auto* text : {"%", "a%4", "%4g", "%g4", "%%41"})
    EXPECT_EQ(percent_decoded(text), std::nullopt) << text;
}

}  // namespace
}  // namespace wiretape::text
