#include "wiretape/core/yaml/emit_json.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

TEST(EmitJson, WritesAFlowCollection) {
  EXPECT_EQ(emit_json(R"({"b":1.0,"a":[true,null,"x y",{}],"c d":"1","e":-0.5e-7})"),
            R"({b: 1.0, a: [true, null, x y, {}], c d: "1", e: -0.5e-7})");
  EXPECT_EQ(emit_json("[]"), "[]");
  EXPECT_EQ(emit_json(R"({"":"","null":"a\nb"})"), R"({"": "", "null": "a\nb"})");
}

TEST(EmitJson, LeavesWhatWouldComeOutOtherwise) {
  for (const std::string json : {"",
                                 "1",
                                 "\"a\"",
                                 "true",
                                 "{",
                                 "[1",
                                 "[1,]",
                                 "{\"a\"}",
                                 "{\"a\":1,}",
                                 "[1] ",
                                 " [1]",
                                 "[1, 2]",
                                 "{\"a\": 1}",
                                 R"({"a":1,"a":2})",
                                 R"(["\u0061"])",
                                 R"(["\/"])",
                                 R"(["\ud800"])",
                                 "[\"\xFF\"]",
                                 "[01]",
                                 "[nul]",
                                 "{1:2}",
                                 "[\"a]",
                                 "[\"a\\\"]",
                                 "[1}",
                                 "[\"a\nb\"]"})
    EXPECT_EQ(emit_json(json), std::nullopt) << json;
}

TEST(EmitJson, LeavesNumbersThatYaml11TakesForText) {
  EXPECT_EQ(emit_json("[1e5]"), std::nullopt);
  EXPECT_EQ(emit_json("[1.5e5]"), std::nullopt);
  EXPECT_EQ(emit_json("[1.5e+5]"), "[1.5e+5]");
  EXPECT_EQ(emit_json_collection("[1e5]"), "[1e5]");
}

TEST(EmitJson, GoesNoDeeperThanATapeMay) {
  const std::string deep = std::string(48, '[') + std::string(48, ']');
  EXPECT_EQ(emit_json(deep), deep);
  EXPECT_EQ(emit_json('[' + deep + ']'), std::nullopt);
}

TEST(EmitJson, AnnouncesEndlessKeys) {
  const std::string key(1500, 'k');
  EXPECT_EQ(emit_json("{\"" + key + "\":1}"), "{? " + key + " : 1}");
}

}  // namespace
}  // namespace wiretape::yaml
