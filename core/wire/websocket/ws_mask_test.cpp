#include "wiretape/core/wire/websocket/ws_mask.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

constexpr WsMaskKey mask_test_key = {0x37, 0xFA, 0x21, 0x3D};

std::string masked_plainly(std::string text, std::uint64_t offset) {
  for (std::size_t at = 0; at < text.size(); ++at)
    text[at] = static_cast<char>(text[at] ^ mask_test_key[(offset + at) % 4]);
  return text;
}

std::string some_bytes(std::size_t size) {
  SplitMix random(size);
  std::string text(size, '\0');
  for (char& byte : text)
    byte = static_cast<char>(random.next());
  return text;
}

// RFC 6455 section 5.7.
TEST(WsMask, MasksAsTheStandardsExample) {
  std::string text = "Hello";
  ws_mask(text, mask_test_key, 0, text.data());
  EXPECT_EQ(text, "\x7f\x9f\x4d\x51\x58");
}

TEST(WsMask, IsTheSameAtEverySizeOffsetAndAlignment) {
  const std::string text = some_bytes(300);
  for (std::size_t size = 0; size <= 280; ++size) {
    for (std::size_t begin = 0; begin < 9; ++begin) {
      const std::string part = text.substr(begin, size);
      std::string home(begin + size, '\0');
      ws_mask(part, mask_test_key, begin, home.data() + begin);
      ASSERT_EQ(home.substr(begin), masked_plainly(part, begin)) << size << " at " << begin;
    }
  }
}

TEST(WsMask, WorksInPlacePieceByPieceAndBack) {
  const std::string text = some_bytes(1000);
  for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 65U}) {
    std::string bytes = text;
    std::uint64_t offset = 0;
    for (const auto piece : pieces_of_size(bytes, size)) {
      ws_mask(piece, mask_test_key, offset, bytes.data() + offset);
      offset += piece.size();
    }
    EXPECT_EQ(bytes, masked_plainly(text, 0)) << size;
    ws_mask(bytes, mask_test_key, 0, bytes.data());
    EXPECT_EQ(bytes, text);
  }
}

TEST(WsMask, TakesOffsetsBeyond32Bits) {
  std::string text = "abcdef";
  ws_mask(text, mask_test_key, (std::uint64_t{1} << 40U) + 3, text.data());
  EXPECT_EQ(text, masked_plainly("abcdef", 3));
}

}  // namespace
}  // namespace wiretape::wire
