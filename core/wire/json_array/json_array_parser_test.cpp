#include "wiretape/core/wire/json_array/json_array_parser.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

using Elements = std::vector<std::string>;

// The elements, then what is open in angle brackets, then whether the array has ended; or the error.
Elements read_elements(const Pieces& pieces, std::size_t limit = std::size_t{16} << 20) {
  JsonArrayParser parser(limit);
  Elements elements;
  for (const std::string_view piece : pieces) {
    const std::string home(piece);
    std::string_view input = home;
    while (true) {
      const JsonArrayItem item = parser.next(input);
      if (std::holds_alternative<JsonArrayNeedMore>(item)) break;
      if (const auto* error = std::get_if<JsonArrayTooLarge>(&item)) {
        EXPECT_EQ(parser.rest(), "");
        elements.push_back("above " + std::to_string(error->limit) + " at " + std::to_string(error->offset));
        return elements;
      }
      elements.emplace_back(std::get<JsonArrayElement>(item).text);
    }
  }
  if (!parser.rest().empty()) elements.push_back("<" + std::string(parser.rest()) + ">");
  elements.emplace_back(parser.is_closed() ? "closed" : "open");
  return elements;
}

void expect_elements(std::string_view body, const Elements& expected, std::size_t limit = std::size_t{16} << 20) {
  SCOPED_TRACE(::testing::PrintToString(std::string(body)));
  EXPECT_EQ(read_elements({body}, limit), expected) << "whole";
  EXPECT_EQ(read_elements(pieces_of_size(body, 1), limit), expected) << "byte by byte";
  for (std::size_t first = 1; first < body.size(); ++first) {
    for (std::size_t second = first; second < body.size(); ++second) {
      const Pieces three{body.substr(0, first), body.substr(first, second - first), body.substr(second)};
      EXPECT_EQ(read_elements(three, limit), expected) << "cut at " << first << " and " << second;
    }
  }
}

TEST(JsonArrayParser, GivesEachElementAsItCompletes) {
  expect_elements("[{\"a\":1}\n,\r\n{\n  \"b\": [2]\n}\n]", {"{\"a\":1}", "{\n  \"b\": [2]\n}", "closed"});
  expect_elements("\xEF\xBB\xBF [ ] \n", {"closed"});
}

TEST(JsonArrayParser, LooksIntoStringsForTheirEndsOnly) {
  expect_elements(R"([{"a":"]}\"{\\"},"x,]\\",[["}"]]])", {R"({"a":"]}\"{\\"})", R"("x,]\\")", R"([["}"]])", "closed"});
}

TEST(JsonArrayParser, TakesWordsUpToWhatParts) {
  expect_elements("[1,true ,nu\nll]", {"1", "true", "nu", "ll", "closed"});
}

TEST(JsonArrayParser, IsOpenUntilTheBracket) {
  for (const char* body : {"", "[", "[\n", "["})
    expect_elements(body, {"open"});
  expect_elements("[{}", {"{}", "open"});
  expect_elements("[{},", {"{}", "open"});
  expect_elements("[{},{\"a\":\"]", {"{}", "<{\"a\":\"]>", "open"});
  expect_elements("[12", {"<12>", "open"});
}

TEST(JsonArrayParser, HandsOutWhatIsNoArray) {
  expect_elements("{\"error\":1}", {"{\"error\":1}", "open"});
  expect_elements("[{}]x ", {"{}", "x", "open"});
  expect_elements("[{}}]", {"{}", "}", "closed"});
}

TEST(JsonArrayParser, AnElementAtTheCapPassesAndOneAboveDoesNot) {
  expect_elements("[{\"\":1},[]]", {"{\"\":1}", "[]", "closed"}, 6);
  expect_elements("[1, {\"\":12}]", {"1", "above 6 at 4"}, 6);
  expect_elements("[1, {\"\":123", {"1", "above 6 at 4"}, 6);
}

TEST(JsonArrayParser, AnElementInOneInputIsNotCopied) {
  const std::string body = "[1,{\"some\":\"text that no small string could hold\"}]";
  std::string_view input = body;
  JsonArrayParser parser;
  ASSERT_TRUE(std::holds_alternative<JsonArrayElement>(parser.next(input)));
  EXPECT_EQ(std::get<JsonArrayElement>(parser.next(input)).text.data(), body.data() + 3);
}

// Quadratic time would pass CTest's limit.
TEST(JsonArrayParser, ALongElementInPiecesOfOneByteIsLinear) {
  const std::string text = '"' + std::string(std::size_t{8} << 20, 'x') + '"';
  EXPECT_EQ(read_elements(pieces_of_size("[" + text + "]", 1)), (Elements{text, "closed"}));
}

}  // namespace
}  // namespace wiretape::wire
