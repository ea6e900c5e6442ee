#include "wiretape/core/wire/http/http_response_reader.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_readings_for_test.h"

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;

// Reads `text` whole, byte by byte, at every split in two and at random splits; all must give the same.
ResponseReading response_in_all_ways(std::string_view text, HttpLimits limits = {}, bool head_request = false) {
  ResponseReading whole = read_response({text}, limits, head_request);
  EXPECT_EQ(read_response(pieces_of_size(text, 1), limits, head_request).text, whole.text) << text;
  for (std::size_t place = 0; place <= text.size(); ++place) {
    EXPECT_EQ(read_response(cut_at(text, place), limits, head_request).text, whole.text) << text << " cut at " << place;
  }
  for (unsigned seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(read_response(random_pieces(text, seed, 30), limits, head_request).text, whole.text) << text;
  }
  return whole;
}

constexpr std::string_view chunked_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(HttpResponseReader, HeadAndBodyOfKnownLength) {
  const auto reading = response_in_all_ways("HTTP/1.1 404 Not Found\r\nA: b\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(reading.head.status, 404);
  EXPECT_EQ(reading.head.reason, "Not Found");
  EXPECT_THAT(reading.head.fields, ElementsAre(HttpField{"A", "b"}, HttpField{"Content-Length", "5"}));
  EXPECT_EQ(reading.framing.kind, HttpFraming::Kind::content_length);
  EXPECT_EQ(reading.framing.length, 5U);
  EXPECT_EQ(reading.body, "hello");
  EXPECT_TRUE(reading.complete);
}

TEST(HttpResponseReader, ChunkedBodyWithTrailers) {
  const auto reading =
      response_in_all_ways(std::string(chunked_head) + "5\r\nhello\r\n6;x\r\n world\r\n0\r\nT: u\r\n\r\n");
  EXPECT_EQ(reading.framing.kind, HttpFraming::Kind::chunked);
  EXPECT_EQ(reading.body, "hello world");
  EXPECT_THAT(reading.trailers, ElementsAre(HttpField{"T", "u"}));
  EXPECT_TRUE(reading.complete);
}

TEST(HttpResponseReader, BodyToTheClose) {
  const auto reading = response_in_all_ways("HTTP/1.0 200\r\n\r\nall\r\n\r\nthe rest");
  EXPECT_EQ(reading.framing.kind, HttpFraming::Kind::until_close);
  EXPECT_EQ(reading.body, "all\r\n\r\nthe rest");
  EXPECT_FALSE(reading.complete);
  EXPECT_EQ(reading.ending, Ending::closed);
}

TEST(HttpResponseReader, StatusesWithoutBody) {
  for (const std::string_view status : {"204 No Content", "304 Not Modified", "101 Switching Protocols"}) {
    for (const std::string_view field : {"", "Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"}) {
      const std::string head = std::string("HTTP/1.1 ").append(status).append("\r\n").append(field).append("\r\n");
      const auto reading = response_in_all_ways(head + "next");
      EXPECT_EQ(reading.framing.kind, HttpFraming::Kind::none) << head;
      EXPECT_EQ(reading.body, "") << head;
      EXPECT_TRUE(reading.complete) << head;
      EXPECT_EQ(reading.consumed, head.size());
    }
  }
}

TEST(HttpResponseReader, TheAnswerToHeadHasNoBody) {
  const auto reading = response_in_all_ways("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", {}, true);
  EXPECT_EQ(reading.framing.kind, HttpFraming::Kind::none);
  EXPECT_TRUE(reading.complete);
  EXPECT_EQ(reading.ending, Ending::complete);
}

TEST(HttpResponseReader, InformationalResponsesAreSkipped) {
  const std::string informational = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n";
  const std::string final = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  const auto reading = response_in_all_ways(informational + final);
  EXPECT_EQ(reading.head.status, 200);
  EXPECT_THAT(reading.head.fields, ElementsAre(HttpField{"Content-Length", "2"}));
  EXPECT_EQ(reading.body, "hi");
  EXPECT_EQ(reading.consumed, informational.size() + final.size());
}

TEST(HttpResponseReader, WhatFollowsTheResponseIsLeft) {
  for (const std::string& text :
       {std::string(chunked_head) + "1\r\nx\r\n0\r\n\r\n", std::string("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")}) {
    const auto reading = response_in_all_ways(text + "HTTP/1.1 500 Next\r\n\r\n");
    EXPECT_TRUE(reading.complete);
    EXPECT_EQ(reading.ending, Ending::complete);
    EXPECT_EQ(reading.consumed, text.size());
  }
}

TEST(HttpResponseReader, BodyBytesAreViewsIntoTheInput) {
  const std::string text = std::string(chunked_head) + "3\r\nabc\r\n";
  HttpResponseReader reader;
  std::string_view input = text;
  ASSERT_TRUE(std::holds_alternative<HttpResponseHeadDone>(reader.next(input)));
  const auto step = reader.next(input);
  ASSERT_TRUE(std::holds_alternative<HttpBodyBytes>(step));
  EXPECT_EQ(std::get<HttpBodyBytes>(step).bytes.data(), text.data() + chunked_head.size() + 3);
}

// Bytes, and what a FIN after any one of them means.
struct Stretch {
  std::string_view bytes;
  Ending ending;
};

// Feeds the stretches whole and byte by byte up to each byte, and compares the Ending there.
void expect_endings(const std::vector<Stretch>& stretches, bool head_request = false) {
  std::string text;
  EXPECT_EQ(HttpResponseReader().ending_at_fin(), Ending::cut_in_head);
  for (const auto& [bytes, ending] : stretches) {
    for (const char byte : bytes) {
      text += byte;
      EXPECT_EQ(to_string(read_response({text}, {}, head_request).ending), to_string(ending)) << text;
      EXPECT_EQ(to_string(read_response(pieces_of_size(text, 1), {}, head_request).ending), to_string(ending)) << text;
    }
  }
  response_in_all_ways(text, {}, head_request);
}

TEST(HttpResponseReader, EndingAtEachByteOfAChunkedResponse) {
  expect_endings({
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r", Ending::cut_in_head},
      {"\n", Ending::cut_between_chunks},
      {"5\r", Ending::cut_in_size_line},
      {"\nhell", Ending::cut_in_data},
      {"o\r", Ending::cut_before_crlf},
      {"\n", Ending::cut_between_chunks},
      {"00A;name;a=b;c=\"d\\\" e\"\r", Ending::cut_in_size_line},
      {"\n012345678", Ending::cut_in_data},
      {"9\r", Ending::cut_before_crlf},
      {"\n", Ending::cut_between_chunks},
      {"0;last\r", Ending::cut_in_size_line},
      {"\nT: u\r\nV: w\r\n\r", Ending::cut_in_trailers},
      {"\nHTTP/1.1", Ending::complete},
  });
}

TEST(HttpResponseReader, EndingAtEachByteOfAChunkedResponseWithoutTrailers) {
  expect_endings({
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r", Ending::cut_in_head},
      {"\n", Ending::cut_between_chunks},
      {"1\r", Ending::cut_in_size_line},
      {"\n", Ending::cut_in_data},
      {"\r\r", Ending::cut_before_crlf},
      {"\n", Ending::cut_between_chunks},
      {"0\r", Ending::cut_in_size_line},
      {"\n\r", Ending::cut_in_trailers},
      {"\n", Ending::complete},
  });
}

TEST(HttpResponseReader, EndingAtEachByteWithContentLength) {
  expect_endings({
      {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r", Ending::cut_in_head},
      {"\nabc", Ending::short_content_length},
      {"dnext", Ending::complete},
  });
  expect_endings({
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r", Ending::cut_in_head},
      {"\n", Ending::complete},
  });
}

TEST(HttpResponseReader, EndingAtEachByteWhereCloseIsTheFraming) {
  expect_endings({
      {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r", Ending::cut_in_head},
      {"\nany bytes\r\n", Ending::closed},
  });
}

TEST(HttpResponseReader, EndingAtEachByteWithoutBody) {
  expect_endings({{"HTTP/1.1 204 No Content\r\n\r", Ending::cut_in_head}, {"\nx", Ending::complete}});
  expect_endings(
      {{"HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 101 Up\r\n\r", Ending::cut_in_head}, {"\n\x81", Ending::complete}});
  expect_endings({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r", Ending::cut_in_head}, {"\n", Ending::complete}}, true);
}

TEST(HttpResponseReader, EndingAtEachByteUpToAFault) {
  expect_endings({
      {"HTTP/1.1 200 OK\r\nBad Name: x\r", Ending::cut_in_head},
      {"\nmore", Ending::malformed},
  });
  expect_endings({
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r", Ending::cut_in_head},
      {"\n", Ending::cut_between_chunks},
      {"2\r", Ending::cut_in_size_line},
      {"\na", Ending::cut_in_data},
      {"b", Ending::cut_before_crlf},
      {"c\r\n0\r\n\r\n", Ending::malformed},
  });
}

TEST(HttpResponseReader, FaultsAreErrorsWithTheirPlace) {
  const std::string chunked(chunked_head);
  const std::pair<std::string, std::string> cases[] = {
      {"HTTP/2 200\r\n\r\n", "error 400 at 0: no HTTP version in the start line\n"},
      {"\r\nHTTP/1.1 200 OK\r\n\r\n", "error 400 at 0: no HTTP version in the start line\n"},
      {"HTTP/1.1 200 OK\nA: b\n\n", "error 400 at 15: bare LF in the head\n"},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2 OK\r\n\r\n",
       "error 400 at 33: status isn't three digits from 100 up between single spaces\n"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
       "error 400 at 64: Content-Length beside Transfer-Encoding\n"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
       "error 501 at 17: Transfer-Encoding other than chunked\n"},
      {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
       "error 400 at 17: Transfer-Encoding in an HTTP/1.0 message\n"},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: \"close\"\r\n\r\n",
       "error 400 at 42: Connection isn't a list of tokens\n"},
      {chunked + "2\r\nab\r\n2x", "error 400 at 55: chunk size isn't hexadecimal digits alone\n"},
  };
  for (const auto& [text, error] : cases) {
    const auto reading = response_in_all_ways(text);
    ASSERT_EQ(reading.errors.size(), 1U) << text;
    EXPECT_EQ(describe(reading.errors.front()), error);
    EXPECT_EQ(reading.ending, Ending::malformed);
  }
}

TEST(HttpResponseReader, WhatCameBeforeAFaultIsKept) {
  const auto reading = response_in_all_ways(std::string(chunked_head) + "2\r\nab\r\n2\r\ncdX");
  EXPECT_TRUE(reading.has_head);
  EXPECT_EQ(reading.body, "abcd");
}

TEST(HttpResponseReader, LimitsOfHeadAndChunkLines) {
  const auto head = response_in_all_ways("HTTP/1.1 200 OK\r\nA: 0123456789\r\n\r\n", {.head = 30});
  ASSERT_EQ(head.errors.size(), 1U);
  EXPECT_EQ(head.errors.front().status, 431);
  const auto line = response_in_all_ways(std::string(chunked_head) + "1;abcdefgh\r\n", {.chunk_line = 8});
  ASSERT_EQ(line.errors.size(), 1U);
  EXPECT_EQ(line.errors.front().what, "chunk size line too long");
}

/// The steps of a response read in pieces by whoever asks how it travels.
std::string told_transfer(const Pieces& pieces) {
  HttpResponseReader reader({}, false, HttpDetail::transfer);
  std::string told;
  for (std::string_view input : pieces) {
    for (auto step = reader.next(input); !std::holds_alternative<HttpResponseNeedMore>(step);
         step = reader.next(input)) {
      if (std::holds_alternative<HttpResponseComplete>(step)) return told + "complete";
      if (const auto* interim = std::get_if<HttpInterimHead>(&step)) {
        told += std::to_string(interim->head.status) + "\n" + describe(interim->head.fields);
      } else if (const auto* chunk = std::get_if<HttpChunkBegin>(&step)) {
        told += "chunk of " + std::to_string(chunk->size) + "\n";
      } else if (std::holds_alternative<HttpResponseHeadDone>(step)) {
        told += std::to_string(reader.head().status) + "\n";
      }
    }
  }
  return told;
}

TEST(HttpResponseReader, TellsHowAResponseTravelsToWhoAsks) {
  const std::string text =
      "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n06;x=y\r\n world\r\n0\r\nT: u\r\n\r\n";
  const std::string told = "103\nLink=<a>\n200\nchunk of 5\nchunk of 6\ncomplete";
  EXPECT_EQ(told_transfer({text}), told);
  for (std::size_t place = 0; place <= text.size(); ++place)
    EXPECT_EQ(told_transfer(cut_at(text, place)), told) << place;
  const std::string cut = text.substr(0, text.find(" wor"));
  EXPECT_EQ(told_transfer({cut}), "103\nLink=<a>\n200\nchunk of 5\nchunk of 6\n") << "one of which nothing has come";
}

TEST(HttpResponseReader, TheLastStepStays) {
  HttpResponseReader reader;
  std::string_view input = "HTTP/1.1 204 No Content\r\n\r\nnext";
  ASSERT_TRUE(std::holds_alternative<HttpResponseHeadDone>(reader.next(input)));
  ASSERT_TRUE(std::holds_alternative<HttpResponseComplete>(reader.next(input)));
  ASSERT_TRUE(std::holds_alternative<HttpResponseComplete>(reader.next(input)));
  EXPECT_EQ(input, "next");

  HttpResponseReader broken;
  input = "HTTP/1.1 200 OK\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(broken.next(input)));
  input = "HTTP/1.1 200 OK\r\n\r\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(broken.next(input)));
}

TEST(HttpResponseReader, MovesInTheMiddleOfAResponse) {
  HttpResponseReader reader;
  std::string_view input = "HTTP/1.1 200 OK\r\nContent-Len";
  ASSERT_TRUE(std::holds_alternative<HttpResponseNeedMore>(reader.next(input)));
  HttpResponseReader moved = std::move(reader);
  input = "gth: 1\r\n\r\nx";
  ASSERT_TRUE(std::holds_alternative<HttpResponseHeadDone>(moved.next(input)));
  EXPECT_EQ(moved.framing().length, 1U);
}

}  // namespace
}  // namespace wiretape::wire
