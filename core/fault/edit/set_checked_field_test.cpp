#include "wiretape/core/fault/edit/set_checked_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using wire::HttpField;

TEST(SetCheckedField, ReplacesTheValueInItsPlace) {
  wire::HttpFields fields = {{"Content-Type", "a"}, {"x", "b"}, {"content-type", "c"}};
  EXPECT_TRUE(set_checked_field(fields, "content-type", "text/html"));
  EXPECT_THAT(fields, ElementsAre(HttpField{"Content-Type", "text/html"}, HttpField{"x", "b"},
                                  HttpField{"content-type", "text/html"}));
}

TEST(SetCheckedField, AddsWhatIsNotThere) {
  wire::HttpFields fields = {{"x", "b"}};
  EXPECT_TRUE(set_checked_field(fields, "location", "/elsewhere"));
  EXPECT_THAT(fields, ElementsAre(HttpField{"x", "b"}, HttpField{"location", "/elsewhere"}));
}

TEST(SetCheckedField, RefusesWhatWouldEndTheField) {
  wire::HttpFields fields = {{"x", "b"}};
  EXPECT_FALSE(set_checked_field(fields, "x", "a\r\ny: c"));
  EXPECT_FALSE(set_checked_field(fields, "x", "a\nb"));
  EXPECT_FALSE(set_checked_field(fields, "y", std::string_view("\0", 1)));
  EXPECT_THAT(fields, ElementsAre(HttpField{"x", "b"}));
}

}  // namespace
}  // namespace wiretape::program
