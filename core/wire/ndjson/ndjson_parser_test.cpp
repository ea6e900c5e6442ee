#include "wiretape/core/wire/ndjson/ndjson_parser.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;
using Lines = std::vector<std::string>;

constexpr std::size_t default_limit = std::size_t{16} << 20;

std::string too_large(std::size_t limit, std::uint64_t offset) {
  return "above " + std::to_string(limit) + " at " + std::to_string(offset);
}

// The lines as text, each before a "|"; at the end what rest() gives, or the error. Each call has its input at fresh
// memory, freed after it, unless that is long.
Lines read_lines(const Pieces& pieces, std::size_t limit = default_limit) {
  NdjsonParser parser(limit);
  Lines lines;
  for (std::string_view rest : pieces) {
    while (!rest.empty()) {
      const bool moved = rest.size() <= 4096;
      const std::vector<char> home(rest.begin(), moved ? rest.end() : rest.begin());
      std::string_view input = moved ? std::string_view(home.data(), home.size()) : rest;
      const NdjsonItem item = parser.next(input);
      rest = rest.substr(rest.size() - input.size());
      if (const auto* line = std::get_if<NdjsonLine>(&item)) lines.push_back(std::string(line->text) + "|");
      if (const auto* error = std::get_if<NdjsonTooLarge>(&item)) {
        EXPECT_EQ(parser.rest(), "");
        lines.push_back(too_large(error->limit, error->offset));
        return lines;
      }
    }
  }
  lines.emplace_back(parser.rest());
  return lines;
}

void expect_lines(std::string_view stream, const Lines& expected, std::size_t limit = default_limit) {
  SCOPED_TRACE(::testing::PrintToString(std::string(stream)));
  EXPECT_EQ(read_lines({stream}, limit), expected) << "whole";
  EXPECT_EQ(read_lines(pieces_of_size(stream, 1), limit), expected) << "byte by byte";
  for (std::size_t first = 1; first < stream.size(); ++first) {
    const Pieces two{stream.substr(0, first), stream.substr(first)};
    EXPECT_EQ(read_lines(two, limit), expected) << "cut at " << first;
    for (std::size_t second = first + 1; second < stream.size(); ++second) {
      const Pieces three{stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)};
      EXPECT_EQ(read_lines(three, limit), expected) << "cut at " << first << " and " << second;
    }
  }
}

TEST(NdjsonParser, SplitsAtLf) {
  expect_lines("", {""});
  expect_lines("{\"a\":1}\n{\"b\":2}\n", {"{\"a\":1}|", "{\"b\":2}|", ""});
}

TEST(NdjsonParser, DropsOneCrBeforeLfAndNoOther) {
  expect_lines("1\r\n2\n", {"1|", "2|", ""});
  expect_lines("1\r2\n3\r\r\n", {"1\r2|", "3\r|", ""});
}

TEST(NdjsonParser, SkipsBlankLines) {
  expect_lines("\n\r\n \t\n1\n\n2\n \r\n", {"1|", "2|", ""});
}

TEST(NdjsonParser, KeepsWhiteSpaceAndBytesInsideALine) {
  expect_lines(" 1 \n\0\n\xFF\n\v\n"sv, {" 1 |", std::string("\0|", 2), "\xFF|", "\v|", ""});
}

TEST(NdjsonParser, TheRestIsTheTextWithoutLineEnd) {
  expect_lines("1\n{\"done\":true}", {"1|", "{\"done\":true}"});
  expect_lines("1\n2\r", {"1|", "2\r"});
  expect_lines("1\n \t\r", {"1|", ""});
  expect_lines("1", {"1"});
}

TEST(NdjsonParser, TheRestCanBeAskedForAndTheLineGoOn) {
  NdjsonParser parser;
  std::string_view input = "12";
  EXPECT_TRUE(std::holds_alternative<NdjsonNeedMore>(parser.next(input)));
  EXPECT_EQ(parser.rest(), "12");
  input = "3\n4";
  EXPECT_EQ(std::get<NdjsonLine>(parser.next(input)).text, "123");
  EXPECT_EQ(parser.rest(), "");
  EXPECT_EQ(input, "4");
}

TEST(NdjsonParser, ALineInOneInputIsNotCopied) {
  const std::string stream = "1\n{\"some\":\"text that no small string could hold\"}\n";
  std::string_view input = stream;
  NdjsonParser parser;
  ASSERT_TRUE(std::holds_alternative<NdjsonLine>(parser.next(input)));
  EXPECT_EQ(std::get<NdjsonLine>(parser.next(input)).text.data(), stream.data() + 2);
}

TEST(NdjsonParser, ALineAtTheCapPassesAndOneAboveDoesNot) {
  expect_lines("1234\n", {"1234|", ""}, 4);
  expect_lines("1234", {"1234"}, 4);
  expect_lines("1\n\n12345\n", {"1|", too_large(4, 3)}, 4);
  expect_lines("1\n12345", {"1|", too_large(4, 2)}, 4);
  expect_lines("123\r\n1234\r\n", {"123|", too_large(4, 5)}, 4);
  expect_lines("     \n", {too_large(4, 0)}, 4);
}

TEST(NdjsonParser, TheErrorStays) {
  NdjsonParser parser(2);
  std::string_view input = "123\n4\n";
  EXPECT_TRUE(std::holds_alternative<NdjsonTooLarge>(parser.next(input)));
  input = "5\n";
  const NdjsonItem again = parser.next(input);
  ASSERT_TRUE(std::holds_alternative<NdjsonTooLarge>(again));
  EXPECT_EQ(std::get<NdjsonTooLarge>(again).limit, 2U);
  EXPECT_EQ(input, "5\n");
}

TEST(NdjsonParser, RandomSplitsOfALongStreamGiveTheSameLines) {
  std::string stream;
  Lines expected;
  for (std::size_t i = 0; i < 500; ++i) {
    const std::string line = "{\"n\":" + std::to_string(i) + ",\"t\":\"" + std::string(i, 'x') + "\"}";
    expected.push_back(line + "|");
    stream += line + (i % 3 == 0 ? "\r\n" : "\n");
  }
  expected.emplace_back();
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(read_lines(random_pieces(stream, seed, 1 + seed * 37)), expected) << "seed " << seed;
  }
}

// Quadratic time would pass CTest's limit.
TEST(NdjsonParser, ALongLineInPiecesOfOneByteIsLinear) {
  const std::string line(std::size_t{8} << 20, 'x');
  EXPECT_EQ(read_lines(pieces_of_size(line + "\n", 1)), (Lines{line + "|", ""}));
}

}  // namespace
}  // namespace wiretape::wire
