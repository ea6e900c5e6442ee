#include "wiretape/core/tape/match/query_parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(QueryParameters, KeepTheirOrder) {
  EXPECT_THAT(query_parameters("b=2&a=1&b=3"), ElementsAre(Pair("b", "2"), Pair("a", "1"), Pair("b", "3")));
}

TEST(QueryParameters, MayLackAValueOrAName) {
  EXPECT_THAT(query_parameters(""), IsEmpty());
  EXPECT_THAT(query_parameters("&&"), IsEmpty());
  EXPECT_THAT(query_parameters("a&b=&=c&d=e=f"),
              ElementsAre(Pair("a", ""), Pair("b", ""), Pair("", "c"), Pair("d", "e=f")));
}

TEST(QueryParameters, AreDecoded) {
  EXPECT_THAT(query_parameters("a%20b=c+d&%C3%A9=%26"), ElementsAre(Pair("a b", "c d"), Pair("\xC3\xA9", "&")));
  EXPECT_THAT(query_parameters("a=100%&b=%4"), ElementsAre(Pair("a", "100%"), Pair("b", "%4")));
}

}  // namespace
}  // namespace wiretape::tape
