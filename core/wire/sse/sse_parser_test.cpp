#include "wiretape/core/wire/sse/sse_parser.h"

#include <malloc.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_items_for_test.h"
#include "wiretape/core/wire/sse/sse_reference_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Items = std::vector<std::string>;
using What = SseTooLarge::What;

constexpr std::string_view bom = "\xEF\xBB\xBF";

// Expects the items of `stream` whole, byte by byte, and cut in two and in three at every place.
void expect_items(std::string_view stream, const Items& expected, SseLimits limits = {}) {
  SCOPED_TRACE(::testing::PrintToString(std::string(stream)));
  EXPECT_EQ(read_items({stream}, limits), expected) << "whole";
  EXPECT_EQ(read_items(pieces_of_size(stream, 1), limits), expected) << "byte by byte";
  for (std::size_t first = 1; first < stream.size(); ++first) {
    const Pieces two{stream.substr(0, first), stream.substr(first)};
    EXPECT_EQ(read_items(two, limits), expected) << "cut at " << first;
    for (std::size_t second = first + 1; second < stream.size(); ++second) {
      const Pieces three{stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)};
      EXPECT_EQ(read_items(three, limits), expected) << "cut at " << first << " and " << second;
    }
  }
}

TEST(SseParser, DispatchesAnEventAtTheBlankLine) {
  expect_items("data: hello\n\n", {event_item("hello")});
  expect_items("data: [DONE]\n\ndata: x\n\n", {event_item("[DONE]"), event_item("x")});
}

TEST(SseParser, NeverDispatchesWhatNoBlankLineFollows) {
  expect_items("data: hello", {});
  expect_items("data: hello\n", {});
  expect_items("data: one\n\ndata: two\n", {event_item("one")});
}

TEST(SseParser, TakesEveryMixtureOfLineEnds) {
  constexpr std::string_view ends[] = {"\n", "\r", "\r\n"};
  for (const std::string_view first : ends) {
    for (const std::string_view second : ends) {
      if (first == "\r" && second == "\n") continue;  // that is one CRLF
      const std::string stream =
          std::string("data: a").append(first).append("data: b").append(first).append(second).append("data: c\n\n");
      expect_items(stream, {event_item("a\nb"), event_item("c")});
    }
  }
}

TEST(SseParser, ABareCrDispatchesBeforeTheNextByteComes) {
  SseParser parser;
  EXPECT_THAT(read_items(parser, {"data: one\r\r"}), ElementsAre(event_item("one")));
  EXPECT_THAT(read_items(parser, {"\n"}), IsEmpty()) << "the LF of the blank line's CRLF";
  EXPECT_THAT(read_items(parser, {"data: two\n", "\n"}), ElementsAre(event_item("two")));
  EXPECT_THAT(read_items(parser, {"data: three\r", "\n", "\r"}), ElementsAre(event_item("three")));
}

TEST(SseParser, OnlyOneLfIsSwallowedAfterACr) {
  expect_items("data: a\r\n\ndata: b\r\n\n", {event_item("a"), event_item("b")});
  expect_items("data: a\r\r\n\ndata: b\n\n", {event_item("a"), event_item("b")});
}

TEST(SseParser, OtherBreaksOfUnicodeEndNoLine) {
  const std::string data = "a\v\f\x1C\xC2\x85\xE2\x80\xA8\xE2\x80\xA9z";
  expect_items("data:" + data + "\n\n", {event_item(data)});
}

TEST(SseParser, DropsOneBomAtTheStart) {
  expect_items(std::string(bom) + "data: a\n\n", {event_item("a")});
  expect_items(std::string(bom) + ":a\n", {comment_item("a")});
  expect_items(std::string(bom) + "\r\ndata: a\n\n", {event_item("a")});
  expect_items(std::string(bom).append(bom) + "data: a\n\ndata: b\n\n", {event_item("b")});
  expect_items("data: a\n\n" + std::string(bom) + "data: b\n\ndata: c\n\n", {event_item("a"), event_item("c")});
}

TEST(SseParser, APartOfABomBelongsToTheFirstLine) {
  expect_items(
      "\xEF\xBB"
      "data: a\n\ndata: b\n\n",
      {event_item("b")});
  expect_items("\xEF\n\ndata: b\n\n", {event_item("b")});
  expect_items("\xEF\xBB\rdata: b\r\r", {event_item("b")});
  expect_items("\xBB\xBF\n\ndata: b\n\n", {event_item("b")});
}

