#include "wiretape/core/tape/match/json_subset.h"

#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

bool contains(std::string_view value, std::string_view pattern) {
  return json_contains(nlohmann::json::parse(value), nlohmann::json::parse(pattern));
}

TEST(JsonContains, ComparesObjectsAsSubsets) {
  EXPECT_TRUE(contains(R"({"a":1,"b":2})", R"({"a":1})"));
  EXPECT_TRUE(contains(R"({"a":{"b":1,"c":2}})", R"({"a":{"c":2}})"));
  EXPECT_TRUE(contains(R"({"a":1})", "{}"));
  EXPECT_FALSE(contains(R"({"a":1})", R"({"b":1})"));
  EXPECT_FALSE(contains(R"({"a":1})", R"({"a":2})"));
  EXPECT_FALSE(contains("[]", "{}"));
  EXPECT_FALSE(contains("null", "{}"));
}

TEST(JsonContains, ComparesArraysElementByElement) {
  EXPECT_TRUE(contains(R"([{"a":1,"b":2},3])", R"([{"a":1},3])"));
  EXPECT_TRUE(contains("[]", "[]"));
  EXPECT_FALSE(contains("[1,2]", "[1]"));
  EXPECT_FALSE(contains("[1]", "[1,2]"));
  EXPECT_FALSE(contains("[2,1]", "[1,2]"));
  EXPECT_FALSE(contains("{}", "[]"));
}

TEST(JsonContains, ComparesNumbersByValue) {
  EXPECT_TRUE(contains("1", "1.0"));
  EXPECT_TRUE(contains("1e2", "100"));
  EXPECT_TRUE(contains("-0.0", "0"));
  EXPECT_TRUE(contains("18446744073709551615", "18446744073709551615"));
  EXPECT_FALSE(contains("1", "2"));
  EXPECT_FALSE(contains("1", "\"1\""));
  EXPECT_FALSE(contains("1", "true"));
}

TEST(JsonContains, ComparesTheRestByEquality) {
  EXPECT_TRUE(contains("\"é\"", R"("\u00e9")"));
  EXPECT_TRUE(contains("null", "null"));
  EXPECT_FALSE(contains("\"A\"", "\"a\""));
  EXPECT_FALSE(contains("false", "null"));
  EXPECT_FALSE(contains(R"({"a":null})", R"({"b":null})"));
}

std::string mismatch(std::string_view value, std::string_view pattern) {
  const auto found = find_json_mismatch(nlohmann::json::parse(value), nlohmann::json::parse(pattern));
  return found ? found->place + " | " + found->expected + " | " + found->found : "none";
}

TEST(FindJsonMismatch, NamesTheDeepestPlace) {
  EXPECT_EQ(mismatch(R"({"a":[{"b":1}]})", R"({"a":[{"b":1}]})"), "none");
  EXPECT_EQ(mismatch(R"({"a":[{"b":1}]})", R"({"a":[{"b":2}]})"), "/a/0/b | 2 | 1");
  EXPECT_EQ(mismatch("{}", R"({"a":{"b":1}})"), R"(/a | {"b":1} | (absent))");
  EXPECT_EQ(mismatch("[1]", "[1,2]"), "/1 | 2 | (absent)");
  EXPECT_EQ(mismatch("[1,2]", "[1]"), "/1 | (absent) | 2");
  EXPECT_EQ(mismatch("[]", "{}"), " | {} | []");
}

TEST(ToJsonText, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(to_json_text(nlohmann::json("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace wiretape::tape
