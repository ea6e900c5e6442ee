#include "wiretape/core/wire/http/gzip.h"

#include <cstdint>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/gzip_for_test.h"

namespace wiretape::wire {
namespace {

constexpr std::size_t large = std::size_t{1} << 30;

// Text that does not compress well, from a seed.
std::string noise(std::size_t size) {
  std::string text;
  std::uint32_t state = 7;
  while (text.size() < size) {
    state = state * 1664525U + 1013904223U;
    text += static_cast<char>(state >> 24);
  }
  return text;
}

std::string unpacked(std::string_view packed, std::size_t limit = large) {
  auto result = gunzip(packed, limit);
  EXPECT_TRUE(std::holds_alternative<std::string>(result));
  return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "";
}

TEST(Gzip, UnpacksWhatWasPacked) {
  for (const std::size_t size : {0, 1, 100, 16383, 16384, 16385, 200000}) {
    const std::string text = noise(size);
    EXPECT_EQ(unpacked(gzip(text)), text) << size;
    const std::string same(size, 'a');
    EXPECT_EQ(unpacked(gzip(same)), same) << size;
  }
}

TEST(Gzip, SeveralMembersAreOneText) {
  EXPECT_EQ(unpacked(gzip("one ") + gzip("") + gzip("two")), "one two");
}

TEST(Gzip, TheLimitIsExact) {
  for (const std::size_t size : {1, 1000, 16384, 32768, 100000}) {
    const std::string packed = gzip(std::string(size, 'a'));
    EXPECT_EQ(unpacked(packed, size).size(), size);
    const auto result = gunzip(packed, size - 1);
    ASSERT_TRUE(std::holds_alternative<GzipTooLarge>(result)) << size;
    EXPECT_EQ(std::get<GzipTooLarge>(result).limit, size - 1);
  }
  EXPECT_EQ(unpacked(gzip("abc"), SIZE_MAX), "abc");
  EXPECT_EQ(unpacked(gzip(""), 0), "");
}

TEST(Gzip, TheLimitHoldsOverAllMembers) {
  const std::string packed = gzip("12345") + gzip("67890");
  EXPECT_EQ(unpacked(packed, 10), "1234567890");
  EXPECT_TRUE(std::holds_alternative<GzipTooLarge>(gunzip(packed, 9)));
}

TEST(Gzip, ABombStopsAtTheLimit) {
  const std::string packed = gzip(std::string(std::size_t{32} << 20, '\0'));
  EXPECT_LT(packed.size(), 40000U);
  EXPECT_TRUE(std::holds_alternative<GzipTooLarge>(gunzip(packed, 100000)));
}

TEST(Gzip, EveryPrefixIsBroken) {
  const std::string packed = gzip("a text that is cut short");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const auto result = gunzip(packed.substr(0, size), large);
    ASSERT_TRUE(std::holds_alternative<GzipBroken>(result)) << size;
    EXPECT_EQ(std::get<GzipBroken>(result).offset, size);
  }
}

TEST(Gzip, DamageIsFoundWithItsPlace) {
  const std::string packed = gzip("a text with a check sum");
  for (std::size_t place = packed.size() - 8; place < packed.size(); ++place) {
    std::string damaged = packed;
    damaged[place] = static_cast<char>(damaged[place] ^ 1);
    const auto result = gunzip(damaged, large);
    ASSERT_TRUE(std::holds_alternative<GzipBroken>(result)) << place;
    EXPECT_GE(std::get<GzipBroken>(result).offset, packed.size() - 8);
  }
}

TEST(Gzip, OtherFormatsAndTrailingBytesAreBroken) {
  EXPECT_TRUE(std::holds_alternative<GzipBroken>(gunzip(R"({"plain": "json"})", large)));
  EXPECT_TRUE(std::holds_alternative<GzipBroken>(gunzip("\x78\x9c\x03\x00\x00\x00\x00\x01", large)));  // zlib wrapper
  EXPECT_TRUE(std::holds_alternative<GzipBroken>(gunzip(gzip("x") + "trailing", large)));
  EXPECT_TRUE(std::holds_alternative<GzipBroken>(gunzip(gzip("x") + std::string(1, '\0'), large)));
}

TEST(StoredGzipWriter, WritesTheSameBytesEverywhere) {
  std::string packed;
  StoredGzipWriter writer;
  writer.append(packed, "hello");
  writer.append(packed, "");
  writer.append(packed, "you");
  writer.finish(packed);
  const std::string_view expected(
      "\x1f\x8b\x08\0\0\0\0\0\0\xff"
      "\0\5\0\xfa\xffhello"
      "\0\3\0\xfc\xffyou"
      "\1\0\0\xff\xff"
      "\x19\x14\x39\x66\x08\0\0\0",
      10 + 10 + 8 + 5 + 8);
  EXPECT_EQ(packed, expected);
  EXPECT_EQ(std::get<std::string>(gunzip(packed, 100)), "helloyou");
}

TEST(StoredGzipWriter, PacksNothingAndMuch) {
  for (const std::size_t size : {0, 1, 65'534, 65'535, 65'536, 131'070, 131'071, 1'000'000}) {
    const std::string text(size, 'x');
    std::string packed;
    StoredGzipWriter writer;
    writer.append(packed, text);
    writer.finish(packed);
    EXPECT_TRUE(std::get<std::string>(gunzip(packed, size)) == text) << size;
  }
}

}  // namespace
}  // namespace wiretape::wire