TEST(SseParser, JoinsDataLinesWithLf) {
  expect_items("data: a\ndata: b\ndata: c\n\n", {event_item("a\nb\nc")});
  expect_items("data:\ndata: x\n\n", {event_item("\nx")});
  expect_items("data: x\ndata\n\n", {event_item("x\n")});
}

TEST(SseParser, AnEmptyDataFieldIsAnEventButNoDataFieldIsNone) {
  expect_items("data\n\n", {event_item("")});
  expect_items("data:\n\n", {event_item("")});
  expect_items("data: \n\n", {event_item("")});
  expect_items("\n\n\n", {});
  expect_items("event: ping\n\ndata: x\n\n", {event_item("x")});
}

TEST(SseParser, StripsOneLeadingSpaceAndNothingElse) {
  expect_items("data:  a \n\n", {event_item(" a ")});
  expect_items("data:\ta\n\n", {event_item("\ta")});
  expect_items("data:a: b\n\n", {event_item("a: b")});
}

TEST(SseParser, IgnoresUnknownFields) {
  expect_items("Data: a\n data: b\ndat: c\ndatas: d\ndata : e\nfoo\ndata: f\n\n", {event_item("f")});
}

TEST(SseParser, NamesTheEvent) {
  expect_items("event: a\ndata: x\n\ndata: y\n\n", {event_item("x", "a"), event_item("y")});
  expect_items("event: a\nevent: b\ndata: x\n\n", {event_item("x", "b")});
  expect_items("event: a\nevent\ndata: x\n\n", {event_item("x")});
  expect_items("data: x\nevent: late\n\n", {event_item("x", "late")});
}

TEST(SseParser, CarriesTheIdOnUntilItChanges) {
  expect_items("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
               {event_item("a", "message", "1"), event_item("b", "message", "1"), event_item("c")});
  expect_items("id: 1\n\ndata: a\n\n", {event_item("a", "message", "1")});
}

TEST(SseParser, IgnoresAnIdWithNul) {
  expect_items("id: 1\n\nid: \0\ndata: a\n\nid: b\0c\ndata: b\n\n"sv,
               {event_item("a", "message", "1"), event_item("b", "message", "1")});
}

TEST(SseParser, TheLastEventIdIsThatOfTheLastBlankLine) {
  SseParser parser({}, "before");
  EXPECT_EQ(parser.last_event_id(), "before");
  EXPECT_THAT(read_items(parser, {"data: a\n\n"}), ElementsAre(event_item("a", "message", "before")));
  EXPECT_THAT(read_items(parser, {"id: new\ndata: b\n"}), IsEmpty());
  EXPECT_EQ(parser.last_event_id(), "before");
  EXPECT_THAT(read_items(parser, {"\n"}), ElementsAre(event_item("b", "message", "new")));
  EXPECT_EQ(parser.last_event_id(), "new");
}

TEST(SseParser, ReportsRetryOfDigitsOnly) {
  expect_items("retry: 3000\n", {retry_item(3000)});
  expect_items("retry:03000\n", {retry_item(3000)});
  expect_items("retry: 0\n", {retry_item(0)});
  expect_items("retry\nretry:\nretry: -1\nretry: +1\nretry:  1\nretry: 1 \nretry: 1.5\nretry: 0x1\n", {});
}

TEST(SseParser, RetrySaturates) {
  expect_items("retry: 9223372036854775806\n", {retry_item(9223372036854775806)});
  expect_items("retry: 9223372036854775807\n", {retry_item(9223372036854775807)});
  expect_items("retry: 9223372036854775808\n", {retry_item(9223372036854775807)});
  EXPECT_THAT(read_items({"retry: " + std::string(1000, '9') + "\n"}), ElementsAre(retry_item(9223372036854775807)));
}

TEST(SseParser, KeepsCommentsAsTheyAre) {
  expect_items(": keep-alive\n\n:\n::x\n", {comment_item(" keep-alive"), comment_item(""), comment_item(":x")});
}

TEST(SseParser, ACommentOrRetryInsideAnEventComesFirstAndChangesNothing) {
  expect_items("event: n\ndata: a\n:c\ndata: b\nretry: 5\nid: 7\n\n",
               {comment_item("c"), retry_item(5), event_item("a\nb", "n", "7")});
}

TEST(SseParser, PassesBytesThroughThatAreNotUtf8) {
  expect_items("data: \xFF\xC3\0\x80\n\n"sv, {event_item("\xFF\xC3\0\x80"sv)});
}

