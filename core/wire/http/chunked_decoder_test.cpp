#include "wiretape/core/wire/http/chunked_decoder.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_readings_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;

struct Decoding {
  std::string body;
  std::string trailers;
  std::string error;
  std::string rest;
  Ending ending = Ending::abandoned;
  bool complete = false;

  friend bool operator==(const Decoding&, const Decoding&) = default;
};

Decoding decode(const Pieces& pieces, std::size_t line_limit = 1000) {
  Decoding decoding;
  ChunkedDecoder decoder(line_limit);
  for (std::string_view piece : pieces) {
    for (;;) {
      auto step = decoder.next(piece);
      const auto* data = std::get_if<ChunkedData>(&step);
      if (data == nullptr) {
        if (const auto* error = std::get_if<HttpError>(&step)) decoding.error = describe(*error);
        decoding.complete = std::holds_alternative<ChunkedComplete>(step);
        break;
      }
      EXPECT_FALSE(data->bytes.empty());
      decoding.body += data->bytes;
    }
    if (decoding.error.empty()) decoding.rest += piece;
  }
  decoding.trailers = describe(decoder.trailers());
  decoding.ending = decoder.ending_at_fin();
  return decoding;
}

// Decodes `text` whole, byte by byte and at every split in two; all must agree.
Decoding decode_all_ways(std::string_view text, std::size_t line_limit = 1000) {
  Decoding whole = decode({text}, line_limit);
  EXPECT_EQ(decode(pieces_of_size(text, 1), line_limit), whole) << text;
  for (std::size_t place = 0; place <= text.size(); ++place) {
    EXPECT_EQ(decode(cut_at(text, place), line_limit), whole) << text << " cut at " << place;
  }
  return whole;
}

TEST(ChunkedDecoder, BodiesAndTrailers) {
  const struct {
    std::string_view text;
    std::string_view body;
    std::string_view trailers;
  } cases[] = {
      {"0\r\n\r\n", "", ""},
      {"000\r\n\r\n", "", ""},
      {"5\r\nhello\r\n0\r\n\r\n", "hello", ""},
      {"5\r\nhello\r\n00006\r\n world\r\n0\r\n\r\n", "hello world", ""},
      {"a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789", ""},
      {"10\r\n0123456789abcdef\r\n0\r\n\r\n", "0123456789abcdef", ""},
      {"00000000000000000000000000000001\r\nx\r\n0\r\n\r\n", "x", ""},
      {"2\r\n\r\n\r\n0\r\n\r\n", "\r\n", ""},
      {"5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n", ""},
      {"0\r\nA: b\r\nC:\t d \r\n\r\n", "", "A=b\nC=d\n"},
      {"1\r\nx\r\n0;last\r\nA: b\r\n\r\n", "x", "A=b\n"},
      {"1;a\r\nx\r\n0\r\n\r\n", "x", ""},
      {"1;a;b=c;d=\"e f;\\\"\\\\\t\"\r\nx\r\n0\r\n\r\n", "x", ""},
      {"1;a=\"\"\r\nx\r\n0;a=\"\xFF\"\r\n\r\n", "x", ""},
  };
  for (const auto& [text, body, trailers] : cases) {
    const Decoding decoding = decode_all_ways(text);
    EXPECT_EQ(decoding.body, body) << text;
    EXPECT_EQ(decoding.trailers, trailers) << text;
    EXPECT_EQ(decoding.error, "") << text;
    EXPECT_TRUE(decoding.complete) << text;
    EXPECT_EQ(decoding.ending, Ending::complete) << text;
    EXPECT_EQ(decoding.rest, "") << text;
  }
}

TEST(ChunkedDecoder, WhatFollowsTheBodyIsLeft) {
  const Decoding decoding = decode_all_ways("1\r\nx\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n");
  EXPECT_TRUE(decoding.complete);
  EXPECT_EQ(decoding.rest, "HTTP/1.1 200 OK\r\n");
}

TEST(ChunkedDecoder, DataIsAViewIntoTheInput) {
  const std::string text = "5\r\nhello\r\n";
  std::string_view input = text;
  ChunkedDecoder decoder(100);
  const auto step = decoder.next(input);
  ASSERT_TRUE(std::holds_alternative<ChunkedData>(step));
  EXPECT_EQ(std::get<ChunkedData>(step).bytes.data(), text.data() + 3);
  EXPECT_EQ(decoder.consumed(), 8U);
}

