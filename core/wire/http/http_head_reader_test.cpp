#include "wiretape/core/wire/http/http_head_reader.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_readings_for_test.h"

namespace wiretape::wire {
namespace {

struct Reading {
  std::string head;
  std::string rest;  // what the reader left
  std::string error;
  bool begun = false;
};

bool operator==(const Reading& left, const Reading& right) {
  return left.head == right.head && left.rest == right.rest && left.error == right.error && left.begun == right.begun;
}

Reading read(const Pieces& pieces, HttpHeadKind kind = HttpHeadKind::request, std::size_t limit = 1000) {
  Reading reading;
  HttpHeadReader reader(kind, limit);
  bool over = false;
  for (std::string_view piece : pieces) {
    if (!over) {
      auto step = reader.next(piece);
      if (const auto* found = std::get_if<HttpHeadBytes>(&step)) reading.head = found->bytes;
      if (const auto* error = std::get_if<HttpError>(&step)) reading.error = describe(*error);
      over = !std::holds_alternative<HttpHeadNeedMore>(step);
      EXPECT_TRUE(over || piece.empty());
    }
    if (reading.error.empty()) reading.rest += piece;
  }
  if (!over) reading.begun = reader.begun();
  return reading;
}

// Reads `text` whole, byte by byte and at every split in two; all must agree.
Reading head_in_all_ways(std::string_view text, HttpHeadKind kind = HttpHeadKind::request, std::size_t limit = 1000) {
  Reading whole = read({text}, kind, limit);
  EXPECT_EQ(read(pieces_of_size(text, 1), kind, limit), whole) << text;
  for (std::size_t place = 0; place <= text.size(); ++place) {
    EXPECT_EQ(read(cut_at(text, place), kind, limit), whole) << text << " cut at " << place;
  }
  return whole;
}

constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(HttpHeadReader, FindsTheEndOfTheHeadAndLeavesTheRest) {
  const Reading reading = head_in_all_ways(std::string(get) + "body\r\n\r\n");
  EXPECT_EQ(reading.head, get);
  EXPECT_EQ(reading.rest, "body\r\n\r\n");
  EXPECT_EQ(reading.error, "");
}

TEST(HttpHeadReader, SkipsUpToFourEmptyLinesBeforeARequest) {
  EXPECT_EQ(head_in_all_ways("\r\n\r\n\r\n\r\n" + std::string(get)).head, get);
  EXPECT_EQ(head_in_all_ways("\r\n\r\n\r\n\r\n\r\n" + std::string(get)).error,
            "error 400 at 8: too many empty lines before the request line\n");
}

TEST(HttpHeadReader, NoEmptyLineBeforeAResponse) {
  EXPECT_EQ(head_in_all_ways("\r\nHTTP/1.1 200 OK\r\n\r\n", HttpHeadKind::response).error,
            "error 400 at 0: no HTTP version in the start line\n");
}

TEST(HttpHeadReader, BegunMeansMoreThanEmptyLines) {
  EXPECT_FALSE(head_in_all_ways("").begun);
  EXPECT_FALSE(head_in_all_ways("\r").begun);
  EXPECT_FALSE(head_in_all_ways("\r\n").begun);
  EXPECT_FALSE(head_in_all_ways("\r\n\r").begun);
  EXPECT_TRUE(head_in_all_ways("\r\nG").begun);
  EXPECT_TRUE(head_in_all_ways("G").begun);
  EXPECT_TRUE(head_in_all_ways("GET / HTTP/1.1\r\n").begun);
  EXPECT_TRUE(head_in_all_ways("GET / HTTP/1.1\r\n\r").begun);
}

TEST(HttpHeadReader, TheFirstFaultInWireOrderIsReportedWithItsPlace) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"\n", "error 400 at 0: bare LF in the head\n"},
      {"GET / HTTP/1.1\nHost: a\r\n\r\n", "error 400 at 14: bare LF in the head\n"},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", "error 400 at 23: bare LF in the head\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\n", "error 400 at 25: bare LF in the head\n"},
      {"GET / HTTP/1.1\rHost: a\r\n\r\n", "error 400 at 14: bare CR in the request line\n"},
      {"GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", "error 400 at 23: bare CR in a field value\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n", "error 400 at 25: bare CR in a field name\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "error 400 at 23: bare CR in a field value\n"},
      {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", "error 400 at 16: folded line, or white space before a field name\n"},
      {"GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n", "error 400 at 22: folded line, or white space before a field name\n"},
      {"GET / HTTP/2.0\r\nHost : a\r\n\r\n", "error 505 at 6: HTTP version other than 1.0 and 1.1\n"},
      {"\r\nGET / HTTP/1.1\r\nX: y\r\n\r\n", "error 400 at 24: no Host in an HTTP/1.1 request\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "error 400 at 25: Host repeated\n"},
  };
  for (const auto& [text, error] : cases) {
    EXPECT_EQ(head_in_all_ways(text).error, error) << text;
  }
}

TEST(HttpHeadReader, TheLimitCountsTheWholeHead) {
  EXPECT_EQ(head_in_all_ways(get, HttpHeadKind::request, get.size()).head, get);
  EXPECT_EQ(head_in_all_ways(get, HttpHeadKind::request, get.size() - 1).error, "error 431 at 26: head too long\n");
  EXPECT_EQ(head_in_all_ways(get, HttpHeadKind::request, 16).error, "error 431 at 16: head too long\n");
  EXPECT_EQ(head_in_all_ways(get, HttpHeadKind::request, 15).error, "error 414 at 15: request line too long\n");
  EXPECT_EQ(head_in_all_ways("\r\n" + std::string(get), HttpHeadKind::request, get.size() + 1).error,
            "error 431 at 28: head too long\n");
  EXPECT_EQ(head_in_all_ways("HTTP/1.1 200 OK\r\n\r\n", HttpHeadKind::response, 16).error,
            "error 431 at 16: head too long\n");
}

TEST(HttpHeadReader, AFaultBeforeTheLimitBeatsTheLimit) {
  EXPECT_EQ(head_in_all_ways("GET / HTTP/1.1\r\nA : b\r\nC: d\r\n\r\n", HttpHeadKind::request, 26).error,
            "error 400 at 17: white space in a field name or before its colon\n");
}

}  // namespace
}  // namespace wiretape::wire