TEST(SseParser, ASingleDataLineInOneInputIsNotCopied) {
  const std::string stream = ":\n\nevent: e\ndata: some text that no small string could hold\nid: 1\n\n";
  std::string_view input = stream;
  SseParser parser;
  ASSERT_TRUE(std::holds_alternative<SseComment>(parser.next(input)));
  const SseItem item = parser.next(input);
  ASSERT_TRUE(std::holds_alternative<SseEvent>(item));
  EXPECT_EQ(std::get<SseEvent>(item).data.data(), stream.data() + stream.find("some"));
}

TEST(SseParser, ConsumesUpToTheEndOfTheItem) {
  std::string_view input = "data: a\r\n\r\ndata: b\n\n:c\n\n";
  SseParser parser;
  EXPECT_EQ(describe(parser.next(input)), event_item("a"));
  EXPECT_EQ(parser.consumed(), 11U);
  EXPECT_EQ(input, "data: b\n\n:c\n\n");
  EXPECT_EQ(describe(parser.next(input)), event_item("b"));
  EXPECT_EQ(parser.consumed(), 20U);
  EXPECT_EQ(describe(parser.next(input)), comment_item("c"));
  EXPECT_EQ(input, "\n");
  EXPECT_EQ(describe(parser.next(input)), "need more");
  EXPECT_EQ(parser.consumed(), 24U);
  EXPECT_TRUE(input.empty());
  EXPECT_EQ(describe(parser.next(input)), "need more") << "empty input is no end";
}

TEST(SseParser, CountsABomAsConsumed) {
  std::string_view input = "\xEF\xBB\xBF:a\n";
  SseParser parser;
  EXPECT_EQ(describe(parser.next(input)), comment_item("a"));
  EXPECT_EQ(parser.consumed(), 6U);
}

// A caller with one buffer of fixed size gives each read at the same address, and so its ends too.
TEST(SseParser, TakesNewBytesAtTheSameAddress) {
  std::string buffer(11, ' ');
  SseParser parser;
  Items items;
  for (const std::string_view read : {"data: abc\n\n"sv, "data: d\r\r:x"sv, "yz\rdata: e\r"sv, "\r:\r:\r:\r:\r:\r"sv}) {
    ASSERT_EQ(read.size(), buffer.size());
    buffer.assign(read);
    for (std::string_view input = buffer; !input.empty();) {
      const SseItem item = parser.next(input);
      if (!std::holds_alternative<SseNeedMore>(item)) items.push_back(describe(item));
    }
  }
  EXPECT_THAT(items,
              ElementsAre(event_item("abc"), event_item("d"), comment_item("xyz"), event_item("e"), comment_item(""),
                          comment_item(""), comment_item(""), comment_item(""), comment_item("")));
}

// What was found out about a long input must not be taken for more than the short one that follows it holds.
TEST(SseParser, TakesTheRestOfAnInputInSmallerPieces) {
  const std::string_view stream = "data: a\n\ndata: b\n:c\ndata: d\n\n:e\r:f\r";
  for (std::size_t size = 1; size < stream.size(); ++size) {
    std::string_view input = stream;
    SseParser parser;
    EXPECT_EQ(describe(parser.next(input)), event_item("a"));
    EXPECT_THAT(read_items(parser, pieces_of_size(input, size)),
                ElementsAre(comment_item("c"), event_item("b\nd"), comment_item("e"), comment_item("f")));
  }
}

TEST(SseParser, AMovedParserGoesOn) {
  SseParser first;
  ASSERT_THAT(read_items(first, {"id: 1\nevent: e\ndata: a\ndata"}), IsEmpty());
  SseParser second = std::move(first);
  EXPECT_THAT(read_items(second, {": b\n\n"}), ElementsAre(event_item("a\nb", "e", "1")));
}

// Streams of the grammar's own tokens in random order, against the plain reading of the standard.
TEST(SseParser, RandomStreamsReadAsTheStandardSays) {
  constexpr std::string_view tokens[] = {"data"sv, "data: "sv, "event"sv, "id"sv,   "retry"sv, ":"sv,
                                         ": "sv,   "\n"sv,     "\r"sv,    "\r\n"sv, "\n\n"sv,  "\r\r"sv,
                                         " "sv,    "7"sv,      "x:y"sv,   "\0"sv,   bom};
  SplitMix random(2024);
  std::size_t with_events = 0;
  for (std::uint64_t round = 0; round < 3000; ++round) {
    std::string stream;
    for (std::uint64_t left = random.next() % 60; left > 0; --left)
      stream += tokens[random.next() % std::size(tokens)];
    const Items expected = reference_items(stream);
    SCOPED_TRACE(::testing::PrintToString(stream));
    ASSERT_EQ(read_items({stream}), expected);
    ASSERT_EQ(read_items(pieces_of_size(stream, 1)), expected);
    ASSERT_EQ(read_items(random_pieces(stream, round, 12)), expected);
    if (std::string_view(expected.empty() ? "" : expected.back()).starts_with("event ")) ++with_events;
  }
  EXPECT_GT(with_events, 300U) << "the streams say too little";
}

