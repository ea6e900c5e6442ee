#include <set>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

std::string head_with(const std::string& how) {
  const auto bytes = compile::broken(compile::dialogue_for_test(), "bad_handshake:how=" + how).bytes;
  return bytes.substr(0, bytes.find("\r\n\r\n") + 4);
}

TEST(BadHandshake, LacksWhatTheStandardAsksFor) {
  EXPECT_EQ(head_with("no_accept"),
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  EXPECT_EQ(head_with("no_upgrade").find("Upgrade: websocket"), std::string::npos);
  EXPECT_EQ(head_with("no_connection").find("Connection:"), std::string::npos);
  EXPECT_TRUE(head_with("status").starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST(BadHandshake, SaysWhatNobodyAskedFor) {
  EXPECT_NE(head_with("subprotocol").find("Sec-WebSocket-Protocol: unasked.wiretape\r\n"), std::string::npos);
  EXPECT_NE(head_with("extension").find("Sec-WebSocket-Extensions: unasked-wiretape\r\n"), std::string::npos);
  EXPECT_NE(head_with("accept").find("Sec-WebSocket-Accept: d2lyZXRhcGUgYnJlYWtzIGl0Li4=\r\n"), std::string::npos);
}

TEST(BadHandshake, LeavesTheFramesAsTheyAre) {
  EXPECT_EQ(compile::frames_of(compile::broken(compile::dialogue_for_test(), "bad_handshake")),
            compile::frames_of(compile::broken(compile::dialogue_for_test(), "")));
}

TEST(BadHandshake, NeedsAWebSocket) {
  EXPECT_EQ(compile::misfit_of(compile::AnswerForTest{.answer = tape::PlainResponse{}}, "bad_handshake").expected,
            "an exchange with `websocket`");
}

}  // namespace
}  // namespace wiretape::fault
