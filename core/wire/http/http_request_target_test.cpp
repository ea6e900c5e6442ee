#include "wiretape/core/wire/http/http_request_target.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;

TEST(HttpRequestTarget, HostsWithAndWithoutPort) {
  for (const auto text : {"example.com", "example.com:8089", "127.0.0.1:80", "[::1]", "[::1]:443", "[fe80::1]:",
                          "localhost:", "under_score.example", "a%20b", "x", "0.0.0.0=5000", "[v1.x:y]"}) {
    EXPECT_TRUE(is_host_and_port(text)) << text;
  }
  for (const auto text :
       {"",      ":80",     "user@host", "host/path", "host, other", "ho st",   "host:8a", "host:80:90",
        "::1",   "[::1",    "[]",        "[]:80",     "[::1]x",      "[a b]",   "%2",      "%zz",
        "host%", "h\x80st", "host#f",    "host?q",    "a\"b",        "[::1]:8x"}) {
    EXPECT_FALSE(is_host_and_port(text)) << text;
  }
}

TEST(HttpRequestTarget, SoundTargets) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"GET", "/"},
      {"GET", "//v1//chat"},
      {"POST", "/~session/@reset:event=4;seed=7,stall:text=2/v1?x=%00&y=\"|{}\\^`<>"},
      {"GET", "http://example.com/x"},
      {"GET", "HTTPS://example.com"},
      {"OPTIONS", "*"},
      {"OPTIONS", "/x"},
      {"CONNECT", "example.com:443"},
      {"CONNECT", "[::1]:443"},
  };
  for (const auto& [method, target] : cases) {
    EXPECT_EQ(check_request_target(method, target), std::nullopt) << method << ' ' << target;
  }
}

TEST(HttpRequestTarget, UnsoundTargets) {
  const struct {
    std::string_view method;
    std::string_view target;
    std::uint64_t offset;
    std::string_view what;
  } cases[] = {
      {"GET", "*", 0, "target * for a method other than OPTIONS"},
      {"GET", "", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "v1/chat", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "example.com:80", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "://x", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "http://", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "1http://x", 0, "request target begins neither with / nor with a scheme"},
      {"GET", "ht_tp://x", 0, "request target begins neither with / nor with a scheme"},
      {"CONNECT", "/x", 0, "CONNECT's target isn't host and port"},
      {"CONNECT", "example.com", 0, "CONNECT's target isn't host and port"},
      {"CONNECT", "user@example.com:443", 0, "CONNECT's target isn't host and port"},
      {"GET", "/a b", 2, "forbidden character ' ' in the request target"},
      {"GET", "/a#b", 2, "forbidden character '#' in the request target"},
      {"GET", "/a\tb", 2, "control byte in the request target"},
      {"GET", "/a\0b"sv, 2, "NUL in the request target"},
      {"GET", "/\xC3\xA9", 1, "byte outside ASCII in the request target"},
  };
  for (const auto& [method, target, offset, what] : cases) {
    const auto error = check_request_target(method, target);
    ASSERT_TRUE(error.has_value()) << target;
    EXPECT_EQ(error->status, 400) << target;
    EXPECT_EQ(error->offset, offset) << target;
    EXPECT_EQ(error->what, what) << target;
  }
}

}  // namespace
}  // namespace wiretape::wire
