#include "wiretape/core/program/layout/server_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using wire::HttpField;

TEST(ServerFields, ComeBehindTheResponsesOwn) {
  wire::HttpFields head{{"a", "1"}};
  add_server_fields(head, {{"b", "2"}, {"a", "3"}});
  EXPECT_THAT(head, ElementsAre(HttpField{"a", "1"}, HttpField{"b", "2"}, HttpField{"a", "3"}));
}

TEST(ServerFields, StayAwayWhereTheResponseSpeaksOfThatItself) {
  wire::HttpFields head{{"B", "1"}};
  add_server_fields(head, {{"b", "2"}, {"a", "3"}});
  EXPECT_THAT(head, ElementsAre(HttpField{"B", "1"}));
}

}  // namespace
}  // namespace wiretape::program
