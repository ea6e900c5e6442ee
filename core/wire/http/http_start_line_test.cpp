#include "wiretape/core/wire/http/http_start_line.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;

struct LineRefusal {
  std::string_view line;
  int status;
  std::uint64_t offset;
  std::string_view what;
};

TEST(HttpStartLine, RequestLines) {
  HttpStartLine found;
  EXPECT_EQ(check_request_line("GET / HTTP/1.1", found), std::nullopt);
  EXPECT_EQ(found.method, "GET");
  EXPECT_EQ(found.target, "/");
  EXPECT_EQ(found.minor_version, 1);
  EXPECT_EQ(check_request_line("M-SEARCH /a%20b?c=d HTTP/1.0", found), std::nullopt);
  EXPECT_EQ(found.method, "M-SEARCH");
  EXPECT_EQ(found.target, "/a%20b?c=d");
  EXPECT_EQ(found.minor_version, 0);
}

TEST(HttpStartLine, RefusedRequestLines) {
  const LineRefusal cases[] = {
      {"GET", 400, 3, "request line without a target"},
      {"GET /", 400, 5, "request line without three parts"},
      {"GET HTTP/1.1", 400, 12, "request line without three parts"},
      {" GET / HTTP/1.1", 400, 0, "white space before the request line"},
      {"   ", 400, 0, "white space before the request line"},
      {"GET  HTTP/1.1", 400, 4, "empty request target"},
      {"GET  / HTTP/1.1", 400, 4, "forbidden character ' ' in the request target"},
      {"GET /a b HTTP/1.1", 400, 6, "forbidden character ' ' in the request target"},
      {"GET / HTTP/1.1 ", 400, 15, "no HTTP version in the start line"},
      {"GET /  HTTP/1.1", 400, 5, "forbidden character ' ' in the request target"},
      {"GET\t/ HTTP/1.1", 400, 3, "control byte in the method"},
      {"G@T / HTTP/1.1", 400, 1, "forbidden character '@' in the method"},
      {"GET / http/1.1", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/1", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/11", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/1.10", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/01.1", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/a.1", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/1.b", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/1,1", 400, 6, "no HTTP version in the start line"},
      {"GET / HTTP/1.2", 505, 6, "HTTP version other than 1.0 and 1.1"},
      {"GET / HTTP/0.9", 505, 6, "HTTP version other than 1.0 and 1.1"},
      {"PRI * HTTP/2.0", 505, 6, "HTTP version other than 1.0 and 1.1"},
      {"GET / HTTP/1.1\r", 400, 14, "bare CR in the request line"},
      {"GET /\0 HTTP/1.1"sv, 400, 5, "NUL in the request line"},
      {"GET /\xFF HTTP/1.1", 400, 5, "byte outside ASCII in the request target"},
      {"GET * HTTP/1.1", 400, 4, "target * for a method other than OPTIONS"},
  };
  for (const auto& [line, status, offset, what] : cases) {
    HttpStartLine found;
    const auto error = check_request_line(line, found);
    ASSERT_TRUE(error.has_value()) << line;
    EXPECT_EQ(error->status, status) << line;
    EXPECT_EQ(error->offset, offset) << line;
    EXPECT_EQ(error->what, what) << line;
  }
}

TEST(HttpStartLine, StatusLines) {
  const struct {
    std::string_view line;
    int status;
    int minor_version;
    std::string_view reason;
  } cases[] = {{"HTTP/1.1 200 OK", 200, 1, "OK"},
               {"HTTP/1.0 404 Not\tFound", 404, 0, "Not\tFound"},
               {"HTTP/1.1 404 Not  Found", 404, 1, "Not  Found"},
               {"HTTP/1.1 200 ", 200, 1, ""},
               {"HTTP/1.1 301", 301, 1, ""},
               {"HTTP/1.1 100 Continue", 100, 1, "Continue"},
               {"HTTP/1.1 999 \xC3\xA9", 999, 1, "\xC3\xA9"},
               {"HTTP/1.1 200  two", 200, 1, " two"}};
  for (const auto& [line, status, minor_version, reason] : cases) {
    HttpStartLine found;
    EXPECT_EQ(check_status_line(line, found), std::nullopt) << line;
    EXPECT_EQ(found.status, status);
    EXPECT_EQ(found.minor_version, minor_version);
    EXPECT_EQ(found.reason, reason) << line;
  }
}

TEST(HttpStartLine, RefusedStatusLines) {
  constexpr std::string_view no_version = "no HTTP version in the start line";
  constexpr std::string_view no_status = "status isn't three digits from 100 up between single spaces";
  const LineRefusal cases[] = {
      {"", 400, 0, no_version},
      {"HTTP/1.", 400, 0, no_version},
      {"HTP/1.1 200 OK", 400, 0, no_version},
      {"HTTPER/1.1 200 OK", 400, 0, no_version},
      {"HTTP/01.1 200 OK", 400, 0, no_version},
      {"ICY 200 OK", 400, 0, no_version},
      {"HTTP/2.0 200 OK", 505, 0, "HTTP version other than 1.0 and 1.1"},
      {"HTTP/1.1", 400, 8, no_status},
      {"HTTP/1.1 ", 400, 8, no_status},
      {"HTTP/1.1 20", 400, 8, no_status},
      {"HTTP/1.1 2 OK", 400, 8, no_status},
      {"HTTP/1.1 2000 OK", 400, 8, no_status},
      {"HTTP/1.1  200 OK", 400, 8, no_status},
      {"HTTP/1.1\t200 OK", 400, 8, no_status},
      {"HTTP/1.1 200\tOK", 400, 8, no_status},
      {"HTTP/1.01 200 OK", 400, 8, no_status},
      {"HTTP/1.1 099 OK", 400, 8, no_status},
      {"HTTP/1.1 +20 OK", 400, 8, no_status},
      {"HTTP/1.1 :00 OK", 400, 8, no_status},
      {"HTTP/1.1 200 a\rb", 400, 14, "bare CR in the reason phrase"},
      {"HTTP/1.1 200 a\0b"sv, 400, 14, "NUL in the reason phrase"},
  };
  for (const auto& [line, status, offset, what] : cases) {
    HttpStartLine found;
    const auto error = check_status_line(line, found);
    ASSERT_TRUE(error.has_value()) << line;
    EXPECT_EQ(error->status, status) << line;
    EXPECT_EQ(error->offset, offset) << line;
    EXPECT_EQ(error->what, what) << line;
  }
}

}  // namespace
}  // namespace wiretape::wire
