#include "wiretape/recorder/relay/upstream.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::relay {
namespace {

using ::testing::HasSubstr;

Upstreams upstreams_of(const std::vector<std::string>& texts) {
  std::vector<Upstream> all;
  for (const auto& text : texts)
    all.push_back(std::get<Upstream>(parse_upstream(text)));
  return std::get<Upstreams>(Upstreams::of(std::move(all)));
}

/// "NAME target plain_target", or "none".
std::string routed(const Upstreams& upstreams, std::string_view target) {
  const auto route = upstreams.route(target);
  return route ? route->upstream->name + " " + route->target + " " + route->plain_target : "none";
}

text::InputError mistake(std::string_view text) {
  return std::get<text::InputError>(parse_upstream(text));
}

TEST(Upstream, IsAUrlWithANameOrWithoutOne) {
  const auto plain = std::get<Upstream>(parse_upstream("https://api.openai.com"));
  EXPECT_EQ(plain.name, "");
  EXPECT_EQ(origin_of(plain), "https://api.openai.com");
  const auto named = std::get<Upstream>(parse_upstream("my-llm_2.0=http://[::1]:8089/base/"));
  EXPECT_EQ(named.name, "my-llm_2.0");
  EXPECT_EQ(origin_of(named), "http://[::1]:8089");
  EXPECT_EQ(named.url.path, "/base/");
}

TEST(Upstream, WrittenWronglyIsToldWithItsPlace) {
  EXPECT_EQ(mistake("open ai=https://api.openai.com").offset, 0U);
  EXPECT_EQ(mistake("=https://api.openai.com").found, "the name ''");
  EXPECT_EQ(mistake("api.openai.com").expected, "http:// or https://");
  EXPECT_EQ(mistake("openai=ftp://x").offset, 7U);
  EXPECT_EQ(mistake("https://x/v1?key=1").offset, 12U);
}

TEST(Upstreams, AreNamedApart) {
  const auto upstream = std::get<Upstream>(parse_upstream("a=http://x"));
  EXPECT_THAT(std::get<std::string>(Upstreams::of({upstream, upstream})), HasSubstr("'a'"));
  const auto plain = std::get<Upstream>(parse_upstream("http://x"));
  EXPECT_THAT(std::get<std::string>(Upstreams::of({plain, plain})), HasSubstr("NAME=URL"));
}

TEST(Upstreams, OneWithoutANameGetsEveryPath) {
  const auto upstreams = upstreams_of({"http://x"});
  EXPECT_EQ(routed(upstreams, "/v1/models?limit=2"), " /v1/models?limit=2 /v1/models?limit=2");
  EXPECT_EQ(routed(upstreams, "/"), " / /");
  EXPECT_EQ(routed(upstreams, "*"), " * *");
  EXPECT_EQ(routed(upstreams, "http://127.0.0.1:1/v1/models?a"), " /v1/models?a /v1/models?a") << "of a proxy's client";
  EXPECT_EQ(routed(upstreams, "http://127.0.0.1:1"), " / /");
  EXPECT_EQ(routed(upstreams, "host:443"), "none");
}

TEST(Upstreams, ABasePathComesFirst) {
  const auto upstreams = upstreams_of({"http://x/api/v2/"});
  EXPECT_EQ(routed(upstreams, "/chat?q"), " /api/v2/chat?q /chat?q");
}

TEST(Upstreams, WithNamesAreToldByTheFirstSegment) {
  const auto upstreams = upstreams_of({"openai=http://x", "other=http://y/base"});
  EXPECT_EQ(routed(upstreams, "/openai/v1/models"), "openai /v1/models /v1/models");
  EXPECT_EQ(routed(upstreams, "/other/v1/models"), "other /base/v1/models /v1/models");
  EXPECT_EQ(routed(upstreams, "/openai"), "openai / /");
  EXPECT_EQ(routed(upstreams, "/openai?a=b"), "openai /?a=b /?a=b");
  EXPECT_EQ(routed(upstreams, "/openai2/v1"), "none");
  EXPECT_EQ(routed(upstreams, "/"), "none");
}

TEST(Upstream, MayBeAskedForItselfWhateverThePath) {
  const auto upstream = std::get<Upstream>(parse_upstream("https://x/base"));
  const auto route = route_to(upstream, "http://y/v1?q");
  ASSERT_TRUE(route);
  EXPECT_EQ(route->upstream, &upstream);
  EXPECT_EQ(route->target, "/base/v1?q");
  EXPECT_EQ(route->plain_target, "/v1?q");
  EXPECT_FALSE(route_to(upstream, "host:443"));
}

TEST(Upstreams, WhatHasNoNameOfThemGoesToTheOneWithoutAName) {
  const auto upstreams = upstreams_of({"openai=http://x", "http://y"});
  EXPECT_EQ(routed(upstreams, "/openai/v1"), "openai /v1 /v1");
  EXPECT_EQ(routed(upstreams, "/v1"), " /v1 /v1");
}

TEST(Upstreams, TellWhoIsElsewhere) {
  EXPECT_EQ(upstreams_of({"http://127.0.0.1:1", "b=http://localhost", "c=http://[::1]"}).first_elsewhere(), nullptr);
  const auto upstreams = upstreams_of({"http://localhost", "b=https://api.test"});
  EXPECT_EQ(upstreams.first_elsewhere(), &upstreams.all()[1]);
  EXPECT_TRUE(upstreams.have_tls());
  EXPECT_FALSE(upstreams_of({"http://api.test"}).have_tls());
}

}  // namespace
}  // namespace wiretape::recorder::relay
