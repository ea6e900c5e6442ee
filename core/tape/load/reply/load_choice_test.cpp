#include "wiretape/core/tape/load/reply/load_choice.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<provider::ChoiceReply> choices_in(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  std::vector<provider::ChoiceReply> choices = read_choices(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return choices;
}

std::vector<std::string> mistakes_in_choices(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  (void)read_choices(parsed.root(), parsed.mistakes());
  return parsed.lines();
}

/// The arguments of a tool call that is written so.
std::string arguments_of(std::string_view yaml) {
  const auto choices = choices_in("[{tool_calls: [{name: f, arguments: " + std::string(yaml) + "}]}]");
  return choices.at(0).tool_calls.at(0).arguments;
}

TEST(LoadChoice, ReadsAllKeys) {
  const auto choices = choices_in(
      "- {reasoning: r, text: t, refusal: f, finish_reason: length, tool_calls: [{id: i, name: n, arguments: {a: "
      "1}}]}\n"
      "- {}\n");
  ASSERT_EQ(choices.size(), 2U);
  EXPECT_EQ(choices[0].reasoning, "r");
  EXPECT_EQ(choices[0].text, "t");
  EXPECT_EQ(choices[0].refusal, "f");
  EXPECT_EQ(choices[0].finish_reason, "length");
  ASSERT_EQ(choices[0].tool_calls.size(), 1U);
  EXPECT_EQ(choices[0].tool_calls[0].id, "i");
  EXPECT_EQ(choices[0].tool_calls[0].name, "n");
  EXPECT_EQ(choices[1].text, "");
  EXPECT_EQ(choices[1].finish_reason, std::nullopt);
  EXPECT_THAT(choices[1].tool_calls, IsEmpty());
}

TEST(LoadChoice, MakesJsonOfArgumentsExceptOfText) {
  EXPECT_EQ(arguments_of("{b: 1.0, a: [x, null]}"), R"({"b":1.0,"a":["x",null]})");
  EXPECT_EQ(arguments_of("[1, 2]"), "[1,2]");
  EXPECT_EQ(arguments_of("5"), "5");
  EXPECT_EQ(arguments_of("null"), "null");
  EXPECT_EQ(arguments_of("'{\"cut\": \"sh'"), "{\"cut\": \"sh");
  EXPECT_EQ(arguments_of("''"), "");
  EXPECT_EQ(choices_in("[{tool_calls: [{name: f}]}]").at(0).tool_calls.at(0).arguments, "{}");
}

TEST(LoadChoice, RefusesArgumentsThatAreLeftOutOrBytes) {
  EXPECT_THAT(mistakes_in_choices("[{tool_calls: [{name: f, arguments: }]}]"),
              ElementsAre(StartsWith("1:26: no value; expected a JSON value")));
  EXPECT_THAT(mistakes_in_choices("[{tool_calls: [{name: f, arguments: !b64 aGk=}]}]"),
              ElementsAre(StartsWith("1:37: the tag !b64; expected arguments")));
}

TEST(LoadChoice, RefusesWhatIsNoListOfChoices) {
  EXPECT_THAT(mistakes_in_choices("{text: a}"),
              ElementsAre("1:1: a mapping; expected a list of choices, {text: …} each"));
  EXPECT_THAT(mistakes_in_choices("[]"), ElementsAre("1:1: a list; expected a list of choices, {text: …} each"));
  EXPECT_THAT(mistakes_in_choices("[a, {text: b}, 5]"),
              ElementsAre("1:2: the text 'a'; expected a choice: a mapping",
                          "1:16: the number 5; expected a choice: a mapping"));
}

TEST(LoadChoice, RefusesUnknownKeysAndValuesOfTheWrongKind) {
  EXPECT_THAT(
      mistakes_in_choices("[{txt: a, finish_reason: 1, tool_calls: [[], {nam: f}]}]"),
      ElementsAre(HasSubstr("did you mean 'text'?"), StartsWith("1:26: the number 1; expected a finish reason"),
                  "1:42: a list; expected a tool call: a mapping",
                  "1:46: a tool call without 'name'; expected the key 'name'", HasSubstr("did you mean 'name'?")));
}

}  // namespace
}  // namespace wiretape::tape
