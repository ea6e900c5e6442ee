#include "wiretape/core/net/url.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

Url parsed(std::string_view text) {
  auto result = parse_url(text);
  if (const auto* error = std::get_if<text::InputError>(&result)) {
    ADD_FAILURE() << text << ": " << error->offset << ": found " << error->found << ", expected " << error->expected;
    return {};
  }
  return std::get<Url>(result);
}

std::size_t error_offset(std::string_view text) {
  const auto result = parse_url(text);
  const auto* error = std::get_if<text::InputError>(&result);
  EXPECT_NE(error, nullptr) << text << " was taken";
  if (error == nullptr) return std::string::npos;
  EXPECT_FALSE(error->found.empty());
  EXPECT_FALSE(error->expected.empty());
  return error->offset;
}

TEST(Url, TakesSchemeHostPortPathAndQueryApart) {
  EXPECT_EQ(parsed("https://api.example.com:8443/v1/chat?version=2&x=%20"),
            (Url{true, "api.example.com", 8443, "/v1/chat", "version=2&x=%20"}));
}

TEST(Url, KnowsThePortsOfTheSchemes) {
  EXPECT_EQ(parsed("http://example.com"), (Url{false, "example.com", 80, "", ""}));
  EXPECT_EQ(parsed("HTTPS://example.com/"), (Url{true, "example.com", 443, "/", ""}));
}

TEST(Url, LeavesThePathAsItIs) {
  EXPECT_EQ(parsed("http://127.0.0.1:8089/~s/@reset:event=4;seed=7,stall:text=2;for=3s//v1").path,
            "/~s/@reset:event=4;seed=7,stall:text=2;for=3s//v1");
}

TEST(Url, ReadsIpv6InBrackets) {
  EXPECT_EQ(parsed("http://[::1]:8089/v1"), (Url{false, "::1", 8089, "/v1", ""}));
  EXPECT_EQ(parsed("http://[fe80::1%eth0]").host, "fe80::1%eth0");
}

TEST(Url, ReadsAQueryWithoutAPath) {
  EXPECT_EQ(parsed("http://h?q=/a"), (Url{false, "h", 80, "", "q=/a"}));
}

TEST(Url, RefusesAndSaysWhere) {
  EXPECT_EQ(error_offset(""), 0U);
  EXPECT_EQ(error_offset("ftp://h/"), 0U);
  EXPECT_EQ(error_offset("api.example.com/v1"), 0U);
  EXPECT_EQ(error_offset("http://"), 7U);
  EXPECT_EQ(error_offset("http:///v1"), 7U);
  EXPECT_EQ(error_offset("http://:80"), 7U);
  EXPECT_EQ(error_offset("http://h/a b"), 10U);
  EXPECT_EQ(error_offset("http://h/a\r\nx"), 10U);
  EXPECT_EQ(error_offset("http://h/\xC3\xA9"), 9U);
  EXPECT_EQ(error_offset("http://h/a#b"), 10U);
  EXPECT_EQ(error_offset("http://user:secret@h/"), 7U);
  EXPECT_EQ(error_offset("http://h$/"), 7U);
  EXPECT_EQ(error_offset("http://[::1"), 11U);
  EXPECT_EQ(error_offset("http://[]"), 7U);
  EXPECT_EQ(error_offset("http://["), 7U);
  for (const char* host : {"host", "127.0.0.1", "fe80%eth0", "YY%YY", "%:", "::g", "1:2:x"}) {
    EXPECT_EQ(error_offset("http://[" + std::string(host) + "]/"), 7U) << host;
  }
}

TEST(Url, RefusesBadPorts) {
  for (const char* port : {"", "0", "65536", "-1", "+80", "80x", "99999999999999999999"}) {
    EXPECT_EQ(error_offset("http://host:" + std::string(port) + "/"), 11U) << port;
  }
  EXPECT_EQ(error_offset("http://[::1]80/"), 12U);
  EXPECT_EQ(parsed("http://h:65535").port, 65535);
}

TEST(HostField, NamesThePortWhereItIsNotTheSchemesOwn) {
  EXPECT_EQ(host_field(parsed("http://h/")), "h");
  EXPECT_EQ(host_field(parsed("https://h:443/")), "h");
  EXPECT_EQ(host_field(parsed("https://h:80/")), "h:80");
  EXPECT_EQ(host_field(parsed("http://[::1]:8089/")), "[::1]:8089");
}

}  // namespace
}  // namespace wiretape::net
