#include "wiretape/mockserver/control/loopback_host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

TEST(AllowedHost, IsLoopback) {
  for (const char* host : {"localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:8090", "127.1.2.3", "[::1]", "[::1]:1",
                           "localhost:", "[::1]:"})
    EXPECT_TRUE(is_allowed_host(host, {})) << host;
  for (const char* host : {"",
                           "evil.example",
                           "localhost.evil.example",
                           "127.0.0.1.evil.example",
                           "10.0.0.1",
                           "0.0.0.0",
                           "[::2]",
                           "[::1]x",
                           "[::1",
                           "::1",
                           "[]",
                           ":80",
                           "127.1",
                           "localhost:80@evil.example",
                           "localhost:@evil.example",
                           "127.0.0.1:80@evil.example",
                           "[::1]:80@evil.example",
                           "[::1]@evil.example",
                           "localhost@evil.example",
                           "localhost:80:80",
                           "localhost:8o",
                           "localhost:80/",
                           "localhost:-1",
                           "localhost: 80",
                           "["}) {
    EXPECT_FALSE(is_allowed_host(host, {})) << host;
  }
}

TEST(AllowedHost, MayBeNamed) {
  EXPECT_TRUE(is_allowed_host("Wiretape:8090", {"other", "wiretape"}));
  EXPECT_FALSE(is_allowed_host("wiretape.evil.example", {"wiretape"}));
}

TEST(AllowedOrigin, IsLoopbackOrNamed) {
  EXPECT_TRUE(is_allowed_origin("http://localhost:3000", {}));
  EXPECT_TRUE(is_allowed_origin("https://[::1]", {}));
  EXPECT_TRUE(is_allowed_origin("http://ci", {"ci"}));
  EXPECT_FALSE(is_allowed_origin("null", {}));
  EXPECT_FALSE(is_allowed_origin("https://evil.example", {}));
  EXPECT_FALSE(is_allowed_origin("localhost", {}));
  EXPECT_FALSE(is_allowed_origin("http://localhost:80@evil.example", {}));
  EXPECT_FALSE(is_allowed_origin("http://localhost@evil.example", {}));
  EXPECT_FALSE(is_allowed_origin("http://ci:80@evil.example", {"ci"}));
}

}  // namespace
}  // namespace wiretape::mockserver
