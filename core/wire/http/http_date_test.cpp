#include "wiretape/core/wire/http/http_date.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

std::string date_of(std::int64_t unix_seconds) {
  return http_date(std::chrono::sys_seconds(std::chrono::seconds(unix_seconds)));
}

TEST(HttpDate, IsOfTheFixedLength) {
  EXPECT_EQ(date_of(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date_of(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");  // the example of RFC 9110
  EXPECT_EQ(date_of(1'735'689'630), "Wed, 01 Jan 2025 00:00:30 GMT");
  EXPECT_EQ(date_of(1'709'251'199), "Thu, 29 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(date_of(1'735'689'599), "Tue, 31 Dec 2024 23:59:59 GMT");
}

TEST(HttpDate, KnowsInstantsBefore1970) {
  EXPECT_EQ(date_of(-1), "Wed, 31 Dec 1969 23:59:59 GMT");
}

}  // namespace
}  // namespace wiretape::wire
