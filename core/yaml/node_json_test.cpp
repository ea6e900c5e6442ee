#include "wiretape/core/yaml/node_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string json_of(std::string_view yaml) {
  Parsed parsed(yaml);
  std::string json = json_text(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return json;
}

TEST(JsonText, IsCompactAndKeepsTheOrderOfKeys) {
  EXPECT_EQ(json_of("b: 1\na: [x, {z: true, y: null}]\nc: {}\nd: []\n"),
            R"({"b":1,"a":["x",{"z":true,"y":null}],"c":{},"d":[]})");
}

TEST(JsonText, KeepsNumbersAsWritten) {
  EXPECT_EQ(json_of("[1.0, 1e5, 1E+05, -0, 0.10, 12345678901234567890, 1e999]"),
            "[1.0,1e5,1E+05,-0,0.10,12345678901234567890,1e999]");
}

TEST(JsonText, TakesOnlyJsonsOwnLiteralsForLiterals) {
  EXPECT_EQ(json_of("[yes, on, ~, 0x1F, .inf, Null, NULL, True, +1, 1_0, 017, 2026-11-21]"),
            R"(["yes","on","~","0x1F",".inf","Null","NULL","True","+1","1_0","017","2026-11-21"])");
  EXPECT_EQ(json_of(R"(["1", 'true', "null"])"), R"(["1","true","null"])");
}

TEST(JsonText, EscapesWhatJsonEscapesAndNothingElse) {
  EXPECT_EQ(json_of(R"("q\" b\\ s/ \b\f\n\r\t \x01 \x7f é 😀 \u00e9")"),
            "\"q\\\" b\\\\ s/ \\b\\f\\n\\r\\t \\u0001 \x7F é 😀 é\"");
}

TEST(JsonText, WritesKeysAsTextWhateverTheyLookLike) {
  EXPECT_EQ(json_of("{1: a, true: b, null: c, ~: d, \"q\\\"\": e, \"\": f}"),
            R"({"1":"a","true":"b","null":"c","~":"d","q\"":"e","":"f"})");
}

TEST(JsonText, WritesAnAliasInFull) {
  EXPECT_EQ(json_of("{a: &x {k: [1]}, b: *x}"), R"({"a":{"k":[1]},"b":{"k":[1]}})");
}

TEST(JsonText, RefusesWhatIsLeftOut) {
  Parsed parsed("{a: , b: 1}");
  (void)json_text(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:2: no value; expected a JSON value; write null or \"\" for an empty one"));
}

TEST(JsonText, RefusesBytes) {
  Parsed parsed("a: !b64 aGk=");
  (void)json_text(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:4: !b64 inside JSON; expected text; JSON has no bytes"));
}

}  // namespace
}  // namespace wiretape::yaml
