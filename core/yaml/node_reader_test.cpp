#include "wiretape/core/yaml/node_reader.h"

#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

TEST(NodeReader, DescribesEveryKind) {
  Parsed parsed("[text, 1.50, true, null, [a], {a: b}, '', &x , \"a\\nb\"]");
  std::vector<std::string> descriptions;
  for (const YamlNode* item : parsed.root().items) {
    descriptions.push_back(describe(*item));
  }
  EXPECT_THAT(descriptions, ElementsAre("the text 'text'", "the number 1.50", "true", "null", "a list", "a mapping",
                                        "the text ''", "no value", "the text 'a b'"));
}

TEST(NodeReader, ReadsAMappingsMembersInTheirOrder) {
  Parsed parsed("{b: 1, a: 2}");
  std::string seen;
  const bool is_mapping = read_mapping(parsed.root(), "a thing",
                                       {{"a", [&](const YamlNode& value) { seen += "a" + value.text; }},
                                        {"b", [&](const YamlNode& value) { seen += "b" + value.text; }}},
                                       parsed.mistakes());
  EXPECT_TRUE(is_mapping);
  EXPECT_EQ(seen, "b1a2");
  EXPECT_THAT(parsed.lines(), IsEmpty());
}

TEST(NodeReader, NamesUnknownKeysAndTheNearestKnown) {
  Parsed parsed("{idd: 1, zebra: 2, 'id:3': 4}");
  const KnownKey id{"id", [](const YamlNode&) {}};
  const KnownKey text{"text", [](const YamlNode&) {}};
  read_mapping(parsed.root(), "a thing", {id, text}, parsed.mistakes());
  EXPECT_THAT(parsed.lines(),
              ElementsAre("1:2: unknown key 'idd'; expected one of: id, text; did you mean 'id'?",
                          "1:10: unknown key 'zebra'; expected one of: id, text",
                          "1:20: unknown key 'id:3'; expected one of: id, text; put a space after the colon"));
}

TEST(NodeReader, RefusesWhatIsNoMapping) {
  Parsed parsed("[id:1, 2, [], ]");
  for (const YamlNode* item : parsed.root().items) {
    EXPECT_FALSE(read_mapping(*item, "a thing", {}, parsed.mistakes()));
  }
  EXPECT_THAT(
      parsed.lines(),
      ElementsAre("1:2: the text 'id:1'; expected a thing: a mapping; put a space after the colon",
                  "1:8: the number 2; expected a thing: a mapping", "1:11: a list; expected a thing: a mapping"));
}

TEST(NodeReader, FindsMembers) {
  Parsed parsed("{a: 1}");
  EXPECT_EQ(find_member(parsed.root(), "a")->value->text, "1");
  EXPECT_EQ(find_member(parsed.root(), "b"), nullptr);
  EXPECT_EQ(find_member(*find_member(parsed.root(), "a")->value, "a"), nullptr);
}

TEST(NodeReader, RefusesMembersThatExcludeOneAnother) {
  Parsed parsed("{a: 1, b: 2, c: 3}");
  refuse_beside(parsed.root(), "a", {"c", "d"}, parsed.mistakes());
  refuse_beside(parsed.root(), "d", {"a"}, parsed.mistakes());
  require_member(parsed.root(), "a thing", "b", parsed.mistakes());
  require_member(parsed.root(), "a thing", "e", parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:1: a thing without 'e'; expected the key 'e'",
                                          "1:14: 'c' beside 'a'; expected only one of them"));
}

TEST(NodeReader, ReadsText) {
  Parsed parsed("[a, \"1\", 1, true, null, [], !b64 aGk=, ~]");
  std::vector<std::string> texts;
  for (const YamlNode* item : parsed.root().items) {
    texts.push_back(read_text(*item, "text", parsed.mistakes()).value_or("-"));
  }
  EXPECT_THAT(texts, ElementsAre("a", "1", "-", "-", "-", "-", "-", "~"));
  EXPECT_THAT(
      parsed.lines(),
      ElementsAre("1:10: the number 1; expected text; quote it to make it text: \"1\"",
                  "1:13: true; expected text; quote it to make it text: \"true\"",
                  "1:19: null; expected text; quote it to make it text: \"null\"", "1:25: a list; expected text",
                  "1:29: the tag !b64; expected text; bytes may stand in a body or in an event's data only"));
}

TEST(NodeReader, ReadsWordsAsWritten) {
  Parsed parsed("[a, 1.0, true, null, {}]");
  std::vector<std::string> words;
  for (const YamlNode* item : parsed.root().items) {
    words.push_back(read_word(*item, "a word", parsed.mistakes()).value_or("-"));
  }
  EXPECT_THAT(words, ElementsAre("a", "1.0", "true", "-", "-"));
  EXPECT_EQ(parsed.lines().size(), 2U);
}

