#include "wiretape/core/text/json/whole_number.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(WholeNumber, IsAWholeNumberInAnyForm) {
  for (const char* token : {"12", "\"12\"", "12.0", "\"12.0\""})
    EXPECT_EQ(whole_number(token), 12) << token;
  EXPECT_EQ(whole_number("-1"), -1);
}

TEST(WholeNumber, IsNoneInAnyOther) {
  for (const char* token :
       {"", "\"\"", "\"", "null", "1.5", "1e3", ".0", "{", "[", "\"one\"", "\" 1\"", "true", "99999999999999999999"})
    EXPECT_EQ(whole_number(token), std::nullopt) << token;
}

}  // namespace
}  // namespace wiretape::text
