#include "wiretape/core/wire/http/retry_after.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const HttpField date{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"};

// Sat, 05 Nov 1994 00:00:00 GMT
const std::chrono::system_clock::time_point now =
    std::chrono::sys_days(std::chrono::year(1994) / std::chrono::November / 5);

std::optional<milliseconds> retry_after(const HttpFieldLines& fields) {
  return wire::retry_after(fields, now);
}

TEST(RetryAfter, AbsentWhereNothingSaysSo) {
  EXPECT_EQ(retry_after({}), std::nullopt);
  EXPECT_EQ(retry_after({date}), std::nullopt);
}

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(retry_after({{"Retry-After", "20"}}), seconds(20));
  EXPECT_EQ(retry_after({{"retry-after", "0"}}), seconds(0));
}

TEST(RetryAfter, PrefersMilliseconds) {
  EXPECT_EQ(retry_after({{"retry-after", "2"}, {"retry-after-ms", "1500"}}), milliseconds(1500));
  EXPECT_EQ(retry_after({{"retry-after", "2"}, {"retry-after-ms", "soon"}}), seconds(2));
}

TEST(RetryAfter, CountsADateFromTheResponsesOwn) {
  EXPECT_EQ(retry_after({date, {"Retry-After", "Sun, 06 Nov 1994 08:50:07 GMT"}}), seconds(30));
  EXPECT_EQ(retry_after({date, {"Retry-After", "Mon, 07 Nov 1994 08:49:37 GMT"}}), seconds(86400));
  EXPECT_EQ(retry_after({date, {"Retry-After", "Sat, 05 Nov 1994 08:49:37 GMT"}}), seconds(0)) << "in the past";
}

TEST(RetryAfter, CountsADateFromNowWhereTheResponseHasNone) {
  EXPECT_EQ(retry_after({{"Retry-After", "Sat, 05 Nov 1994 00:00:07 GMT"}}), seconds(7));
  EXPECT_EQ(retry_after({{"Date", "soon"}, {"Retry-After", "Sat, 05 Nov 1994 00:01:00 GMT"}}), seconds(60));
  EXPECT_EQ(retry_after({{"Retry-After", "Fri, 04 Nov 1994 00:00:00 GMT"}}), seconds(0)) << "in the past";
  EXPECT_EQ(wire::retry_after({{"Retry-After", "Sat, 05 Nov 1994 00:00:07 GMT"}}, now + milliseconds(900)), seconds(7));
}

TEST(RetryAfter, IgnoresWhatItCannotRead) {
  for (const char* text :
       {"", "-5", "1.5", "5s", "+5", "99999999999999999999", "tomorrow", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 EST"}) {
    EXPECT_EQ(retry_after({date, {"Retry-After", text}}), std::nullopt) << text;
  }
}

TEST(RetryAfter, CutsAbsurdTimes) {
  EXPECT_EQ(retry_after({{"Retry-After", "9223372036854775807"}}), std::chrono::hours(24 * 366));
  EXPECT_EQ(retry_after({{"retry-after-ms", "9223372036854775807"}}), std::chrono::hours(24 * 366));
  EXPECT_EQ(retry_after({date, {"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}}), std::chrono::hours(24 * 366));
}

}  // namespace
}  // namespace wiretape::wire
