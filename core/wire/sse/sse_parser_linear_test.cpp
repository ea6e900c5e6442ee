// That the parser's time grows with its input and no faster, whatever the input.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_items_for_test.h"

namespace wiretape::wire {
namespace {

using ::testing::IsEmpty;
using Items = std::vector<std::string>;

// Each of these takes well under a second in linear time and many minutes in quadratic time, past CTest's limit.
class SseParserLinear : public ::testing::Test {
 protected:
  static constexpr std::size_t size = std::size_t{8} << 20;
};

std::string repeat(std::string_view text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i)
    all += text;
  return all;
}

TEST_F(SseParserLinear, ALineInPiecesOfOneByte) {
  const std::string data(size, 'a');
  EXPECT_EQ(read_items(pieces_of_size("data:" + data + "\n\n", 1)), Items{event_item(data)});
}

TEST_F(SseParserLinear, NothingButCr) {
  EXPECT_THAT(read_items({std::string(size, '\r')}), IsEmpty());
}

TEST_F(SseParserLinear, NothingButLf) {
  EXPECT_THAT(read_items({std::string(size, '\n')}), IsEmpty());
}

TEST_F(SseParserLinear, CrAndLfInTurn) {
  EXPECT_THAT(read_items({repeat("\r\n", size / 2)}), IsEmpty());
}

TEST_F(SseParserLinear, ManyLfBeforeOneCr) {
  EXPECT_THAT(read_items({std::string(size, '\n') + "\r"}), IsEmpty());
}

TEST_F(SseParserLinear, ManyDataLines) {
  std::string data = repeat("x\n", size / 8);
  data.pop_back();
  EXPECT_EQ(read_items({repeat("data: x\n", size / 8) + "\n"}), Items{event_item(data)});
}

TEST_F(SseParserLinear, ManyCommentsInsideAnEvent) {
  // The event's data is kept, not copied, from comment to comment.
  const std::string data(size / 2, 'x');
  const auto items = read_items({"data: " + data + "\n" + repeat(":\n", size / 16) + "\n"});
  ASSERT_EQ(items.size(), size / 16 + 1);
  EXPECT_EQ(items.back(), event_item(data));
}

}  // namespace
}  // namespace wiretape::wire
