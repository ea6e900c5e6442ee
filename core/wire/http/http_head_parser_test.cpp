#include "wiretape/core/wire/http/http_head_parser.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(HttpHeadParser, RequestHead) {
  const auto parsed =
      parse_request_head("PROPFIND /a%20b?c=d HTTP/1.0\r\nHost: a:80\r\nX-Odd:  \t two  words \t\r\nx-odd:\r\n\r\n", 3);
  ASSERT_TRUE(std::holds_alternative<HttpRequestHead>(parsed));
  const auto& head = std::get<HttpRequestHead>(parsed);
  EXPECT_EQ(head.method, "PROPFIND");
  EXPECT_EQ(head.target, "/a%20b?c=d");
  EXPECT_EQ(head.minor_version, 0);
  EXPECT_EQ(head.fields, (HttpFields{{"Host", "a:80"}, {"X-Odd", "two  words"}, {"x-odd", ""}}));
}

TEST(HttpHeadParser, RequestHeadWithAnyFraming) {
  for (const auto* const field : {"Content-Length: 99999999999", "Transfer-Encoding: chunked", "Upgrade: websocket",
                                  "Content-Length: 5\r\nContent-Length: 5"}) {
    const std::string text = "POST / HTTP/1.1\r\n" + std::string(field) + "\r\n\r\n";
    const auto parsed = parse_request_head(text, 1);
    EXPECT_TRUE(std::holds_alternative<HttpRequestHead>(parsed)) << field;
  }
}

TEST(HttpHeadParser, ResponseHead) {
  const auto parsed = parse_response_head("HTTP/1.1 404 Not  Found\r\nA: b\r\nContent-Length: 99999999999\r\n\r\n", 2);
  ASSERT_TRUE(std::holds_alternative<HttpResponseHead>(parsed));
  const auto& head = std::get<HttpResponseHead>(parsed);
  EXPECT_EQ(head.status, 404);
  EXPECT_EQ(head.reason, "Not  Found");
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.fields, (HttpFields{{"A", "b"}, {"Content-Length", "99999999999"}}));
}

TEST(HttpHeadParser, StatusLineWithAndWithoutTheLastSpace) {
  for (const auto* const text : {"HTTP/1.0 301 \r\nA: b\r\n\r\n", "HTTP/1.0 301\r\nA: b\r\n\r\n"}) {
    const auto parsed = parse_response_head(text, 1);
    ASSERT_TRUE(std::holds_alternative<HttpResponseHead>(parsed)) << text;
    const auto& head = std::get<HttpResponseHead>(parsed);
    EXPECT_EQ(head.status, 301);
    EXPECT_EQ(head.reason, "");
    EXPECT_EQ(head.minor_version, 0);
    EXPECT_EQ(head.fields, (HttpFields{{"A", "b"}}));
  }
  EXPECT_TRUE(std::holds_alternative<HttpResponseHead>(parse_response_head("HTTP/1.1 200\r\n\r\n", 0)));
}

TEST(HttpHeadParser, NoLimitOfBeastsOwnApplies) {
  const std::string value(60000, 'x');
  const auto parsed = parse_request_head("GET / HTTP/1.1\r\nA: " + value + "\r\n\r\n", 1);
  ASSERT_TRUE(std::holds_alternative<HttpRequestHead>(parsed));
  EXPECT_EQ(std::get<HttpRequestHead>(parsed).fields.front().value, value);
}

TEST(HttpHeadParser, WhatBeastRefusesIs400WithItsReason) {
  const auto parsed = parse_request_head("GET / HTTP/1.1\r\nConnection: \"close\"\r\n\r\n", 1);
  ASSERT_TRUE(std::holds_alternative<HttpError>(parsed));
  EXPECT_EQ(std::get<HttpError>(parsed).status, 400);
  EXPECT_EQ(std::get<HttpError>(parsed).what, "Boost.Beast refuses the head: bad value");
  EXPECT_EQ(std::get<HttpError>(parsed).offset, 16U);
}

TEST(HttpHeadParser, ATruncatedHeadIsAnErrorNotAHead) {
  EXPECT_TRUE(std::holds_alternative<HttpError>(parse_request_head("GET / HTTP/1.1\r\nA: b\r\n", 1)));
  EXPECT_TRUE(std::holds_alternative<HttpError>(parse_response_head("HTTP/1.1 200 OK\r\nA: b\r\n", 1)));
}

}  // namespace
}  // namespace wiretape::wire
