#include "wiretape/core/wire/websocket/ws_frame_writer.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using namespace std::string_literals;

std::string frame(const WsFrameHead& head, std::string_view payload) {
  std::string out;
  append_ws_frame(out, head, payload);
  return out;
}

// RFC 6455 section 5.7.
TEST(WsFrameWriter, WritesTheStandardsExamples) {
  constexpr WsMaskKey key = {0x37, 0xFA, 0x21, 0x3D};
  EXPECT_EQ(frame({}, "Hello"), "\x81\x05Hello");
  EXPECT_EQ(frame({.mask = key}, "Hello"), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
  EXPECT_EQ(frame({.fin = false}, "Hel"), "\x01\x03Hel");
  EXPECT_EQ(frame({.opcode = WsOpcode::continuation}, "lo"), "\x80\x02lo");
  EXPECT_EQ(frame({.opcode = WsOpcode::ping}, "Hello"), "\x89\x05Hello");
  EXPECT_EQ(frame({.opcode = WsOpcode::binary}, std::string(256, 'x')), "\x82\x7E\x01\x00"s + std::string(256, 'x'));
  EXPECT_EQ(frame({.opcode = WsOpcode::binary}, std::string(65'536, 'x')),
            "\x82\x7F\0\0\0\0\0\1\0\0"s + std::string(65'536, 'x'));
}

TEST(WsFrameWriter, WritesAFrameThatClaimsAnotherLength) {
  const WsFrameHead head{.mask = WsMaskKey{1, 2, 3, 4}, .length = 100};
  std::string out;
  append_ws_frame_head(out, head);
  append_ws_payload(out, head, "\1\2\3");
  append_ws_payload(out, head, "\4\1", 3);
  EXPECT_EQ(out, "\x81\xE4\1\2\3\4\0\0\0\0\0"s);
}

TEST(WsFrameWriter, WritesCodeAndReasonOfAClose) {
  EXPECT_EQ(ws_close_payload(1000), "\x03\xE8");
  EXPECT_EQ(ws_close_payload(1011, "bye"), "\x03\xF3"s + "bye");
  EXPECT_EQ(ws_close_payload(65'535), "\xFF\xFF");
}

}  // namespace
}  // namespace wiretape::wire
