#include "cli/edit_members.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

std::string edited(std::string_view object, const std::vector<MemberEdit>& edits) {
  return edit_members(object, edits).value_or("no object");
}

TEST(EditMembers, ChangesNoOtherByte) {
  const std::string body =
      "\n{ \"seed\" : 12345678901234567890123, \"t\":1.10e+2,\t\"s\" : false ,\n \"x\":{\"s\":0} ,\"d\":[0.1, 1E5] } "
      "\n";
  EXPECT_EQ(
      edited(body, {{"s", "true"}}),
      "\n{ \"seed\" : 12345678901234567890123, \"t\":1.10e+2,\t\"s\" : true ,\n \"x\":{\"s\":0} ,\"d\":[0.1, 1E5] } "
      "\n");
}

TEST(EditMembers, AddsWhatIsNotThere) {
  EXPECT_EQ(edited(R"({"a": 1 })", {{"s", "true"}}), R"({"a": 1,"s":true })");
  EXPECT_EQ(edited("{}", {{"s", "true"}}), R"({"s":true})");
  EXPECT_EQ(edited("{ }", {{"s", "1"}, {"t", "2"}}), R"({"s":1,"t":2 })");
}

TEST(EditMembers, TakesMembersOutWithOneComma) {
  EXPECT_EQ(edited(R"({"p":"x", "a":1, "b":2})", {{"p", std::nullopt}}), R"({"a":1, "b":2})");
  EXPECT_EQ(edited(R"({"a":1, "p":{"p":[,]}, "b":2})", {{"p", std::nullopt}}), "no object");
  EXPECT_EQ(edited(R"({"a":1, "p":{"p":[]},  "b":2})", {{"p", std::nullopt}}), R"({"a":1,  "b":2})");
  EXPECT_EQ(edited(R"({"a":1, "p":"x" })", {{"p", std::nullopt}}), R"({"a":1 })");
  EXPECT_EQ(edited(R"({ "p":"x" })", {{"p", std::nullopt}}), "{ }");
  EXPECT_EQ(edited(R"({"p":1,"q":2,"a":3})", {{"p", std::nullopt}, {"q", std::nullopt}}), R"({"a":3})");
}

TEST(EditMembers, EditsEachOfSeveralOfAName) {
  EXPECT_EQ(edited(R"({"s":false,"\u0073":1,"a":0})", {{"s", "true"}}), R"({"s":true,"\u0073":true,"a":0})");
}

TEST(EditMembers, OnlyOfAnObject) {
  for (const char* text : {"", "[]", "1", "{", "{\"a\":1} x", "{\"a\":\"\\ud83d\"}"})
    EXPECT_EQ(edited(text, {{"s", "true"}}), "no object") << text;
}

}  // namespace
}  // namespace wiretape::cli
