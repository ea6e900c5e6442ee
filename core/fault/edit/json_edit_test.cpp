#include "wiretape/core/fault/edit/json_edit.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(IsJsonObject, TakesSoundObjectsOnly) {
  EXPECT_TRUE(is_json_object(R"( {"a": [1]} )"));
  EXPECT_TRUE(is_json_object("{}"));
  for (const char* text : {"", " ", "[]", "1", "\"{}\"", "[DONE]", "{", R"({"a":1,})", "{}{}", "{\"a\":\"\xFF\"}"})
    EXPECT_FALSE(is_json_object(text)) << text;
}

TEST(IsJson, TakesAnyValue) {
  for (const char* text : {"[]", "1", "\"a\"", "null", " {}"})
    EXPECT_TRUE(is_json(text)) << text;
  EXPECT_FALSE(is_json("[DONE]"));
}

std::string with_member(std::string object) {
  append_member(object, R"("m":1)");
  return object;
}

TEST(AppendMember, PutsACommaWhereThereAreMembers) {
  EXPECT_EQ(with_member("{}"), R"({"m":1})");
  EXPECT_EQ(with_member("{ }"), R"({"m":1 })");
  EXPECT_EQ(with_member(R"({"a":{}})"), R"({"a":{},"m":1})");
  EXPECT_EQ(with_member("{\"a\":\"}\"\n} "), "{\"a\":\"}\",\"m\":1\n} ");
}

std::string behind_deepest(std::string_view json) {
  const auto place = deepest_string(json);
  return place ? std::string(json.substr(*place)) : "none";
}

TEST(DeepestString, IsTheLastOfTheDeepest) {
  EXPECT_EQ(behind_deepest(R"({"a":"x","b":{"c":"y","d":"z"},"e":"w"})"), R"(z"},"e":"w"})");
  EXPECT_EQ(behind_deepest(R"({"a":"x","b":{}})"), R"(x","b":{}})");
  EXPECT_EQ(behind_deepest(R"(["a","b"])"), R"(b"])");
}

TEST(DeepestString, PassesOverNamesBracketsAndEscapesInStrings) {
  EXPECT_EQ(behind_deepest(R"({"a":"[[{","b":{"c" : "\"}" }})"), R"(\"}" }})");
  EXPECT_EQ(behind_deepest(R"({"a":{"b":1}})"), "none");
  EXPECT_EQ(behind_deepest("[DONE]"), "none");
  EXPECT_EQ(behind_deepest(R"({"a":"open)"), "none");
  EXPECT_EQ(behind_deepest("\"\\"), "none");
}

TEST(BlankPlaces, AreBehindWhatOpensAndParts) {
  EXPECT_THAT(blank_places(R"({"a":[1,"{,:\"["]})"), ElementsAre(1, 5, 6, 8));
  EXPECT_THAT(blank_places("17"), IsEmpty());
}

}  // namespace
}  // namespace wiretape::fault
