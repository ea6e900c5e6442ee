#include "wiretape/core/wire/http/http_request_reader.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/http/chunked_writer.h"
#include "wiretape/core/wire/http/coding/packed_for_test.h"
#include "wiretape/core/wire/http/http_readings_for_test.h"

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;

// Reads `text` whole, byte by byte, at every split in two and at random splits; all must give the same.
RequestReading read_all_ways(std::string_view text, HttpLimits limits = {}) {
  RequestReading whole = read_requests({text}, limits);
  EXPECT_EQ(read_requests(pieces_of_size(text, 1), limits).text, whole.text) << text;
  for (std::size_t place = 0; place <= text.size() && text.size() < 2000; ++place) {
    EXPECT_EQ(read_requests(cut_at(text, place), limits).text, whole.text) << text << " cut at " << place;
  }
  for (unsigned seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(read_requests(random_pieces(text, seed, 40), limits).text, whole.text) << text << " seed " << seed;
  }
  return whole;
}

std::string post(const std::string& fields, std::string_view body) {
  return "POST /v1 HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + std::string(body);
}

std::string with_length(std::string_view body, const std::string& fields = "") {
  return post(fields + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

TEST(HttpRequestReader, ARequestWithoutBody) {
  const auto reading = read_all_ways("GET /a?b HTTP/1.1\r\nHost: x:1\r\nAccept: */*\r\n\r\n");
  ASSERT_EQ(reading.requests.size(), 1U);
  const HttpRequest& request = reading.requests.front();
  EXPECT_EQ(request.head.method, "GET");
  EXPECT_EQ(request.head.target, "/a?b");
  EXPECT_EQ(request.head.minor_version, 1);
  EXPECT_THAT(request.head.fields, ElementsAre(HttpFieldView{"Host", "x:1"}, HttpFieldView{"Accept", "*/*"}));
  EXPECT_EQ(request.body, "");
  EXPECT_FALSE(reading.in_message);
}

TEST(HttpRequestReader, BodyOfKnownLength) {
  const auto reading = read_all_ways(with_length("line\r\n\r\nPOST / HTTP/1.1\r\n\r\n"));
  ASSERT_EQ(reading.requests.size(), 1U);
  EXPECT_EQ(reading.requests.front().body, "line\r\n\r\nPOST / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(read_all_ways(with_length("")).requests.size(), 1U);
}

TEST(HttpRequestReader, ChunkedBody) {
  const auto reading =
      read_all_ways(post("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nT: u\r\n\r\n"));
  ASSERT_EQ(reading.requests.size(), 1U);
  EXPECT_EQ(reading.requests.front().body, "hello world");
}

TEST(HttpRequestReader, PipelinedRequestsComeOneByOne) {
  const auto reading =
      read_all_ways(with_length("one") + post("Transfer-Encoding: chunked\r\n", "3\r\ntwo\r\n0\r\n\r\n") +
                    "\r\nGET /three HTTP/1.0\r\n\r\n" + with_length("four") + "PUT /cut");
  ASSERT_EQ(reading.requests.size(), 4U);
  EXPECT_EQ(reading.requests[0].body, "one");
  EXPECT_EQ(reading.requests[1].body, "two");
  EXPECT_EQ(reading.requests[2].head.target, "/three");
  EXPECT_EQ(reading.requests[3].body, "four");
  EXPECT_TRUE(reading.in_message);
}

TEST(HttpRequestReader, WhatFollowsARequestStaysInTheInput) {
  HttpRequestReader reader;
  const std::string text = with_length("abc") + "rest";
  std::string_view input = text;
  ASSERT_TRUE(std::holds_alternative<HttpRequestComplete>(reader.next(input)));
  EXPECT_EQ(input, "rest");
}

TEST(HttpRequestReader, EveryPrefixIsPartOfAMessage) {
  const std::string text = post("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n");
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const auto reading = read_requests({std::string_view(text).substr(0, size)});
    EXPECT_EQ(reading.in_message, size > 0 && size < text.size()) << size;
    EXPECT_EQ(reading.requests.size(), size == text.size() ? 1U : 0U) << size;
  }
}

TEST(HttpRequestReader, EmptyLinesBetweenRequestsAreNoMessage) {
  EXPECT_FALSE(read_all_ways(with_length("x") + "\r\n").in_message);
  EXPECT_FALSE(read_all_ways(with_length("x") + "\r\n\r").in_message);
  EXPECT_TRUE(read_all_ways(with_length("x") + "\r\nG").in_message);
}

TEST(HttpRequestReader, ExpectContinueIsReportedOnceAndOnlyBeforeTheBody) {
  const std::string head = post("Expect: 100-Continue\r\nContent-Length: 2\r\n", "");
  EXPECT_EQ(read_requests({head, "h", "i"}).expect_continues, 1);
  EXPECT_EQ(read_requests({head, "", "hi"}).expect_continues, 1);
  EXPECT_EQ(read_requests({head + "hi"}).expect_continues, 0);
  EXPECT_EQ(read_requests({head + "h", "i"}).expect_continues, 0);
  EXPECT_EQ(read_requests({head.substr(0, 20), head.substr(20), "hi"}).expect_continues, 1);
  EXPECT_EQ(read_requests({head, "hi" + head, "hi"}).expect_continues, 2);
}

TEST(HttpRequestReader, ExpectContinueNeedsABodyAndHttp11) {
  EXPECT_EQ(read_requests({post("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", "")}).expect_continues, 1);
  EXPECT_EQ(read_requests({post("Expect: 100-continue\r\n", "")}).expect_continues, 0);
  EXPECT_EQ(read_requests({post("Expect: 100-continue\r\nContent-Length: 0\r\n", "")}).expect_continues, 0);
  EXPECT_EQ(read_requests({post("Expect: something\r\nContent-Length: 2\r\n", "")}).expect_continues, 0);
  EXPECT_EQ(read_requests({"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"}).expect_continues,
            0);
}

TEST(HttpRequestReader, GzipBodiesAreUnpacked) {
  const std::string text = R"({"model":"gpt-4o","stream":true})";
  for (const std::string field : {"Content-Encoding: gzip\r\n", "content-encoding: X-GZIP\r\n",
                                  "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"}) {
    const auto reading = read_all_ways(with_length(gzip(text), field));
    ASSERT_EQ(reading.requests.size(), 1U) << field;
    EXPECT_EQ(reading.requests.front().body, text);
  }
  std::string chunks;
  append_chunk(chunks, gzip(text).substr(0, 7));
  append_chunk(chunks, gzip(text).substr(7));
  chunks += last_chunk;
  const auto reading = read_all_ways(post("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunks));
  ASSERT_EQ(reading.requests.size(), 1U);
  EXPECT_EQ(reading.requests.front().body, text);
  EXPECT_EQ(find_field(reading.requests.front().head.fields, "content-encoding"), "gzip");
}

TEST(HttpRequestReader, BodiesOfEachCodingAreUnpacked) {
  const std::string text = R"({"model":"gpt-4o","stream":true})";
  for (const Packing& packing : packings()) {
    const auto field = "Content-Encoding: " + std::string(name_of(packing.coding)) + "\r\n";
    const auto reading = read_all_ways(with_length(packing.pack(text), field));
    ASSERT_EQ(reading.requests.size(), 1U) << packing.name;
    EXPECT_EQ(reading.requests.front().body, text) << packing.name;
  }
}

TEST(HttpRequestReader, BodiesThatAreNotPackedStayAsTheyAre) {
  for (const std::string field : {"Content-Encoding: identity\r\n", "Content-Encoding:\r\n", ""}) {
    const auto reading = read_all_ways(with_length("plain", field));
    ASSERT_EQ(reading.requests.size(), 1U) << field;
    EXPECT_EQ(reading.requests.front().body, "plain");
  }
  // No content, nothing to unpack.
  EXPECT_EQ(read_all_ways(with_length("", "Content-Encoding: gzip\r\n")).requests.size(), 1U);
  EXPECT_EQ(read_all_ways(with_length("", "Content-Encoding: br\r\n")).requests.size(), 1U);
  const auto chunked = post("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", last_chunk);
  EXPECT_EQ(read_all_ways(chunked).requests.size(), 1U);
}

struct Refusal {
  std::string text;
  int status;
  std::string what;
};

void expect_refused(const Refusal& refusal, HttpLimits limits = {}) {
  const auto reading = read_all_ways(refusal.text, limits);
  EXPECT_TRUE(reading.requests.empty()) << refusal.what;
  ASSERT_EQ(reading.errors.size(), 1U) << refusal.what;
  EXPECT_EQ(reading.errors.front().status, refusal.status) << refusal.what;
  EXPECT_EQ(reading.errors.front().what, refusal.what);
}

TEST(HttpRequestReader, SeveralCodingsAreTakenOffFromTheLast) {
  const std::string packed = zstd(brotli(gzip("text")));
  for (const std::string field :
       {"Content-Encoding: gzip, br,zstd\r\n", "Content-Encoding: ,identity , GZIP,\tBr, Zstd,\r\n",
        "Content-Encoding: gzip\r\nContent-Encoding: br, zstd\r\n"}) {
    const auto reading = read_all_ways(with_length(packed, field));
    ASSERT_EQ(reading.requests.size(), 1U) << field;
    EXPECT_EQ(reading.requests.front().body, "text") << field;
  }
  EXPECT_EQ(read_all_ways(with_length(gzip(gzip("twice")), "Content-Encoding: gzip, gzip\r\n")).requests.front().body,
            "twice");
  expect_refused(
      {with_length(zstd("plain"), "Content-Encoding: gzip, zstd\r\n"), 400, "body isn't sound gzip from its byte 2"});
}

TEST(HttpRequestReader, CodingsOfTheBody) {
  constexpr auto other = "Content-Encoding other than up to four of gzip, deflate, br and zstd";
  expect_refused({with_length("x", "Content-Encoding: compress\r\n"), 415, other});
  expect_refused({with_length("x", "Content-Encoding: gzip, lz4\r\n"), 415, other});
  expect_refused({with_length("x", "Content-Encoding: dcz\r\nContent-Encoding: gzip\r\n"), 415, other});
  expect_refused({with_length("x", "Content-Encoding: gzip, br, gzip, br, gzip\r\n"), 415, other});
  expect_refused({with_length("plain", "Content-Encoding: gzip\r\n"), 400, "body isn't sound gzip from its byte 2"});
  const std::string packed = gzip("text");
  expect_refused({with_length(packed.substr(0, packed.size() - 1), "Content-Encoding: gzip\r\n"), 400,
                  "body isn't sound gzip from its byte " + std::to_string(packed.size() - 1)});
}

TEST(HttpRequestReader, BodiesAboveTheLimitAre413) {
  const HttpLimits limits = {.body = 10};
  expect_refused({with_length("12345678901"), 413, "Content-Length above the limit"}, limits);
  expect_refused(
      {post("Transfer-Encoding: chunked\r\n", "6\r\n123456\r\n5\r\n78901\r\n0\r\n\r\n"), 413, "body above the limit"},
      limits);
  EXPECT_EQ(read_all_ways(with_length("1234567890"), limits).requests.size(), 1U);
  EXPECT_EQ(read_all_ways(post("Transfer-Encoding: chunked\r\n", "6\r\n123456\r\n4\r\n7890\r\n0\r\n\r\n"), limits)
                .requests.size(),
            1U);
}

TEST(HttpRequestReader, EachCodingIsUnpackedUpToTheLimit) {
  const HttpLimits limits = {.body = 5000};
  for (const Packing& packing : packings()) {
    const auto field = "Content-Encoding: " + std::string(name_of(packing.coding)) + "\r\n";
    const auto with_size = [&](std::size_t size) { return with_length(packing.pack(std::string(size, 'x')), field); };
    expect_refused({with_size(5001), 413, "unpacked body above the limit"}, limits);
    EXPECT_EQ(read_all_ways(with_size(5000), limits).requests.size(), 1U) << packing.name;
  }
  const auto inner = with_length(gzip(gzip(std::string(100'000, 'x'))), "Content-Encoding: gzip, gzip\r\n");
  expect_refused({inner, 413, "unpacked body above the limit"}, limits);
}

TEST(HttpRequestReader, AGzipBombIs413) {
  const HttpLimits limits = {.body = 5000};
  expect_refused(
      {with_length(gzip(std::string(5001, 'x')), "Content-Encoding: gzip\r\n"), 413, "unpacked body above the limit"},
      limits);
  const auto reading = read_all_ways(with_length(gzip(std::string(5000, 'x')), "Content-Encoding: gzip\r\n"), limits);
  ASSERT_EQ(reading.requests.size(), 1U);
  EXPECT_EQ(reading.requests.front().body, std::string(5000, 'x'));
}

TEST(HttpRequestReader, FaultsOfHeadAndChunksAreErrors) {
  expect_refused({"GET / HTTP/1.1\r\n\r\n", 400, "no Host in an HTTP/1.1 request"});
  expect_refused({"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505, "HTTP version other than 1.0 and 1.1"});
  expect_refused({post("Transfer-Encoding: gzip, chunked\r\n", ""), 501, "Transfer-Encoding other than chunked"});
  expect_refused({"GET /" + std::string(100, 'x') + " HTTP/1.1\r\n", 414, "request line too long"}, {.head = 100});
  expect_refused({post("X: " + std::string(100, 'x') + "\r\n", ""), 431, "head too long"}, {.head = 100});
  expect_refused(
      {post("Transfer-Encoding: chunked\r\n", "5;" + std::string(100, 'x') + "\r\n"), 400, "chunk size line too long"},
      {.chunk_line = 50});
  expect_refused({post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + std::string(100, 'x') + "\r\n\r\n"), 431,
                  "trailer section too long"},
                 {.chunk_line = 50});
  expect_refused({post("Connection: \"close\"\r\n", ""), 400, "Connection isn't a list of tokens"});
}

TEST(HttpRequestReader, OffsetsCountFromTheMessage) {
  const std::string head = post("Transfer-Encoding: chunked\r\n", "");
  const auto reading = read_all_ways(with_length("first") + head + "3\r\nabc\r\nx\r\n");
  ASSERT_EQ(reading.requests.size(), 1U);
  ASSERT_EQ(reading.errors.size(), 1U);
  EXPECT_EQ(reading.errors.front().offset, head.size() + 8);
  const auto too_long = read_all_ways(head + "3\r\nabc\r\n3\r\ndef\r\n", {.body = 4});
  ASSERT_EQ(too_long.errors.size(), 1U);
  EXPECT_EQ(too_long.errors.front().offset, head.size() + 12);
}

TEST(HttpRequestReader, AnErrorStays) {
  HttpRequestReader reader;
  std::string_view input = "GET / HTTP/1.1\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(reader.next(input)));
  input = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(reader.next(input)));
}

TEST(HttpRequestReader, MovesInTheMiddleOfARequest) {
  HttpRequestReader reader;
  const std::string text = with_length("body");
  std::string_view first = std::string_view(text).substr(0, 30);
  std::string_view second = std::string_view(text).substr(30);
  EXPECT_TRUE(std::holds_alternative<HttpNeedMore>(reader.next(first)));
  HttpRequestReader moved = std::move(reader);
  EXPECT_TRUE(moved.in_message());
  EXPECT_TRUE(std::holds_alternative<HttpRequestComplete>(moved.next(second)));
}

TEST(HttpRequestReader, ShowsTheHeadOfWhatItHasReadInPart) {
  const std::string text = with_length("body");
  const auto end = text.find("\r\n\r\n") + 4;
  HttpRequestReader reader;
  EXPECT_EQ(reader.head(), nullptr);
  std::string_view begun = std::string_view(text).substr(0, end - 1);
  EXPECT_TRUE(std::holds_alternative<HttpNeedMore>(reader.next(begun)));
  EXPECT_EQ(reader.head(), nullptr);
  std::string_view rest = std::string_view(text).substr(end - 1, 2);
  EXPECT_TRUE(std::holds_alternative<HttpNeedMore>(reader.next(rest)));
  ASSERT_NE(reader.head(), nullptr);
  EXPECT_EQ(reader.head()->method, "POST");
}

TEST(HttpRequestReader, ShowsTheHeadOfABodyThatItRefuses) {
  HttpRequestReader reader({.body = 3});
  const std::string text = with_length("body");
  std::string_view input = text;
  EXPECT_TRUE(std::holds_alternative<HttpError>(reader.next(input)));
  ASSERT_NE(reader.head(), nullptr);
  EXPECT_EQ(reader.head()->method, "POST");
}

// 10,000 idle connections must cost nearly nothing.
TEST(HttpRequestReader, IsSmallWhileIdle) {
  EXPECT_LE(sizeof(HttpRequestReader), 32U);
}

TEST(HttpRequestReader, ALargeBodyInManyPieces) {
  const std::string body(300000, 'b');
  const std::string text = with_length(body);
  const auto reading = read_requests(random_pieces(text, 3, 3000));
  ASSERT_EQ(reading.requests.size(), 1U);
  EXPECT_EQ(reading.requests.front().body, body);
}

TEST(HttpRequestReader, LeavesAPackedBodyAsItIsWhereItIsTo) {
  const std::string text =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: x-own\r\nContent-Length: 6\r\n\r\n\x1f\x8b not";
  HttpRequestReader reader({}, PackedBody::leave);
  std::string_view input = text;
  auto step = reader.next(input);
  ASSERT_TRUE(std::holds_alternative<HttpRequestComplete>(step));
  EXPECT_EQ(std::get<HttpRequestComplete>(step).request.body, "\x1f\x8b not");
  EXPECT_EQ(read_requests({text}).errors.size(), 1U) << "in a coding that nobody could unpack";
}

}  // namespace
}  // namespace wiretape::wire
