#include "wiretape/core/wire/http/http_head_parser.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(HttpHeadParser, RequestHead) {
  const auto head =
      parse_request_head("PROPFIND /a%20b?c=d HTTP/1.0\r\nHost: a:80\r\nX-Odd:  \t two  words \t\r\nx-odd:\r\n\r\n", 3);
  EXPECT_EQ(head.method, "PROPFIND");
  EXPECT_EQ(head.target, "/a%20b?c=d");
  EXPECT_EQ(head.minor_version, 0);
  EXPECT_EQ(head.fields, (HttpFields{{"Host", "a:80"}, {"X-Odd", "two  words"}, {"x-odd", ""}}));
}

TEST(HttpHeadParser, AValueMayHoldColonsAndAnyLength) {
  const std::string value = "a:b: " + std::string(60000, 'x') + "\xE9";
  const auto head = parse_request_head("GET / HTTP/1.1\r\nA:" + value + "\r\n\r\n", 1);
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.fields, (HttpFields{{"A", value}}));
}

TEST(HttpHeadParser, ResponseHead) {
  const auto head = parse_response_head("HTTP/1.1 404 Not  Found\r\nA: b\r\nContent-Length: 99999999999\r\n\r\n", 2);
  EXPECT_EQ(head.status, 404);
  EXPECT_EQ(head.reason, "Not  Found");
  EXPECT_EQ(head.minor_version, 1);
  EXPECT_EQ(head.fields, (HttpFields{{"A", "b"}, {"Content-Length", "99999999999"}}));
}

TEST(HttpHeadParser, StatusLineWithAndWithoutTheLastSpace) {
  for (const auto* const text : {"HTTP/1.0 301 \r\nA: b\r\n\r\n", "HTTP/1.0 301\r\nA: b\r\n\r\n"}) {
    const auto head = parse_response_head(text, 1);
    EXPECT_EQ(head.status, 301) << text;
    EXPECT_EQ(head.reason, "") << text;
    EXPECT_EQ(head.minor_version, 0) << text;
    EXPECT_EQ(head.fields, (HttpFields{{"A", "b"}})) << text;
  }
  EXPECT_EQ(parse_response_head("HTTP/1.1 200\r\n\r\n", 0).status, 200);
}

}  // namespace
}  // namespace wiretape::wire