TEST(ChunkedDecoder, Refusals) {
  const struct {
    std::string_view text;
    std::string_view error;
  } cases[] = {
      {"\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {" 5\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {"+5\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {"-1\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {";a\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {"g\r\n", "error 400 at 0: chunk size isn't hexadecimal digits alone\n"},
      {"0x5\r\n", "error 400 at 1: chunk size isn't hexadecimal digits alone\n"},
      {"1_0\r\n", "error 400 at 1: chunk size isn't hexadecimal digits alone\n"},
      {"5 \r\n", "error 400 at 1: chunk size isn't hexadecimal digits alone\n"},
      {"5 ;a\r\n", "error 400 at 1: chunk size isn't hexadecimal digits alone\n"},
      {"5\nhello", "error 400 at 1: chunk size isn't hexadecimal digits alone\n"},
      {"5\r\r\n", "error 400 at 2: bare CR in a chunk size line\n"},
      {"5\rhello", "error 400 at 2: bare CR in a chunk size line\n"},
      {"ffffffffffffffff0\r\n", "error 400 at 16: chunk size overflows\n"},
      {"10000000000000000\r\n", "error 400 at 16: chunk size overflows\n"},
      {"5;\r\n", "error 400 at 2: malformed chunk extension\n"},
      {"5; a\r\n", "error 400 at 2: malformed chunk extension\n"},
      {"5;a \r\n", "error 400 at 3: malformed chunk extension\n"},
      {"5;a=\r\n", "error 400 at 4: malformed chunk extension\n"},
      {"5;a[b\r\n", "error 400 at 3: malformed chunk extension\n"},
      {"5;a=b=c\r\n", "error 400 at 5: malformed chunk extension\n"},
      {"5;a=\"b\r\n", "error 400 at 6: malformed chunk extension\n"},
      {"5;a=\"b\"c\r\n", "error 400 at 7: malformed chunk extension\n"},
      {"5;a=\"\\\r\n", "error 400 at 6: malformed chunk extension\n"},
      {"5;a\n", "error 400 at 3: malformed chunk extension\n"},
      {"5\r\nhello0\r\n", "error 400 at 8: chunk data isn't followed by CRLF\n"},
      {"5\r\nhello\n0\r\n", "error 400 at 8: chunk data isn't followed by CRLF\n"},
      {"5\r\nhello\r0\r\n", "error 400 at 9: chunk data isn't followed by CRLF\n"},
      {"3\r\nfoo\r\n\r\n", "error 400 at 8: chunk size isn't hexadecimal digits alone\n"},
      {"0\r\n\rX", "error 400 at 4: bare CR in the trailer section\n"},
      {"0\r\n\n", "error 400 at 3: bare LF in the trailer section\n"},
      {"0\r\nA: b\n\r\n", "error 400 at 7: bare LF in the trailer section\n"},
      {"0\r\nA: b\rC: d\r\n\r\n", "error 400 at 7: bare CR in a field value\n"},
      {"0\r\nA: b\r\nC : d\r\n\r\n", "error 400 at 10: white space in a field name or before its colon\n"},
      {"0\r\nA: b\r\n folded\r\n\r\n", "error 400 at 9: folded line, or white space before a field name\n"},
      {"0\r\nA: \0\r\n\r\n"sv, "error 400 at 6: NUL in a field value\n"},
  };
  for (const auto& [text, error] : cases) {
    const Decoding decoding = decode_all_ways(text);
    EXPECT_EQ(decoding.error, error) << text;
    EXPECT_EQ(decoding.ending, Ending::malformed) << text;
  }
}

TEST(ChunkedDecoder, TheLargestSizeIsTaken) {
  const Decoding decoding = decode_all_ways("ffffffffffffffff\r\nabc");
  EXPECT_EQ(decoding.body, "abc");
  EXPECT_EQ(decoding.ending, Ending::cut_in_data);
}

TEST(ChunkedDecoder, SizeLinesAreBounded) {
  EXPECT_EQ(decode_all_ways("1;a=bc\r\nx\r\n0;a=bc\r\n\r\n", 8).error, "");
  EXPECT_EQ(decode_all_ways("1;a=bcd\r\nx\r\n", 8).error, "error 400 at 8: chunk size line too long\n");
  EXPECT_EQ(decode_all_ways("1\r\nx\r\n000000001\r\n", 8).error, "error 400 at 14: chunk size line too long\n");
}

TEST(ChunkedDecoder, TheTrailerSectionIsBoundedAsAWhole) {
  EXPECT_EQ(decode_all_ways("0\r\nA:1\r\nB:2\r\n\r\n", 12).error, "");
  EXPECT_EQ(decode_all_ways("0\r\nA:1\r\nB:2\r\nC\r\n", 12).error, "error 431 at 15: trailer section too long\n");
}

TEST(ChunkedDecoder, AfterTheEndOrAnErrorNothingIsConsumed) {
  ChunkedDecoder decoder(100);
  std::string_view input = "0\r\n\r\n5\r\nhello";
  EXPECT_TRUE(std::holds_alternative<ChunkedComplete>(decoder.next(input)));
  EXPECT_TRUE(std::holds_alternative<ChunkedComplete>(decoder.next(input)));
  EXPECT_EQ(input, "5\r\nhello");
  EXPECT_EQ(decoder.consumed(), 5U);

  ChunkedDecoder broken(100);
  input = "5x\r\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(broken.next(input)));
  input = "5\r\nhello\r\n";
  EXPECT_TRUE(std::holds_alternative<HttpError>(broken.next(input)));
  EXPECT_EQ(input, "5\r\nhello\r\n");
}

}  // namespace
}  // namespace wiretape::wire
