#include "wiretape/core/yaml/yaml_document.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using NodeKind = YamlNode::Kind;

TEST(YamlDocument, HoldsEveryKindOfValueWithItsPlace) {
  Parsed parsed("a: text\nb: [1, true, null]\nc: {d: 'x'}\n");
  const YamlNode& root = parsed.root();
  ASSERT_EQ(root.kind, NodeKind::mapping);
  ASSERT_EQ(root.members.size(), 3U);
  EXPECT_EQ(root.members[0].key->text, "a");
  EXPECT_EQ(root.members[0].key->offset, 0U);
  EXPECT_EQ(root.members[0].value->kind, NodeKind::text);
  EXPECT_EQ(root.members[0].value->text, "text");
  EXPECT_EQ(root.members[0].value->offset, 3U);
  const YamlNode& list = *root.members[1].value;
  ASSERT_EQ(list.kind, NodeKind::list);
  EXPECT_EQ(list.offset, 11U);
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(list.items[0]->kind, NodeKind::number);
  EXPECT_EQ(list.items[1]->kind, NodeKind::boolean);
  EXPECT_EQ(list.items[2]->kind, NodeKind::null);
  EXPECT_EQ(list.items[2]->text, "null");
  EXPECT_EQ(root.members[2].value->members[0].value->text, "x");
  EXPECT_THAT(parsed.lines(), IsEmpty());
}

TEST(YamlDocument, OfCommentsOnlyHasNoRoot) {
  for (const char* text : {"", "\n\n", "# nothing\n", "   "}) {
    Parsed parsed(text);
    auto source = std::get<SourceText>(SourceText::read(text));
    Mistakes mistakes(source, "");
    const auto document = parse_yaml({}, mistakes);
    ASSERT_TRUE(document.has_value()) << text;
    EXPECT_EQ(document->root, nullptr) << text;
  }
}

TEST(YamlDocument, TellsAScalarWithoutQuotes) {
  Parsed parsed("[word, 7, 'word', \"word\", !b64 d29y]");
  std::vector<bool> plain;
  for (const YamlNode* item : parsed.root().items)
    plain.push_back(item->is_plain);
  EXPECT_THAT(plain, ElementsAre(true, true, false, false, false));
  Parsed literal("a: |\n  word\n");
  EXPECT_FALSE(literal.root().members.at(0).value->is_plain);
}

TEST(YamlDocument, KeepsTextOfEveryStyle) {
  Parsed parsed(
      "plain: two\n  lines\n"
      "single: 'it''s'\n"
      "double: \"tab\\t, \\u00e9, \\U0001F600\"\n"
      "literal: |\n  a\n   b\n\n"
      "strip: |-\n  a\n"
      "keep: |+\n  a\n\n"
      "folded: >\n  a\n  b\n");
  std::vector<std::string> texts;
  for (const YamlMember& member : parsed.root().members) {
    texts.push_back(member.value->text);
  }
  EXPECT_THAT(texts, ElementsAre("two lines", "it's", "tab\t, é, 😀", "a\n b\n", "a", "a\n\n", "a b\n"));
}

TEST(YamlDocument, CountsBytesWhereTheTextIsNotAscii) {
  Parsed parsed("é: ü\n😀: [x, '𝄞', y]\nz: '€' 1\n");
  EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("3:8: '1'; expected the end of the line")));
  Parsed whole("é: ü\n😀: [x, '𝄞', y]\n");
  const auto& members = whole.root().members;
  EXPECT_EQ(members[0].value->offset, 4U);
  EXPECT_EQ(members[1].key->offset, 7U);
  EXPECT_EQ(members[1].value->items[1]->offset, 17U);
  EXPECT_EQ(members[1].value->items[2]->offset, 25U);
}

TEST(YamlDocument, IsTheSameWithEveryLineEnd) {
  const std::string lf = "a: |\n  x\n  y\nb: \"p\n  q\"\n";
  std::string crlf;
  for (const char character : lf) {
    crlf += character == '\n' ? "\r\n" : std::string(1, character);
  }
  Parsed plain(lf);
  Parsed other("\xEF\xBB\xBF" + crlf);
  for (std::size_t index = 0; index < 2; ++index) {
    EXPECT_EQ(plain.root().members[index].value->text, other.root().members[index].value->text);
    EXPECT_EQ(plain.root().members[index].value->offset, other.root().members[index].value->offset);
  }
}

TEST(YamlDocument, EndsABlockTextAsWritten) {
  EXPECT_EQ(Parsed("a: |\n  x").root().members[0].value->text, "x");
  EXPECT_EQ(Parsed("a: |\n  x\n").root().members[0].value->text, "x\n");
  EXPECT_EQ(Parsed("a: |+\n  x\n\n\n").root().members[0].value->text, "x\n\n\n");
}

