#include "wiretape/core/wire/websocket/ws_accept.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

// RFC 6455 section 1.3.
TEST(WsAccept, IsThatOfTheStandardsExample) {
  EXPECT_EQ(ws_accept_of("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WsKey, IsMadeOfSixteenBytes) {
  EXPECT_EQ(ws_key({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}), "AQIDBAUGBwgJCgsMDQ4PEA==");
  EXPECT_TRUE(is_ws_key("AQIDBAUGBwgJCgsMDQ4PEA=="));
  for (const char* const text : {"", "AQIDBAUGBwgJCgsMDQ4P", "AQIDBAUGBwgJCgsMDQ4PEBE=", "AQIDBAUGBwgJCgsMDQ4PEA",
                                 "AQIDBAUGBwgJCgsMDQ4PEB==", "AQIDBAUGBwgJCgsMDQ4PE-==", "AQIDBAUGBwgJCgsMDQ4P    "})
    EXPECT_FALSE(is_ws_key(text)) << text;
}

}  // namespace
}  // namespace wiretape::wire
