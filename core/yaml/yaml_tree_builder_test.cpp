#include "wiretape/core/yaml/yaml_tree_builder.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using NodeKind = YamlNode::Kind;

TEST(YamlTreeBuilder, TellsNullFromWhatIsLeftOut) {
  Parsed parsed("[{a: null, b: , c, d: ~, e: Null, f: \"\", g: ''}]");
  const YamlNode& mapping = *parsed.root().items[0];
  std::vector<NodeKind> kinds;
  for (const YamlMember& member : mapping.members) {
    kinds.push_back(member.value->kind);
  }
  EXPECT_THAT(kinds, ElementsAre(NodeKind::null, NodeKind::nothing, NodeKind::nothing, NodeKind::text, NodeKind::text,
                                 NodeKind::text, NodeKind::text));
  EXPECT_EQ(mapping.members[3].value->text, "~");
  EXPECT_EQ(mapping.members[4].value->text, "Null");
}

TEST(YamlTreeBuilder, TellsWhatIsLeftOutFromANullThatFollows) {
  Parsed parsed("a:\nnull: 1\n~:\nb:\n- null\n-\n- ~\n? null\n? NULL\n");
  const auto& members = parsed.root().members;
  ASSERT_EQ(members.size(), 5U);
  EXPECT_EQ(members[0].value->kind, NodeKind::nothing);
  EXPECT_EQ(members[0].value->offset, 0U);  // where it is missing: at its key
  EXPECT_EQ(members[1].key->text, "null");
  EXPECT_EQ(members[1].value->text, "1");
  EXPECT_EQ(members[2].key->text, "~");
  EXPECT_EQ(members[2].value->kind, NodeKind::nothing);
  const YamlNode& list = *members[3].value;
  EXPECT_EQ(list.items[0]->kind, NodeKind::null);
  EXPECT_EQ(list.items[1]->kind, NodeKind::nothing);
  EXPECT_EQ(list.items[2]->kind, NodeKind::text);
  EXPECT_EQ(members[4].key->text, "NULL");
  EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("8:3: the key 'null' a second time")));
}

TEST(YamlTreeBuilder, KnowsANullBehindAnAnchor) {
  Parsed parsed("{a: &x null, b: *x, c: &y , d: *y, e: &z ~}");
  const auto& members = parsed.root().members;
  EXPECT_EQ(members[0].value->kind, NodeKind::null);
  EXPECT_EQ(members[1].value->kind, NodeKind::null);
  EXPECT_EQ(members[2].value->kind, NodeKind::nothing);
  EXPECT_EQ(members[3].value->kind, NodeKind::nothing);
  EXPECT_EQ(members[4].value->text, "~");
}

TEST(YamlTreeBuilder, SharesWhatAnAliasNames) {
  Parsed parsed("{a: &x [1], b: *x, *x : 1, c: &x 2, d: *x}");
  const auto& members = parsed.root().members;
  EXPECT_EQ(members[0].value, members[1].value);
  EXPECT_EQ(members.back().value->text, "2");  // the later anchor of that name
  EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("1:5: a list as a key")));
}

TEST(YamlTreeBuilder, KnowsWhereEachItemBegins) {
  Parsed parsed("[&x [1], *x, {a: b}]");
  EXPECT_THAT(parsed.root().item_offsets, ElementsAre(1U, 9U, 13U));
}

TEST(YamlTreeBuilder, TakesTheLastAnchorOfANameEvenInsideAnother) {
  Parsed parsed("{a: &x [&x [1], 2], b: *x}");
  const auto& members = parsed.root().members;
  EXPECT_EQ(members[1].value, members[0].value->items[0]);
}

TEST(YamlTreeBuilder, TakesAnAliasForAKey) {
  Parsed parsed("[&x name, {*x : 1}]");
  EXPECT_EQ(parsed.root().items[1]->members[0].key->text, "name");
  EXPECT_THAT(parsed.lines(), IsEmpty());
}

TEST(YamlTreeBuilder, RefusesAnAliasToItself) {
  const std::string expected = "an alias to the value that it stands in; expected an alias to an earlier value";
  EXPECT_THAT(Parsed("&a [*a]").lines(), ElementsAre("1:5: " + expected));
  EXPECT_THAT(Parsed("a: &a {b: {c: *a}}").lines(), ElementsAre("1:15: " + expected));
  EXPECT_THAT(Parsed("&a {<<: *a}").lines(),
              ::testing::UnorderedElementsAre("1:9: " + expected, StartsWith("1:9: a merge key")));
}

TEST(YamlTreeBuilder, CountsAliasesInFull) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 20; ++level) {
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
    for (int count = 0; count < 10; ++count) {
      bomb += (count == 0 ? "*a" : ", *a") + std::to_string(level - 1);
    }
    bomb += "]\n";
  }
  EXPECT_THAT(Parsed(bomb).lines(),
              ElementsAre(HasSubstr("too many values; expected at most 2000000, each alias counted in full")));
}

TEST(YamlTreeBuilder, CountsTheTextThatAliasesRepeat) {
  const std::string text = "a: &a " + std::string(1000, 'x') + "\nb: [*a, *a, *a]\n";
  EXPECT_TRUE(Parsed(text, {.bytes = 3000}).ok());
  EXPECT_THAT(Parsed(text, {.bytes = 2999}).lines(),
              ElementsAre(StartsWith("2:13: aliases that repeat too much text")));
}

TEST(YamlTreeBuilder, CountsTheDepthThatAliasesAdd) {
  const std::string text = "a: &a [[x]]\nb: [[*a]]\n";
  EXPECT_TRUE(Parsed(text, {.depth = 5}).ok());
  EXPECT_THAT(Parsed(text, {.depth = 4}).lines(), ElementsAre(StartsWith("2:6: lists and mappings nested too deep")));
}

TEST(YamlTreeBuilder, CountsValues) {
  EXPECT_TRUE(Parsed("[a, {b: c}]", {.nodes = 5}).ok());
  EXPECT_THAT(Parsed("[a, {b: c}]", {.nodes = 4}).lines(), ElementsAre(StartsWith("1:9: too many values")));
}

TEST(YamlTreeBuilder, RefusesTagsExceptBase64) {
  Parsed parsed("a: !b64 aGk=\nb: ! 12\nc: !!str 1\nd: !env [x]\ne: !<tag:x> {}\nf: !b64 [x]\n");
  EXPECT_TRUE(parsed.root().members[0].value->base64);
  EXPECT_EQ(parsed.root().members[1].value->kind, NodeKind::text);
  EXPECT_THAT(
      parsed.lines(),
      ElementsAre("3:4: the tag !!str; expected no tag, or !b64 before base64 text; quotes make a text of anything",
                  "4:4: the tag !env; expected no tag, or !b64 before base64 text",
                  "5:4: the tag tag:x; expected no tag, or !b64 before base64 text",
                  "6:4: the tag !b64; expected no tag, or !b64 before base64 text"));
}

}  // namespace
}  // namespace wiretape::yaml