TEST(SseLimits, ALineAtTheCapPassesAndOneAboveDoesNot) {
  const SseLimits limits{.line = 8, .event = 100};
  expect_items("data: ab\n\n", {event_item("ab")}, limits);
  expect_items("data: ab\r\n\r\n", {event_item("ab")}, limits);
  expect_items("data: abc\n\n", {too_large_item(What::line, 8, 0)}, limits);
  expect_items("data: ab\n\nunknown: x\n", {event_item("ab"), too_large_item(What::line, 8, 10)}, limits);
  expect_items(std::string(bom) + "data: ab\n\n", {event_item("ab")}, limits);
  expect_items(std::string(bom) + "data: abc\n\n", {too_large_item(What::line, 8, 3)}, limits);
}

TEST(SseLimits, ALineAboveTheCapIsReportedBeforeItsEnd) {
  expect_items("\ndata: abc", {too_large_item(What::line, 8, 1)}, {.line = 8, .event = 100});
  expect_items("\xEF\xBBx", {too_large_item(What::line, 1, 0)}, {.line = 1, .event = 1});
}

TEST(SseLimits, DataAtTheCapPassesAndOneByteAboveDoesNot) {
  const SseLimits limits{.line = 100, .event = 4};
  expect_items("data: abcd\n\n", {event_item("abcd")}, limits);
  expect_items("data: abcde\n\n", {too_large_item(What::event, 4, 0)}, limits);
  expect_items("data: a\ndata: bc\n\n", {event_item("a\nbc")}, limits);
  expect_items("data: a\ndata: bcd\n\n", {too_large_item(What::event, 4, 0)}, limits);
  expect_items("data: a\n\nid: 1\ndata: bcd\ndata\ndata\n\n", {event_item("a"), too_large_item(What::event, 4, 15)},
               limits);
}

TEST(SseLimits, TheErrorStays) {
  SseParser parser({.line = 4, .event = 4});
  std::string_view input = "data: a\n\n";
  const std::string error = too_large_item(What::line, 4, 0);
  EXPECT_EQ(describe(parser.next(input)), error);
  input = "\n\n:x\n";
  EXPECT_EQ(describe(parser.next(input)), error);
  EXPECT_EQ(input, "\n\n:x\n");
  input = {};
  EXPECT_EQ(describe(parser.next(input)), error);
}

TEST(SseLimits, ACommentAboveTheCapIsTruncatedNotRefused) {
  const SseLimits limits{.line = 4, .event = 4};
  expect_items(":abc\n:abcd\r\n:\n\n", {comment_item("abc"), truncated_item("abc"), comment_item("")}, limits);
  expect_items(":data: a\ndata\n\n", {truncated_item("dat"), event_item("")}, limits);
  expect_items(":abcdefgh", {}, limits);
}

TEST(SseLimits, ACapOfZeroStillTellsCommentsFromLines) {
  expect_items(":abc\n\n", {truncated_item("")}, {.line = 0, .event = 0});
  expect_items("\n:\na", {truncated_item(""), too_large_item(What::line, 0, 3)}, {.line = 0, .event = 0});
  expect_items("data\n\n", {event_item("")}, {.line = 4, .event = 0});
  expect_items("data\ndata\n", {too_large_item(What::event, 0, 0)}, {.line = 4, .event = 0});
}

TEST(SseLimits, ACommentWithoutEndHoldsNoMoreThanTheCap) {
  const auto allocated = [] {
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
  };
  SseParser parser({.line = 1024, .event = 1024});
  const std::string piece(std::size_t{64} << 10, ':');
  const std::size_t before = allocated();
  for (int i = 0; i < 1024; ++i) {
    std::string_view input = piece;
    ASSERT_TRUE(std::holds_alternative<SseNeedMore>(parser.next(input)));
  }
  EXPECT_LT(allocated(), before + 65536);
  EXPECT_THAT(read_items(parser, {"\ndata: ok\n\n"}),
              ElementsAre(truncated_item(std::string(1023, ':')), event_item("ok")));
}

}  // namespace
}  // namespace wiretape::wire
