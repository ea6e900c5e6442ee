#include "wiretape/core/wire/websocket/ws_frame_head.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

std::string written(const WsFrameHead& head) {
  std::string out;
  append_ws_frame_head(out, head);
  return out;
}

std::vector<WsFrameHead> read_heads(const Pieces& pieces) {
  std::vector<WsFrameHead> heads;
  WsFrameHeadReader reader;
  for (std::string_view piece : pieces) {
    while (const auto head = reader.next(piece))
      heads.push_back(*head);
  }
  EXPECT_EQ(reader.held(), 0U);
  return heads;
}

constexpr WsMaskKey ws_test_key = {0x01, 0x80, 0xFF, 0x10};

TEST(WsFrameHead, IsWrittenAsTheStandardDrawsIt) {
  using namespace std::string_literals;
  EXPECT_EQ(written({}), "\x81\0"s);
  EXPECT_EQ(written({.fin = false, .opcode = WsOpcode::binary, .length = 125}), "\x02\x7D"s);
  EXPECT_EQ(written({.length = 126}), "\x81\x7E\x00\x7E"s);
  EXPECT_EQ(written({.length = 65'535}), "\x81\x7E\xFF\xFF"s);
  EXPECT_EQ(written({.length = 65'536}), "\x81\x7F\0\0\0\0\0\1\0\0"s);
  EXPECT_EQ(written({.opcode = WsOpcode::ping, .mask = ws_test_key, .length = 5}), "\x89\x85\x01\x80\xFF\x10"s);
}

TEST(WsFrameHead, IsWrittenAgainstTheStandardWhereItSaysSo) {
  using namespace std::string_literals;
  EXPECT_EQ(written({.rsv = ws_rsv1}), "\xC1\0"s);
  EXPECT_EQ(written({.rsv = ws_rsv2 | ws_rsv3}), "\xB1\0"s);
  EXPECT_EQ(written({.opcode = WsOpcode{3}}), "\x83\0"s);
  EXPECT_EQ(written({.opcode = WsOpcode{15}}), "\x8F\0"s);
  EXPECT_EQ(written({.fin = false, .opcode = WsOpcode::ping}), "\x09\0"s);
  EXPECT_EQ(written({.opcode = WsOpcode::close, .length = 126}), "\x88\x7E\0\x7E"s);
  EXPECT_EQ(written({.length = 5, .form = WsLengthForm::bits16}), "\x81\x7E\0\5"s);
  EXPECT_EQ(written({.length = 5, .form = WsLengthForm::bits64}), "\x81\x7F\0\0\0\0\0\0\0\5"s);
  EXPECT_EQ(written({.length = ~std::uint64_t{0}}), "\x81\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s);
}

std::vector<WsFrameHead> every_kind_of_head() {
  std::vector<WsFrameHead> heads;
  for (unsigned bits = 0; bits < 256; ++bits) {
    heads.push_back({.fin = bits > 127,
                     .rsv = static_cast<std::uint8_t>(bits >> 4U & 7U),
                     .opcode = static_cast<WsOpcode>(bits & 15U)});
  }
  for (const std::uint64_t length : {0ULL, 1ULL, 125ULL, 126ULL, 127ULL, 65'535ULL, 65'536ULL, 1ULL << 62U, ~0ULL})
    heads.push_back({.length = length});
  for (const std::uint64_t length : {0, 1, 125})
    heads.push_back({.length = length, .form = WsLengthForm::bits16});
  for (const std::uint64_t length : {0, 126, 65'535})
    heads.push_back({.length = length, .form = WsLengthForm::bits64});
  const std::vector<WsFrameHead> unmasked = heads;
  for (WsFrameHead head : unmasked) {
    head.mask = ws_test_key;
    heads.push_back(head);
  }
  return heads;
}

TEST(WsFrameHead, IsReadBackAtEverySplit) {
  const std::vector<WsFrameHead> heads = every_kind_of_head();
  std::string all;
  for (const WsFrameHead& head : heads) {
    const std::string bytes = written(head);
    EXPECT_LE(bytes.size(), ws_longest_head);
    for (std::size_t place = 0; place <= bytes.size(); ++place) {
      const std::string_view text = bytes;
      const Pieces pieces = {text.substr(0, place), text.substr(place)};
      EXPECT_EQ(read_heads(pieces), std::vector{head}) << ::testing::PrintToString(bytes) << " cut at " << place;
    }
    all += bytes;
  }
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, all.size()})
    EXPECT_EQ(read_heads(pieces_of_size(all, size)), heads);
}

TEST(WsFrameHead, SaysWhatItsFirstTwoBytesSay) {
  WsFrameHeadReader reader;
  std::string_view input("\x1B", 1);
  EXPECT_FALSE(reader.next(input));
  EXPECT_FALSE(reader.begun());
  input = "\xFE";
  EXPECT_FALSE(reader.next(input));
  ASSERT_TRUE(reader.begun());
  EXPECT_EQ(*reader.begun(),
            (WsFrameHead{.fin = false, .rsv = ws_rsv3, .opcode = WsOpcode{11}, .mask = WsMaskKey{}, .length = 126}));
  EXPECT_EQ(reader.held(), 2U);
}

TEST(WsOpcode, HasItsName) {
  EXPECT_EQ(to_string(WsOpcode::continuation), "continuation");
  EXPECT_EQ(to_string(WsOpcode::pong), "pong");
  EXPECT_EQ(to_string(WsOpcode{3}), "opcode 3");
  for (unsigned bits = 0; bits < 16; ++bits) {
    const auto opcode = static_cast<WsOpcode>(bits);
    EXPECT_EQ(is_known(opcode), !to_string(opcode).starts_with("opcode"));
    EXPECT_EQ(is_control(opcode), bits >= 8);
  }
}

}  // namespace
}  // namespace wiretape::wire
