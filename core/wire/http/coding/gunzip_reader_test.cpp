#include "wiretape/core/wire/http/coding/gunzip_reader.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/coding/gzip_for_test.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

struct Unpacked {
  std::string text;
  bool is_sound = true;
  bool is_whole = false;
};

Unpacked unpack(std::string_view packed, std::size_t piece_size) {
  GunzipReader reader;
  Unpacked result;
  for (const auto piece : pieces_of_size(packed, piece_size))
    result.is_sound = result.is_sound && reader.unpack(piece, result.text);
  result.is_whole = reader.is_whole();
  return result;
}

TEST(GunzipReader, UnpacksAnySplit) {
  const std::string text = std::string(100'000, 'a') + "and the end";
  const std::string packed = gzip(text);
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, packed.size()}) {
    const auto result = unpack(packed, size);
    EXPECT_TRUE(result.is_sound && result.is_whole) << size;
    EXPECT_EQ(result.text, text) << size;
  }
}

TEST(GunzipReader, GivesWhatHasCome) {
  const std::string packed = gzip("data: one\n\n");
  for (std::size_t length = 0; length < packed.size(); ++length)
    EXPECT_FALSE(unpack(packed.substr(0, length), 3).is_whole) << length;
  EXPECT_EQ(unpack(packed.substr(0, packed.size() - 8), 3).text, "data: one\n\n") << "without checksum and size";
}

TEST(GunzipReader, TakesSeveralMembersAndLeavesWhatIsNone) {
  const std::string two = gzip("one ") + gzip("two");
  for (const auto& behind : {std::string(), std::string("\0\0\0", 3), std::string("x"), std::string("\x1F")}) {
    for (const std::size_t size : {1, 2, 5, 1000}) {
      const auto result = unpack(two + behind, size);
      EXPECT_TRUE(result.is_sound && result.is_whole) << behind.size() << " " << size;
      EXPECT_EQ(result.text, "one two");
    }
  }
}

TEST(GunzipReader, NoticesDamage) {
  std::string packed = gzip("some text that is long enough");
  packed[12] = static_cast<char>(packed[12] ^ 0x7F);
  for (const std::size_t size : {1, 3, 1000})
    EXPECT_FALSE(unpack(packed, size).is_sound);
  EXPECT_FALSE(unpack("no gzip at all", 1).is_sound);
}

}  // namespace
}  // namespace wiretape::wire