TEST(NodeReader, ReadsBytes) {
  Parsed parsed("[a, !b64 /wA=, !b64 x]");
  EXPECT_EQ(read_bytes(*parsed.root().items[0], "bytes", parsed.mistakes()), "a");
  EXPECT_EQ(read_bytes(*parsed.root().items[1], "bytes", parsed.mistakes()), std::string("\xFF\0", 2));
  EXPECT_EQ(read_bytes(*parsed.root().items[2], "bytes", parsed.mistakes()), std::nullopt);
  EXPECT_THAT(parsed.lines(), ElementsAre(::testing::StartsWith("1:16: the text 'x'; expected base64 after !b64")));
}

TEST(NodeReader, ReadsFlags) {
  Parsed parsed("[true, false, yes, 1]");
  EXPECT_EQ(read_flag(*parsed.root().items[0], parsed.mistakes()), true);
  EXPECT_EQ(read_flag(*parsed.root().items[1], parsed.mistakes()), false);
  EXPECT_EQ(read_flag(*parsed.root().items[2], parsed.mistakes()), std::nullopt);
  EXPECT_EQ(read_flag(*parsed.root().items[3], parsed.mistakes()), std::nullopt);
  EXPECT_THAT(parsed.lines(), ElementsAre("1:15: the text 'yes'; expected true or false",
                                          "1:20: the number 1; expected true or false"));
}

TEST(NodeReader, ReadsWholeNumbers) {
  constexpr auto largest = std::numeric_limits<std::uint64_t>::max();
  Parsed good("[0, 5, 18446744073709551615]");
  EXPECT_EQ(read_whole(*good.root().items[0], 0, 9, good.mistakes()), 0U);
  EXPECT_EQ(read_whole(*good.root().items[1], 5, 5, good.mistakes()), 5U);
  EXPECT_EQ(read_whole(*good.root().items[2], 0, largest, good.mistakes()), largest);
  EXPECT_THAT(good.lines(), IsEmpty());

  Parsed bad("[10, -1, 1.0, 1e0, 18446744073709551616, \"5\", five, [5]]");
  for (const YamlNode* item : bad.root().items) {
    EXPECT_EQ(read_whole(*item, 0, 9, bad.mistakes()), std::nullopt);
  }
  const std::vector<std::string> lines = bad.lines();
  EXPECT_EQ(lines.size(), bad.root().items.size());
  EXPECT_EQ(lines[0], "1:2: the number 10; expected a whole number from 0 to 9");
  EXPECT_EQ(lines[5], "1:42: the text '5'; expected a whole number from 0 to 9; without quotes");
}

TEST(NodeReader, ReadsNumbers) {
  Parsed good("[0.5, 2, 1e1]");
  EXPECT_EQ(read_number(*good.root().items[0], 0.5, 10, good.mistakes()), 0.5);
  EXPECT_EQ(read_number(*good.root().items[1], 0.5, 10, good.mistakes()), 2.0);
  EXPECT_EQ(read_number(*good.root().items[2], 0.5, 10, good.mistakes()), 10.0);
  EXPECT_THAT(good.lines(), IsEmpty());

  Parsed bad("[0.4, 11, -1, 1e999, .inf, \"2\", 0x2]");
  for (const YamlNode* item : bad.root().items) {
    EXPECT_EQ(read_number(*item, 0.5, 10, bad.mistakes()), std::nullopt);
  }
  const std::vector<std::string> lines = bad.lines();
  EXPECT_EQ(lines.size(), bad.root().items.size());
  EXPECT_EQ(lines[0], "1:2: the number 0.4; expected a number from 0.5 to 10");
}

TEST(NodeReader, ReadsDurations) {
  Parsed parsed("[20ms, 0, \"1s\", 250, [1s], !b64 aGk=]");
  EXPECT_EQ(read_duration(*parsed.root().items[0], parsed.mistakes()), 20ms);
  EXPECT_EQ(read_duration(*parsed.root().items[1], parsed.mistakes()), 0ms);
  EXPECT_EQ(read_duration(*parsed.root().items[2], parsed.mistakes()), 1000ms);
  for (std::size_t index = 3; index < 6; ++index) {
    EXPECT_EQ(read_duration(*parsed.root().items[index], parsed.mistakes()), std::nullopt);
  }
  const std::string expected = "expected a duration such as 250us, 20ms, 1.5s, 2m or 0";
  EXPECT_THAT(parsed.lines(), ElementsAre("1:17: the number 250; " + expected + "; say the unit: 250ms or 250s",
                                          "1:22: a list; " + expected, "1:28: the text 'aGk='; " + expected));
}

}  // namespace
}  // namespace wiretape::yaml
