#include "wiretape/core/wire/websocket/ws_close_code.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(WsCloseCode, MayBeSentWhereTheRegistrySaysSo) {
  for (const std::uint16_t code : {1000, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    EXPECT_TRUE(may_be_closed_with(code)) << code;
  for (const std::uint16_t code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535})
    EXPECT_FALSE(may_be_closed_with(code)) << code;
}

TEST(WsCloseCode, HasItsMeaning) {
  EXPECT_EQ(ws_close_meaning(1000), "Normal Closure");
  EXPECT_EQ(ws_close_meaning(1015), "TLS handshake");
  EXPECT_EQ(ws_close_meaning(1016), "");
  EXPECT_EQ(ws_close_meaning(0), "");
}

}  // namespace
}  // namespace wiretape::wire
