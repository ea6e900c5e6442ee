#include "wiretape/core/wire/http/http_message.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(HttpMessage, FindFieldTakesTheFirstAndIgnoresCase) {
  const HttpFields fields = {{"Accept", "a"}, {"X-One", "1"}, {"x-one", "2"}};
  EXPECT_EQ(find_field(fields, "X-ONE"), "1");
  EXPECT_EQ(find_field(fields, "accept"), "a");
  EXPECT_EQ(find_field(fields, "X-On"), std::nullopt);
  EXPECT_EQ(find_field(HttpFields{}, "accept"), std::nullopt);
}

TEST(HttpMessage, HasTokenLooksThroughListsAndRepeatedFields) {
  const HttpFields fields = {{"Connection", "keep-alive ,\tUpgrade,"}, {"connection", "x-hop"}, {"Other", "close"}};
  EXPECT_TRUE(has_token(fields, "connection", "keep-alive"));
  EXPECT_TRUE(has_token(fields, "Connection", "upgrade"));
  EXPECT_TRUE(has_token(fields, "Connection", "X-Hop"));
  EXPECT_FALSE(has_token(fields, "connection", "close"));
  EXPECT_FALSE(has_token(fields, "connection", "keep"));
  EXPECT_FALSE(has_token(HttpFields{{"Connection", ""}}, "connection", "close"));
}

// Version, Connection field, whether the connection goes on (RFC 9112 section 9.3).
TEST(HttpMessage, KeepAliveFollowsVersionAndConnection) {
  const struct {
    int minor_version;
    const char* connection;
    bool keep_alive;
  } cases[] = {
      {1, "", true},
      {1, "keep-alive", true},
      {1, "close", false},
      {1, "Close", false},
      {1, "upgrade, close", false},
      {1, "keep-alive, close", false},
      {1, "closed", true},
      {0, "", false},
      {0, "close", false},
      {0, "Keep-Alive", true},
      {0, "keep-alive, close", false},
  };
  for (const auto& [minor_version, connection, keep_alive] : cases) {
    const HttpFields fields = {{"Connection", connection}};
    EXPECT_EQ((HttpRequestHead{"GET", "/", minor_version, fields}.keep_alive()), keep_alive) << connection;
    EXPECT_EQ((HttpResponseHead{200, "", minor_version, fields}.keep_alive()), keep_alive) << connection;
  }
}

}  // namespace
}  // namespace wiretape::wire
