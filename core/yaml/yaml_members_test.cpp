#include "wiretape/core/yaml/yaml_members.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// The last item of a list, as JSON.
std::string last_of(std::string_view yaml) {
  Parsed parsed(yaml);
  std::string json = json_text(*parsed.root().items.back(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return json;
}

TEST(YamlMembers, RefuseAKeyThatStandsTwiceAndSayWhereTheFirstIs) {
  EXPECT_THAT(Parsed("a: 1\nb: 2\na: 3\n").lines(),
              ElementsAre("3:1: the key 'a' a second time; expected each key once; it stands at 1:1 already"));
  EXPECT_THAT(Parsed("{a: 1, \"a\": 2, 'a': 3}").lines(),
              ElementsAre(StartsWith("1:8: the key 'a' a second time"), StartsWith("1:16: the key 'a' a second time")));
  EXPECT_THAT(Parsed("{1: a, 1.0: b, \"1\": c}").lines(), ElementsAre(StartsWith("1:16: the key '1' a second time")));
}

TEST(YamlMembers, RefuseAKeyThatIsNoText) {
  EXPECT_THAT(Parsed("{[a]: 1}").lines(), ElementsAre(StartsWith("1:2: a list as a key")));
  EXPECT_THAT(Parsed("? {a: 1}\n: 2\n").lines(), ElementsAre(StartsWith("1:3: a mapping as a key")));
  EXPECT_THAT(Parsed("{\"\": 1}").lines(), IsEmpty());
  EXPECT_THAT(Parsed("{? : 1}").lines(), ElementsAre("1:4: an empty key; expected a name before the colon"));
}

TEST(YamlMembers, AreMergedWhereTheMergeKeyStands) {
  EXPECT_EQ(last_of("[&a {x: 1, y: 2}, {p: 0, <<: *a, q: 3}]"), R"({"p":0,"x":1,"y":2,"q":3})");
  EXPECT_EQ(last_of("[{<<: {x: 1}, y: 2}]"), R"({"x":1,"y":2})");
}

TEST(YamlMembers, OfTheMappingItselfWinOverMergedOnes) {
  EXPECT_EQ(last_of("[&a {x: 1, y: 2}, {<<: *a, x: 9}]"), R"({"y":2,"x":9})");
  EXPECT_EQ(last_of("[&a {x: 1, y: 2}, {x: 9, <<: *a}]"), R"({"x":9,"y":2})");
}

TEST(YamlMembers, OfAnEarlierMergeWinOverALater) {
  EXPECT_EQ(last_of("[&a {x: 1}, &b {x: 2, y: 3}, {<<: [*a, *b]}]"), R"({"x":1,"y":3})");
  EXPECT_EQ(last_of("[&a {x: 1}, &b {x: 2, y: 3}, {<<: *b, <<: *a}]"), R"({"x":2,"y":3})");
}

TEST(YamlMembers, OfAMergeOfMerges) {
  EXPECT_EQ(last_of("[&a {x: 1}, &b {<<: *a, y: 2}, {<<: *b}]"), R"({"x":1,"y":2})");
}

TEST(YamlMembers, TakeAQuotedMergeKeyForAPlainOne) {
  EXPECT_EQ(last_of("[{\"<<\": {x: 1}}]"), R"({"<<":{"x":1}})");
}

TEST(YamlMembers, RefuseToMergeAnythingElse) {
  for (const char* text : {"{<<: 1}", "{<<: [{a: 1}, 2]}", "{<<: }", "{<<: null}"}) {
    EXPECT_THAT(Parsed(text).lines(), ElementsAre(::testing::HasSubstr("a merge key '<<' with something else")))
        << text;
  }
}

TEST(YamlMembers, OfALargeMappingAreCheckedInLittleTime) {
  std::string text;
  for (int count = 0; count < 10'000; ++count) {
    text += "key" + std::to_string(count) + ": 1\n";
  }
  EXPECT_EQ(Parsed(text).root().members.size(), 10'000U);
  EXPECT_THAT(Parsed(text + "key9999: 2\n").lines(),
              ElementsAre(StartsWith("10001:1: the key 'key9999' a second time")));
}

}  // namespace
}  // namespace wiretape::yaml
