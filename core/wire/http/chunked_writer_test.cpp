#include "wiretape/core/wire/http/chunked_writer.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(ChunkedWriter, AppendsSizeInLowerCaseHexAndData) {
  std::string out = "before";
  append_chunk(out, "hello");
  EXPECT_EQ(out, "before5\r\nhello\r\n");
  append_chunk(out, std::string_view("\0\r\n", 3));
  EXPECT_EQ(out, std::string("before5\r\nhello\r\n3\r\n\0\r\n\r\n", 24));
}

TEST(ChunkedWriter, SizesHaveNoLeadingZeros) {
  const struct {
    std::size_t size;
    const char* line;
  } cases[] = {{1, "1\r\n"}, {15, "f\r\n"}, {16, "10\r\n"}, {171, "ab\r\n"}, {65536, "10000\r\n"}};
  for (const auto& [size, line] : cases) {
    const std::string data(size, 'x');
    std::string out;
    append_chunk(out, data);
    EXPECT_EQ(out, line + data + "\r\n");
  }
}

TEST(ChunkedWriter, EmptyDataWouldEndTheBodyAndIsNotWritten) {
  std::string out = "x";
  append_chunk(out, "");
  EXPECT_EQ(out, "x");
}

TEST(ChunkedWriter, LastChunk) {
  EXPECT_EQ(last_chunk, "0\r\n\r\n");
}

}  // namespace
}  // namespace wiretape::wire
