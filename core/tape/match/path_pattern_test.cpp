#include "wiretape/core/tape/match/path_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::Pair;

PathPattern pattern(std::string_view text) {
  auto parsed = PathPattern::parse(text);
  EXPECT_TRUE(std::holds_alternative<PathPattern>(parsed)) << text;
  return std::get<PathPattern>(std::move(parsed));
}

std::string error(std::string_view text) {
  const auto parsed = PathPattern::parse(text);
  const auto* found = std::get_if<text::InputError>(&parsed);
  return found == nullptr ? "" : std::to_string(found->offset) + ": " + found->found;
}

TEST(PathPattern, WithoutHolesFitsItself) {
  EXPECT_TRUE(pattern("/v1/x").is_literal());
  EXPECT_THAT(pattern("/v1/x").match("/v1/x"), Optional(IsEmpty()));
  for (const auto* path : {"/v1/x/", "/v1/X", "/v1", "/v1/", "v1/x", "", "/v1/x/y", "//v1/x"})
    EXPECT_EQ(pattern("/v1/x").match(path), std::nullopt) << path;
  EXPECT_THAT(pattern("/").match("/"), Optional(IsEmpty()));
  EXPECT_THAT(pattern("//ws/a").match("//ws/a"), Optional(IsEmpty()));
  EXPECT_EQ(pattern("//ws/a").match("/ws/a"), std::nullopt);
  EXPECT_EQ(pattern("/a/").match("/a"), std::nullopt);
}

TEST(PathPattern, NamesASegment) {
  const auto named = pattern("/v1/{kind}/x/{id}");
  EXPECT_FALSE(named.is_literal());
  EXPECT_TRUE(named.has_name("kind"));
  EXPECT_FALSE(named.has_name("x"));
  EXPECT_THAT(named.match("/v1/a/x/b%20c"), Optional(ElementsAre(Pair("kind", "a"), Pair("id", "b c"))));
  EXPECT_THAT(named.match("/v1/a/x/100%"), Optional(ElementsAre(Pair("kind", "a"), Pair("id", "100%"))));
  for (const auto* path : {"/v1//x/b", "/v1/a/x/", "/v1/a/x", "/v1/a/x/b/", "/v1/a/y/b"})
    EXPECT_EQ(named.match(path), std::nullopt) << path;
}

TEST(PathPattern, NamesAPartOfASegment) {
  const auto method = pattern("/models/{model}:generate");
  EXPECT_THAT(method.match("/models/g-2.0:generate"), Optional(ElementsAre(Pair("model", "g-2.0"))));
  EXPECT_THAT(method.match("/models/:generate:generate"), Optional(ElementsAre(Pair("model", ":generate"))));
  EXPECT_EQ(method.match("/models/:generate"), std::nullopt);
  EXPECT_EQ(method.match("/models/g:other"), std::nullopt);
  EXPECT_EQ(pattern("/aa{x}aa").match("/aaa"), std::nullopt) << "prefix and suffix may not share bytes";
}

TEST(PathPattern, TakesAnySegmentForAStar) {
  EXPECT_THAT(pattern("/*/x").match("/a/x"), Optional(IsEmpty()));
  EXPECT_EQ(pattern("/*/x").match("/a/b/x"), std::nullopt);
  EXPECT_EQ(pattern("/*/x").match("//x"), std::nullopt);
  EXPECT_THAT(pattern("/v*").match("/v1"), Optional(IsEmpty()));
  EXPECT_EQ(pattern("/v*").match("/v1/x"), std::nullopt) << "only a segment of its own takes the rest";
}

TEST(PathPattern, TakesAnyRestForAStarAtTheEnd) {
  for (const auto* path : {"/v1/a", "/v1/a/b", "/v1//", "/v1/a/"})
    EXPECT_THAT(pattern("/v1/*").match(path), Optional(IsEmpty())) << path;
  for (const auto* path : {"/v1/", "/v1", "/v2/a"})
    EXPECT_EQ(pattern("/v1/*").match(path), std::nullopt) << path;
  EXPECT_THAT(pattern("/{a}/*").match("/x/y/z"), Optional(ElementsAre(Pair("a", "x"))));
}

TEST(PathPattern, SaysWhatIsWrong) {
  EXPECT_EQ(error("v1"), "0: a path that does not begin with '/'");
  EXPECT_EQ(error("/v1/{a"), "4: '{' without the other brace");
  EXPECT_EQ(error("/v1/a}"), "5: '}' without the other brace");
  EXPECT_EQ(error("/{}"), "1: '{}'");
  EXPECT_EQ(error("/{a b}"), "1: '{a b}'");
  EXPECT_EQ(error("/{1}"), "1: '{1}'");
  EXPECT_EQ(error("/a/{b}-{c}"), "7: a second hole between two '/'");
  EXPECT_EQ(error("/a/**"), "4: a second hole between two '/'");
  EXPECT_EQ(error("/{a}/{a}"), "5: the name {a} a second time");
}

}  // namespace
}  // namespace wiretape::tape
