#include "wiretape/core/wire/http/coding/unpack.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/coding/gzip_for_test.h"
#include "wiretape/core/wire/http/coding/packed_for_test.h"

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
  auto result = unpack(ContentCoding::gzip, packed, limit);
  EXPECT_TRUE(std::holds_alternative<std::string>(result));
  return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "";
}

TEST(UnpackGzip, UnpacksWhatWasPacked) {
  for (const std::size_t size : {0, 1, 100, 16383, 16384, 16385, 200000}) {
    const std::string text = noise(size);
    EXPECT_EQ(unpacked(gzip(text)), text) << size;
    const std::string same(size, 'a');
    EXPECT_EQ(unpacked(gzip(same)), same) << size;
  }
}

TEST(UnpackGzip, SeveralMembersAreOneText) {
  EXPECT_EQ(unpacked(gzip("one ") + gzip("") + gzip("two")), "one two");
}

TEST(UnpackGzip, TheLimitIsExact) {
  for (const std::size_t size : {1, 1000, 16384, 32768, 100000}) {
    const std::string packed = gzip(std::string(size, 'a'));
    EXPECT_EQ(unpacked(packed, size).size(), size);
    const auto result = unpack(ContentCoding::gzip, packed, size - 1);
    ASSERT_TRUE(std::holds_alternative<UnpackTooLarge>(result)) << size;
    EXPECT_EQ(std::get<UnpackTooLarge>(result).limit, size - 1);
  }
  EXPECT_EQ(unpacked(gzip("abc"), SIZE_MAX), "abc");
  EXPECT_EQ(unpacked(gzip(""), 0), "");
}

TEST(UnpackGzip, TheLimitHoldsOverAllMembers) {
  const std::string packed = gzip("12345") + gzip("67890");
  EXPECT_EQ(unpacked(packed, 10), "1234567890");
  EXPECT_TRUE(std::holds_alternative<UnpackTooLarge>(unpack(ContentCoding::gzip, packed, 9)));
}

TEST(UnpackGzip, ABombStopsAtTheLimit) {
  const std::string packed = gzip(std::string(std::size_t{32} << 20, '\0'));
  EXPECT_LT(packed.size(), 40000U);
  EXPECT_TRUE(std::holds_alternative<UnpackTooLarge>(unpack(ContentCoding::gzip, packed, 100000)));
}

TEST(UnpackGzip, EveryPrefixIsBroken) {
  const std::string packed = gzip("a text that is cut short");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const auto result = unpack(ContentCoding::gzip, packed.substr(0, size), large);
    ASSERT_TRUE(std::holds_alternative<UnpackDamaged>(result)) << size;
    EXPECT_EQ(std::get<UnpackDamaged>(result).offset, size);
  }
}

TEST(UnpackGzip, DamageIsFoundWithItsPlace) {
  const std::string packed = gzip("a text with a check sum");
  for (std::size_t place = packed.size() - 8; place < packed.size(); ++place) {
    std::string damaged = packed;
    damaged[place] = static_cast<char>(damaged[place] ^ 1);
    const auto result = unpack(ContentCoding::gzip, damaged, large);
    ASSERT_TRUE(std::holds_alternative<UnpackDamaged>(result)) << place;
    EXPECT_GE(std::get<UnpackDamaged>(result).offset, packed.size() - 8);
  }
}

TEST(UnpackGzip, OtherFormatsAndTrailingBytesAreBroken) {
  EXPECT_TRUE(std::holds_alternative<UnpackDamaged>(unpack(ContentCoding::gzip, R"({"plain": "json"})", large)));
  EXPECT_TRUE(std::holds_alternative<UnpackDamaged>(
      unpack(ContentCoding::gzip, "\x78\x9c\x03\x00\x00\x00\x00\x01", large)));  // zlib wrapper
  EXPECT_TRUE(std::holds_alternative<UnpackDamaged>(unpack(ContentCoding::gzip, gzip("x") + "trailing", large)));
  EXPECT_TRUE(
      std::holds_alternative<UnpackDamaged>(unpack(ContentCoding::gzip, gzip("x") + std::string(1, '\0'), large)));
}

