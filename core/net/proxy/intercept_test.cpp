#include "wiretape/core/net/proxy/intercept.h"

#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

Intercept parsed(std::string_view text) {
  return std::get<Intercept>(parse_intercept(text));
}

text::InputError intercept_mistake(std::string_view text) {
  return std::get<text::InputError>(parse_intercept(text));
}

Url asked_for(const std::string& authority) {
  return std::get<Url>(parse_url("https://" + authority));
}

TEST(Intercept, IsAHostWithAPortOrWithoutOne) {
  EXPECT_EQ(parsed("api.openai.com"), (Intercept{.host = "api.openai.com", .port = 0, .instead = {}}));
  EXPECT_EQ(parsed("API.OpenAI.com:8443"), (Intercept{.host = "api.openai.com", .port = 8443, .instead = {}}));
  EXPECT_EQ(parsed("[::1]"), (Intercept{.host = "::1", .port = 0, .instead = {}}));
  EXPECT_EQ(parsed("[::1]:443"), (Intercept{.host = "::1", .port = 443, .instead = {}}));
}

TEST(Intercept, MayNameWhomRequestsGoToInstead) {
  const auto intercept = parsed("api.test:443=https://127.0.0.1:8443/base");
  EXPECT_EQ(intercept.host, "api.test");
  EXPECT_EQ(intercept.port, 443);
  EXPECT_EQ(intercept.instead, std::get<Url>(parse_url("https://127.0.0.1:8443/base")));
}

TEST(Intercept, CallsItsHostOrWhatStandsInItsPlace) {
  const auto itself = [](std::uint16_t port) {
    return Url{.is_tls = true, .host = "api.test", .port = port, .path = "", .query = ""};
  };
  EXPECT_EQ(called_for(parsed("api.test")), itself(443));
  EXPECT_EQ(called_for(parsed("api.test:8443")), itself(8443));
  EXPECT_EQ(called_for(parsed("api.test:8443=http://127.0.0.1:8089/v2")),
            (Url{.is_tls = false, .host = "127.0.0.1", .port = 8089, .path = "/v2", .query = ""}));
}

TEST(Intercept, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(intercept_mistake("https://api.test").offset, 6U);
  EXPECT_EQ(intercept_mistake("").found, "no host");
  EXPECT_EQ(intercept_mistake("").offset, 0U);
  EXPECT_EQ(intercept_mistake("*.test").found, "'*.test'");
  EXPECT_EQ(intercept_mistake("api.test:0").offset, 8U);
  EXPECT_EQ(intercept_mistake("user@api.test").found, "user information");
  EXPECT_EQ(intercept_mistake("api.test=127.0.0.1:80").offset, 9U);
  EXPECT_EQ(intercept_mistake("api.test=http://x/?q").found, "a query");
}

TEST(Intercept, IsOfItsHostAndPortAlone) {
  EXPECT_TRUE(intercepts(parsed("api.test"), asked_for("API.test:444")));
  EXPECT_FALSE(intercepts(parsed("api.test"), asked_for("api.test.evil")));
  EXPECT_FALSE(intercepts(parsed("api.test"), asked_for("sub.api.test")));
  EXPECT_TRUE(intercepts(parsed("api.test:443"), asked_for("api.test")));
  EXPECT_FALSE(intercepts(parsed("api.test:443"), asked_for("api.test:444")));
  EXPECT_TRUE(intercepts(parsed("[::1]"), asked_for("[::1]:443")));
}

}  // namespace
}  // namespace wiretape::net
