#include "wiretape/core/wire/http/coding/stored_gzip_writer.h"

#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/coding/unpack.h"

namespace wiretape::wire {
namespace {

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
  EXPECT_EQ(std::get<std::string>(unpack(ContentCoding::gzip, packed, 100)), "helloyou");
}

TEST(StoredGzipWriter, PacksNothingAndMuch) {
  for (const std::size_t size : {0, 1, 65'534, 65'535, 65'536, 131'070, 131'071, 1'000'000}) {
    const std::string text(size, 'x');
    std::string packed;
    StoredGzipWriter writer;
    writer.append(packed, text);
    writer.finish(packed);
    EXPECT_TRUE(std::get<std::string>(unpack(ContentCoding::gzip, packed, size)) == text) << size;
  }
}

}  // namespace
}  // namespace wiretape::wire
