#include "wiretape/core/text/json/edit_json.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(EditJson, ChangesWhatIsMeantAndKeepsTheOrder) {
  const auto edited = edit_json_object(R"({"z":1,"a":{"b":[0.5,null,"\u00f6\n"]}})", [](EditedJson& object) {
    object["z"] = 2;
    return true;
  });
  EXPECT_EQ(edited, R"({"z":2,"a":{"b":[0.5,null,"ö\n"]}})");
}

TEST(EditJson, LeavesAloneWhatIsNotChangedOrNoObject) {
  const auto change_all = [](EditedJson& /*object*/) { return true; };
  EXPECT_EQ(edit_json_object("{}", [](EditedJson& /*object*/) { return false; }), std::nullopt);
  for (const char* text : {"", "[DONE]", "[1]", "7", "{\"a\":", "{} x"})
    EXPECT_EQ(edit_json_object(text, change_all), std::nullopt) << text;
}

TEST(EditJson, LeavesAloneWhatIsNestedTooDeep) {
  const auto change_all = [](EditedJson& /*object*/) { return true; };
  const auto nested = [](std::size_t depth) {
    return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(edit_json_object(nested(deepest_json - 1), change_all), nested(deepest_json - 1));
  EXPECT_EQ(edit_json_object(nested(deepest_json), change_all), std::nullopt);
  EXPECT_EQ(edit_json_object(nested(1'000'000), change_all), std::nullopt);
}

TEST(EditJson, ReadsMembersOfAnyShape) {
  EditedJson object = EditedJson::parse(R"({"s":"x","n":7,"h":9223372036854775808,"f":0.5,"l":[1]})");
  EXPECT_EQ(text_of(member_of(&object, "s")), "x");
  EXPECT_EQ(text_of(member_of(&object, "n")), "");
  EXPECT_EQ(text_of(member_of(&object, "gone")), "");
  EXPECT_EQ(number_of(member_of(&object, "n")), 7);
  EXPECT_EQ(number_of(member_of(&object, "h")), std::nullopt);
  EXPECT_EQ(number_of(member_of(&object, "f")), std::nullopt);
  EXPECT_EQ(member_of(member_of(&object, "l"), "s"), nullptr);
  EXPECT_EQ(member_of(nullptr, "s"), nullptr);
  EXPECT_EQ(json_or_text(object["s"]), "x");
  EXPECT_EQ(json_or_text(object["l"]), "[1]");
}

TEST(EditJson, ReplacesOrTakesOutATextMember) {
  EditedJson object = EditedJson::parse(R"({"a":"x","b":"y","c":"","d":null})");
  EXPECT_TRUE(replace_text_member(object, "a", R"("z")"));
  EXPECT_TRUE(replace_text_member(object, "b", ""));
  EXPECT_FALSE(replace_text_member(object, "c", R"("z")"));
  EXPECT_FALSE(replace_text_member(object, "d", R"("z")"));
  EXPECT_FALSE(replace_text_member(object, "e", R"("z")"));
  EXPECT_EQ(write_json(object), R"({"a":"z","c":"","d":null})");
}

TEST(EditJson, TakesOutAnObjectOnly) {
  EditedJson object = EditedJson::parse(R"({"a":{"b":1},"c":null})");
  EXPECT_TRUE(erase_object_member(&object, "a"));
  EXPECT_FALSE(erase_object_member(&object, "c"));
  EXPECT_FALSE(erase_object_member(nullptr, "a"));
  EXPECT_EQ(write_json(object), R"({"c":null})");
}

}  // namespace
}  // namespace wiretape::text
