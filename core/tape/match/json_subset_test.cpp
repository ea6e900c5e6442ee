#include "wiretape/core/tape/match/json_subset.h"

#include <random>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/asked_for_test.h"
#include "wiretape/core/text/json/json_bodies_for_test.h"

namespace wiretape::tape {
namespace {

/// Both ways of reading the value say the same.
bool contains(std::string_view value, std::string_view pattern) {
  const auto wanted = nlohmann::json::parse(pattern);
  const bool in_tree = json_contains(nlohmann::json::parse(value), wanted);
  text::JsonIndex index;
  EXPECT_TRUE(index.read(value)) << value;
  EXPECT_EQ(json_contains(index.root(), wanted), in_tree) << value << " " << pattern;
  return in_tree;
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

TEST(JsonContains, ComparesWhatAListEndsWith) {
  EXPECT_TRUE(contains("[1,2,3]", R"(["...",2,3])"));
  EXPECT_TRUE(contains("[2,3]", R"(["...",2,3])"));
  EXPECT_TRUE(contains(R"([{"a":1},{"b":1,"c":2}])", R"(["...",{"b":1}])"));
  EXPECT_FALSE(contains("[3]", R"(["...",2,3])"));
  EXPECT_FALSE(contains("[2,3,4]", R"(["...",2,3])"));
  EXPECT_FALSE(contains("[]", R"(["...",{}])"));
  EXPECT_FALSE(contains(R"({"a":1})", R"(["...",{}])"));
}

TEST(JsonContains, ComparesWhatAListBeginsWith) {
  EXPECT_TRUE(contains("[1,2,3]", R"([1,2,"..."])"));
  EXPECT_TRUE(contains("[1,2]", R"([1,2,"..."])"));
  EXPECT_FALSE(contains("[1]", R"([1,2,"..."])"));
  EXPECT_FALSE(contains("[0,1,2]", R"([1,2,"..."])"));
}

TEST(JsonContains, TakesDotsForATextElsewhere) {
  EXPECT_TRUE(contains(R"(["..."])", R"(["..."])"));
  EXPECT_FALSE(contains("[1]", R"(["..."])"));
  EXPECT_FALSE(contains("[1,2,3]", R"([1,"...",3])"));
  EXPECT_TRUE(contains(R"({"a":"..."})", R"({"a":"..."})"));
}

TEST(JsonContains, ComparesAnyElementOfAList) {
  EXPECT_TRUE(contains(R"({"m":[{"a":1},{"a":2,"b":3}]})", R"({"m":{"contains":{"a":2}}})"));
  EXPECT_TRUE(contains("[1,2]", R"({"contains":2})"));
  EXPECT_TRUE(contains("[[1,2]]", R"({"contains":{"contains":2}})"));
  EXPECT_FALSE(contains(R"([{"a":1},{"b":2}])", R"({"contains":{"a":1,"b":2}})")) << "all of it in one element";
  EXPECT_FALSE(contains("[]", R"({"contains":{}})"));
  EXPECT_FALSE(contains("[2]", R"({"contains":2,"more":1})"));
}

TEST(JsonContains, ComparesAMemberNamedContainsOfAnObject) {
  EXPECT_TRUE(contains(R"({"contains":1,"b":2})", R"({"contains":1})"));
  EXPECT_FALSE(contains(R"({"a":[1]})", R"({"contains":1})"));
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

TEST(JsonContains, SaysTheSameOfOddBodiesAndOfTheirTrees) {
  const char* const patterns[] = {"{}",
                                  "[]",
                                  "null",
                                  "true",
                                  "0",
                                  "1",
                                  "-0.0",
                                  "1e2",
                                  R"("a")",
                                  R"("")",
                                  R"({"a":1})",
                                  R"({"a":2})",
                                  R"({"a":{}})",
                                  R"({"a":{"b":1}})",
                                  R"({"a":{"c":1}})",
                                  R"({"a":"x"})",
                                  R"({"a":"z"})",
                                  R"({"a":null})",
                                  R"({"a":[]})",
                                  R"({"model":"m"})",
                                  R"({"model":"n"})",
                                  R"([[],[]])",
                                  R"([1,2])",
                                  R"(["...",{}])",
                                  R"([{},"..."])",
                                  R"(["...",[]])",
                                  R"({"a":["...",{"b":[]}]})",
                                  R"({"a":[1,"..."]})",
                                  R"({"a":{"contains":"x"}})",
                                  R"({"contains":{}})",
                                  R"({"a":[1,2.5,"x",null,true,false,{"b":[]}]})",
                                  R"({"":1})",
                                  R"({"a\"b":1})",
                                  "18446744073709551615",
                                  "18446744073709551616"};
  std::mt19937 random(3);
  auto bodies = text::odd_json_bodies();
  for (int count = 0; count < 5000; ++count)
    bodies.push_back(text::mutated_json_body(random));
  for (const auto& body : bodies) {
    const Asked asked("POST", "/", body);
    const auto* tree = asked.view.json_tree();
    const auto value = asked.view.json();
    ASSERT_EQ(value.has_value(), tree != nullptr) << body;
    if (!value) continue;
    for (const auto* pattern : patterns) {
      const auto wanted = nlohmann::json::parse(pattern);
      ASSERT_EQ(json_contains(*value, wanted), json_contains(*tree, wanted)) << body << " " << pattern;
    }
  }
}

}  // namespace
}  // namespace wiretape::tape
