#include "wiretape/core/fault/edit/head_edit.h"

#include <gtest/gtest.h>

namespace wiretape::fault {
namespace {

using wire::HttpFields;

TEST(HeadEdit, SetsAFieldWhereItStands) {
  HttpFields fields{{"A", "1"}, {"b", "2"}, {"a", "3"}};
  set_field(fields, "a", "4");
  EXPECT_EQ(fields, (HttpFields{{"A", "4"}, {"b", "2"}}));
  set_field(fields, "c", "5");
  EXPECT_EQ(fields, (HttpFields{{"A", "4"}, {"b", "2"}, {"c", "5"}}));
}

TEST(HeadEdit, KnowsWhatWouldEndAField) {
  EXPECT_TRUE(is_field_value(""));
  EXPECT_TRUE(is_field_value("text/html; charset=\"\xFF\""));
  EXPECT_FALSE(is_field_value("a\r\ny: c"));
  EXPECT_FALSE(is_field_value("a\nb"));
  EXPECT_FALSE(is_field_value(std::string_view("\0", 1)));
}

TEST(HeadEdit, ErasesEveryFieldOfAName) {
  HttpFields fields{{"A", "1"}, {"b", "2"}, {"a", "3"}};
  erase_fields(fields, "a");
  EXPECT_EQ(fields, (HttpFields{{"b", "2"}}));
}

}  // namespace
}  // namespace wiretape::fault
