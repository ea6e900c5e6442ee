#include "wiretape/core/wire/http/http_writer.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

std::string response(const HttpResponseHead& head) {
  std::string out;
  append_response_head(out, head);
  return out;
}

TEST(HttpWriter, ResponseHeadIsExactlyWhatWasListed) {
  EXPECT_EQ(response({200, "Fine", 1, {{"content-type", "text/event-stream"}, {"X-Odd", "  a  "}, {"x-odd", ""}}}),
            "HTTP/1.1 200 Fine\r\ncontent-type: text/event-stream\r\nX-Odd:   a  \r\nx-odd: \r\n\r\n");
}

TEST(HttpWriter, AnEmptyReasonTakesTheStandardOne) {
  EXPECT_EQ(response({429, "", 1, {}}), "HTTP/1.1 429 Too Many Requests\r\n\r\n");
  EXPECT_EQ(response({200, "", 0, {}}), "HTTP/1.0 200 OK\r\n\r\n");
}

TEST(HttpWriter, AStatusWithoutStandardReasonKeepsTheSpace) {
  EXPECT_EQ(response({529, "", 1, {}}), "HTTP/1.1 529 \r\n\r\n");
}

TEST(HttpWriter, HeadsAreAppended) {
  std::string out = "HTTP/1.1 103 Early Hints\r\n\r\n";
  append_response_head(out, {204, "", 1, {}});
  EXPECT_EQ(out, "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
}

TEST(HttpWriter, RequestHead) {
  std::string out;
  append_request_head(out, {"POST", "/v1//chat?x=%20", 1, {{"Host", "[::1]:80"}, {"accept", "*/*"}}});
  EXPECT_EQ(out, "POST /v1//chat?x=%20 HTTP/1.1\r\nHost: [::1]:80\r\naccept: */*\r\n\r\n");
  out.clear();
  append_request_head(out, {"GET", "/", 0, {}});
  EXPECT_EQ(out, "GET / HTTP/1.0\r\n\r\n");
}

TEST(HttpWriter, StandardReasons) {
  const struct {
    int status;
    const char* reason;
  } cases[] = {{100, "Continue"},
               {101, "Switching Protocols"},
               {200, "OK"},
               {401, "Unauthorized"},
               {413, "Content Too Large"},
               {422, "Unprocessable Content"},
               {500, "Internal Server Error"},
               {503, "Service Unavailable"},
               {504, "Gateway Timeout"},
               {511, "Network Authentication Required"},
               {0, ""},
               {99, ""},
               {306, ""},
               {418, ""},
               {599, ""}};
  for (const auto& [status, reason] : cases)
    EXPECT_EQ(standard_reason(status), reason) << status;
}

}  // namespace
}  // namespace wiretape::wire
