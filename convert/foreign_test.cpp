#include "wiretape/convert/foreign.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::convert {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Json yaml(const std::string& text) {
  auto read = read_foreign_yaml("in", text);
  if (const auto* mistake = std::get_if<text::Diagnostic>(&read)) {
    ADD_FAILURE() << text::to_string(*mistake);
    return nullptr;
  }
  return std::get<Json>(std::move(read));
}

std::string refused_yaml(const std::string& text) {
  const auto read = read_foreign_yaml("in", text);
  const auto* mistake = std::get_if<text::Diagnostic>(&read);
  return mistake == nullptr ? "" : text::to_string(*mistake);
}

TEST(ForeignYaml, HasJsonsTypesAndNoOthers) {
  EXPECT_EQ(
      yaml("{a: 1, b: 1.5, c: true, d: null, e: ~, f: yes, g: 0x10, h: '1', i: 1_0, j: }"),
      Json::parse(R"({"a":1,"b":1.5,"c":true,"d":null,"e":null,"f":"yes","g":"0x10","h":"1","i":"1_0","j":null})"));
}

TEST(ForeignYaml, TakesTagsForWhatTheyHold) {
  EXPECT_EQ(yaml("a: !!binary AP8=\nb: !binary |-\n  AP\n  8=\nc: !ruby/object:X {d: e}\nf: !!str 1\n"),
            (Json{{"a", std::string("\0\xFF", 2)}, {"b", std::string("\0\xFF", 2)}, {"c", {{"d", "e"}}}, {"f", "1"}}));
}

TEST(ForeignYaml, WritesAliasesOutUpToALimit) {
  EXPECT_EQ(yaml("a: &x [1]\nb: *x\n"), Json::parse(R"({"a":[1],"b":[1]})"));
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 10; ++level) {
    const auto before = "*a" + std::to_string(level - 1);
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
    for (int copy = 0; copy < 10; ++copy)
      bomb += before + ", ";
    bomb += "]\n";
  }
  EXPECT_THAT(refused_yaml(bomb), HasSubstr("more than 2,000,000 values"));
  std::string text = "a: &a \"" + std::string(1 << 20, 'x') + "\"\nb:\n";
  for (int copy = 0; copy < 300; ++copy)
    text += " - *a\n";
  EXPECT_THAT(refused_yaml(text), HasSubstr("more than 256 MiB"));
}

TEST(ForeignYaml, IsRefusedWhereItIsTooDeepOrNone) {
  EXPECT_THAT(refused_yaml(std::string(150, '[') + std::string(150, ']')), HasSubstr("deeper than 100"));
  EXPECT_THAT(refused_yaml(std::string(100'000, '[')), HasSubstr("no YAML"));
  EXPECT_THAT(refused_yaml("a: &a [*a]\n"), HasSubstr("deeper than 100"));
  EXPECT_THAT(refused_yaml("a: 1\nb: [1\n"), AllOf(StartsWith("in:"), HasSubstr("a text that is no YAML")));
  EXPECT_THAT(refused_yaml("a: *nothing\n"), StartsWith("in:1:"));
}

TEST(ForeignJson, HasItsPlaceWhereItIsNone) {
  const auto refused_json = [](const std::string& text) {
    const auto read = read_foreign_json("in", text);
    const auto* mistake = std::get_if<text::Diagnostic>(&read);
    return mistake == nullptr ? "" : text::to_string(*mistake);
  };
  EXPECT_EQ(refused_json("{\"a\": [1, 2],\n \"b\" 3}"), "in:2:6: a text that is no JSON; expected JSON (RFC 8259)");
  EXPECT_THAT(refused_json(""), StartsWith("in:1:1: "));
  EXPECT_THAT(refused_json(std::string(300, '[') + std::string(300, ']')), HasSubstr("deeper than 200"));
  EXPECT_EQ(refused_json("\xEF\xBB\xBF{}"), "");
}

}  // namespace
}  // namespace wiretape::convert
