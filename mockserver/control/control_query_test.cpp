#include "wiretape/mockserver/control/control_query.h"

#include <array>
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

std::variant<ControlQuery, QueryError> read(std::string_view query) {
  constexpr std::array<std::string_view, 7> allowed{"path",     "exchange", "after", "limit",
                                                    "requests", "timeout",  "until"};
  return read_control_query(query, allowed);
}

ControlQuery read_well(std::string_view query) {
  return std::get<ControlQuery>(read(query));
}

std::string error_of(std::string_view query) {
  const auto result = read(query);
  const auto* error = std::get_if<QueryError>(&result);
  return error == nullptr ? "no error" : error->message;
}

TEST(ControlQuery, HasDefaults) {
  const auto query = read_well("");
  EXPECT_EQ(query.limit, 100U);
  EXPECT_EQ(query.requests, std::nullopt);
  EXPECT_EQ(query.timeout, 10s);
  EXPECT_FALSE(query.until_ended);
  EXPECT_EQ(query.filter.exchange, std::nullopt);
  EXPECT_EQ(query.filter.session, std::nullopt);
  EXPECT_FALSE(query.filter.is_target);
  EXPECT_EQ(query.filter.after, 0U);
}

TEST(ControlQuery, ReadsEveryParameter) {
  const auto query =
      read_well("path=%2Fv1%2Fchat&exchange=a%20b&after=7&limit=1000&requests=3&timeout=60s&until=ended");
  EXPECT_TRUE(query.filter.is_target("/~s/v1/chat"));
  EXPECT_FALSE(query.filter.is_target("/v1"));
  EXPECT_EQ(query.filter.exchange, "a b");
  EXPECT_EQ(query.filter.after, 7U);
  EXPECT_EQ(query.limit, 1000U);
  EXPECT_EQ(query.requests, 3U);
  EXPECT_EQ(query.timeout, 60s);
  EXPECT_TRUE(query.until_ended);
  EXPECT_EQ(read_well("exchange=").filter.exchange, "");
  EXPECT_EQ(read_well("timeout=0").timeout, 0s);
  EXPECT_FALSE(read_well("until=received").until_ended);
}

TEST(ControlQuery, ReadsWhatIsExpectedOfRetries) {
  constexpr std::array<std::string_view, 3> parameters{"retries", "min_wait", "retry_after"};
  const auto expected = [&](std::string_view query) {
    return std::get<ControlQuery>(read_control_query(query, parameters)).back_off;
  };
  EXPECT_FALSE(expected(""));
  EXPECT_EQ(expected("retries=0")->retries, 0U);
  EXPECT_EQ(expected("min_wait=500ms")->min_wait, 500ms);
  EXPECT_EQ(expected("min_wait=500ms")->retries, std::nullopt);
  EXPECT_FALSE(expected("min_wait=500ms")->heeds_retry_after);
  EXPECT_TRUE(expected("retries=2&retry_after=heeded")->heeds_retry_after);
  const auto error = [&](std::string_view query) {
    return std::get<QueryError>(read_control_query(query, parameters)).message;
  };
  EXPECT_EQ(error("retries=1001"), "retries=1001: expected a whole number from 0 to 1000");
  EXPECT_EQ(error("retries=x"), "retries=x: expected a whole number from 0 to 1000");
  EXPECT_EQ(error("min_wait=5"), "min_wait=5: expected a duration of at most a day, such as 500ms or 60s");
  EXPECT_EQ(error("retry_after=1s"), "retry_after=1s: expected heeded");
}

TEST(ControlQuery, SaysWhatIsAllowed) {
  EXPECT_EQ(error_of("limit=0"), "limit=0: expected a whole number from 1 to 1000");
  EXPECT_EQ(error_of("limit=1001"), "limit=1001: expected a whole number from 1 to 1000");
  EXPECT_EQ(error_of("limit=1x"), "limit=1x: expected a whole number from 1 to 1000");
  EXPECT_EQ(error_of("requests=-1"), "requests=-1: expected a whole number from 1 to 1000");
  EXPECT_EQ(error_of("timeout=61s"), "timeout=61s: expected a duration of at most 60s, such as 500ms or 2s");
  EXPECT_EQ(error_of("timeout=2"), "timeout=2: expected a duration of at most 60s, such as 500ms or 2s");
  EXPECT_EQ(error_of("until=done"), "until=done: expected received or ended");
  EXPECT_EQ(error_of("after="), "after=: expected the number of an entry");
  EXPECT_EQ(error_of("after=99999999999999999999"), "after=99999999999999999999: expected the number of an entry");
  EXPECT_EQ(error_of("limit=1&limit=2"), "query parameter 'limit' is there twice");
  EXPECT_EQ(error_of("lmit=1"),
            "unknown query parameter 'lmit'; allowed: path, exchange, after, limit, requests, timeout, until");
  EXPECT_EQ(std::get<QueryError>(read_control_query("a=1", {})).message,
            "unknown query parameter 'a'; none are allowed here");
}

}  // namespace
}  // namespace wiretape::mockserver