TEST(YamlDocument, RefusesQuotesThatStayOpen) {
  for (const char* text :
       {"a: \"b\n", "a: \"b", "a: \"b\n   ", "a: 'b\n", "a: 'b\n\n\n", "a: \"b\\\"\n", "a: \"b\n# c\n", "a: \""}) {
    Parsed parsed(text);
    EXPECT_FALSE(parsed.ok());
    EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("1:4: a quote that is not closed"))) << text;
  }
}

TEST(YamlDocument, RefusesASecondDocument) {
  EXPECT_THAT(Parsed("a: 1\n---\nb: 2\n").lines(),
              ElementsAre("2:1: a second document; expected one document in a file"));
  EXPECT_THAT(Parsed("a: 1\n...\n---\nb: 2\n").lines(), ElementsAre(StartsWith("3:1: a second document")));
  EXPECT_THAT(Parsed("{a: 1} b\n").lines(), ElementsAre(StartsWith("1:8: text after the end of the document")));
  EXPECT_THAT(Parsed("---\na: 1\n...\n").lines(), IsEmpty());
  EXPECT_THAT(Parsed("%YAML 1.2\n---\na: 1\n").lines(), IsEmpty());
}

TEST(YamlDocument, RefusesDeepNestingOfEveryKind) {
  const auto repeat = [](std::string_view text, std::size_t count) {
    std::string all;
    for (; count > 0; --count) {
      all += text;
    }
    return all;
  };
  for (const char* text : {"[", "{", "- ", "? ", "{a: ", "[a, ", "[{", "? [", "[? ", "[\n", "&a [", "!!seq ["}) {
    Parsed parsed(repeat(text, 20'000));
    EXPECT_FALSE(parsed.ok()) << text;
    EXPECT_THAT(parsed.lines(),
                ::testing::Contains(::testing::HasSubstr("nested too deep; expected at most 64 levels")))
        << text;
  }
}

TEST(YamlDocument, NestsAsDeepAsItMay) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(Parsed(nested(64)).ok());
  EXPECT_FALSE(Parsed(nested(65)).ok());
  EXPECT_TRUE(Parsed(nested(3), {.depth = 3}).ok());
  EXPECT_FALSE(Parsed(nested(4), {.depth = 3}).ok());
}

TEST(YamlDocument, RefusesTagDirectives) {
  const std::string expected = "a %TAG directive; expected no directive, or %YAML 1.2; the only tag is !b64";
  EXPECT_THAT(Parsed("%TAG !a! b\n---\na: 1\n").lines(), ElementsAre("1:1: " + expected));
  EXPECT_THAT(Parsed("# c\n\n%YAML 1.2\n%TAG !a! b\n---\na: 1\n").lines(), ElementsAre("4:1: " + expected));
  EXPECT_THAT(Parsed("a: 1\n... # c\n\n%TAG !a! b\n---\na: 1\n").lines(),
              ElementsAre(StartsWith("4:1: a second document")));
  EXPECT_THAT(Parsed("a: 1\n...\n... # c\n%TAG !a! b\n---\na: 1\n").lines(),
              ElementsAre(StartsWith("4:1: a second document")));
  EXPECT_THAT(Parsed("...\n%TAG !a! b\n---\na: 1\n").lines(), ElementsAre("2:1: " + expected));
  EXPECT_TRUE(Parsed("a: \"b\n%TAG c\"\n").ok());
}

TEST(YamlDocument, TakesAQuestionMarkForTextOrRefusesIt) {
  Parsed parsed("[so?, 'a', b?c, ? d : e, {? f : g}]\n");
  const auto& items = parsed.root().items;
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0]->text, "so?");
  EXPECT_EQ(items[2]->text, "b?c");
  EXPECT_EQ(items[3]->members[0].key->text, "d");
  EXPECT_EQ(items[4]->members[0].value->text, "g");
  Parsed ends("{a: How are you?, b: [you?], c: {d: you?}}");
  EXPECT_EQ(ends.root().members[0].value->text, "How are you?");
  EXPECT_EQ(ends.root().members[1].value->items[0]->text, "you?");
  EXPECT_EQ(ends.root().members[2].value->members[0].value->text, "you?");
  EXPECT_EQ(Parsed("{a?}").root().members[0].key->text, "a?");
  EXPECT_EQ(Parsed("?a: 1\n").root().members[0].key->text, "?a");
  for (const char* text : {"{?a: 1}", "[?a: 1]", "[?a]", "[?'a': 1]", "[?[a]: 1]"}) {
    EXPECT_THAT(Parsed(text).lines(),
                ElementsAre("1:2: a '?' that begins a text inside brackets; expected quotes around the text"))
        << text;
  }
}

TEST(YamlDocument, ReadsALongTextOfAnyKind) {
  const std::string plain(1'000'000, 'x');
  EXPECT_EQ(Parsed("a: " + plain).root().members[0].value->text, plain);
  const std::string marks(200'000, ',');
  EXPECT_EQ(Parsed("a: '" + marks + "'").root().members[0].value->text, marks);
}

}  // namespace
}  // namespace wiretape::yaml
