#include "wiretape/core/net/call/proxy_environment.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Variables = std::map<std::string, std::string, std::less<>>;

std::variant<std::optional<Proxy>, ProxyError> proxy_in(const Variables& variables,
                                                        const std::string& url = "https://api.test/v1") {
  return proxy_for(std::get<Url>(parse_url(url)), [&](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

std::optional<Proxy> found_in(const Variables& variables, const std::string& url = "https://api.test/v1") {
  return std::get<std::optional<Proxy>>(proxy_in(variables, url));
}

TEST(ProxyEnvironment, NamesTheProxyOfHttps) {
  EXPECT_EQ(found_in({}), std::nullopt);
  EXPECT_EQ(found_in({{"HTTPS_PROXY", "http://proxy:3128"}}), (Proxy{"proxy", 3128, ""}));
  EXPECT_EQ(found_in({{"all_proxy", "proxy:3128/"}}), (Proxy{"proxy", 3128, ""})) << "without a scheme";
  EXPECT_EQ(found_in({{"HTTPS_PROXY", "http://proxy:3128"}}, "http://api.test"), std::nullopt);
}

TEST(ProxyEnvironment, HasCredentials) {
  EXPECT_EQ(found_in({{"https_proxy", "http://u:p%40@proxy:1"}}), (Proxy{"proxy", 1, "Basic dTpwQA=="}));
}

TEST(ProxyEnvironment, HasExceptions) {
  for (const char* list : {"*", "api.test", ".test", "other,test", "a.b, api.test"})
    EXPECT_EQ(found_in({{"HTTPS_PROXY", "proxy:1"}, {"NO_PROXY", list}}), std::nullopt) << list;
  for (const char* list : {"", "i.test", "other", "sub.api.test"})
    EXPECT_NE(found_in({{"HTTPS_PROXY", "proxy:1"}, {"no_proxy", list}}), std::nullopt) << list;
}

TEST(ProxyEnvironment, WrittenWronglyIsToldWithoutItsPassword) {
  for (const char* url : {"https://u:secret@proxy", "socks5://u:secret@proxy:1", "http://u:secret@"}) {
    const auto error = std::get<ProxyError>(proxy_in({{"HTTPS_PROXY", url}}));
    EXPECT_THAT(error.what, AllOf(HasSubstr("HTTPS_PROXY"), Not(HasSubstr("secret"))));
  }
}

}  // namespace
}  // namespace wiretape::net