TEST(Unpack, EveryCodingGivesWhatWasPacked) {
  for (const Packing& packing : packings()) {
    for (const std::size_t size : {0, 1, 100, 16383, 16384, 16385, 200000, 1000000}) {
      const std::string text = noise(size) + std::string(size, 'a');
      const auto result = unpack(packing.coding, packing.pack(text), large);
      ASSERT_TRUE(std::holds_alternative<std::string>(result)) << packing.name << " " << size;
      EXPECT_TRUE(std::get<std::string>(result) == text) << packing.name << " " << size;
    }
  }
}

TEST(Unpack, TheLimitIsExactForEveryCoding) {
  for (const Packing& packing : packings()) {
    for (const std::size_t size : {1, 1000, 16384, 32768, 300000}) {
      const std::string packed = packing.pack(std::string(size, 'a'));
      EXPECT_EQ(std::get<std::string>(unpack(packing.coding, packed, size)).size(), size) << packing.name;
      const auto result = unpack(packing.coding, packed, size - 1);
      ASSERT_TRUE(std::holds_alternative<UnpackTooLarge>(result)) << packing.name << " " << size;
      EXPECT_EQ(std::get<UnpackTooLarge>(result).limit, size - 1);
    }
  }
}

TEST(Unpack, EveryPrefixIsDamagedInEveryCoding) {
  for (const Packing& packing : packings()) {
    const std::string packed = packing.pack("a text that is cut short, and short is it cut");
    for (std::size_t size = 0; size < packed.size(); ++size) {
      const auto result = unpack(packing.coding, packed.substr(0, size), large);
      ASSERT_TRUE(std::holds_alternative<UnpackDamaged>(result)) << packing.name << " " << size;
      EXPECT_LE(std::get<UnpackDamaged>(result).offset, size);
    }
  }
}

TEST(Unpack, OtherFormatsAndTrailingBytesAreDamagedInEveryCoding) {
  for (const Packing& packing : packings()) {
    const auto is_damaged = [&](const std::string& packed) {
      return std::holds_alternative<UnpackDamaged>(unpack(packing.coding, packed, large));
    };
    EXPECT_TRUE(is_damaged(R"({"plain": "json"})")) << packing.name;
    EXPECT_TRUE(is_damaged(packing.pack("x") + "trailing")) << packing.name;
    EXPECT_TRUE(is_damaged(std::string(1000, '\xff'))) << packing.name;
  }
}

TEST(Unpack, SeveralFramesOfZstdAreOneText) {
  const std::string skippable("\x50\x2a\x4d\x18\2\0\0\0no", 10);
  const std::string packed = zstd("one ") + skippable + zstd("") + zstd("two");
  EXPECT_EQ(std::get<std::string>(unpack(ContentCoding::zstd, packed, large)), "one two");
  EXPECT_TRUE(std::holds_alternative<UnpackTooLarge>(unpack(ContentCoding::zstd, packed, 6)));
}

TEST(Unpack, DamageOfZstdIsFoundInItsBlock) {
  std::string packed = zstd(noise(1'000'000));
  packed.back() = static_cast<char>(packed.back() ^ 1);  // of the checksum
  const auto result = unpack(ContentCoding::zstd, packed, large);
  ASSERT_TRUE(std::holds_alternative<UnpackDamaged>(result));
  EXPECT_EQ(std::get<UnpackDamaged>(result).offset, packed.size() - 4);
}

TEST(Unpack, AZstdWindowAboveEightMebibytesIsRefused) {
  // A frame's header with a window of 8 and of 16 MiB, and a last, empty block.
  const std::string eight("\x28\xb5\x2f\xfd\x00\x68\x01\0\0", 9);
  const std::string sixteen("\x28\xb5\x2f\xfd\x00\x70\x01\0\0", 9);
  EXPECT_EQ(std::get<std::string>(unpack(ContentCoding::zstd, eight, 10)), "");
  EXPECT_TRUE(std::holds_alternative<UnpackDamaged>(unpack(ContentCoding::zstd, sixteen, 10)));
}

TEST(ContentCoding, IsKnownByItsNames) {
  for (const auto coding : {ContentCoding::gzip, ContentCoding::deflate, ContentCoding::br, ContentCoding::zstd})
    EXPECT_EQ(content_coding(name_of(coding)), coding);
  EXPECT_EQ(content_coding("X-GZip"), ContentCoding::gzip);
  EXPECT_EQ(name_of(ContentCoding::gzip), "gzip");
  for (const auto* const other : {"identity", "", "compress", "gzip ", "dcz"})
    EXPECT_EQ(content_coding(other), std::nullopt) << other;
}

}  // namespace
}  // namespace wiretape::wire
