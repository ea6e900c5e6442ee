#include "wiretape/core/tape/template/text_template.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/match/asked_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using PlaceholderKind = Placeholder::Kind;

using Part = std::variant<std::string, Placeholder>;

TextTemplate parts(std::string_view text) {
  auto parsed = parse_template(text);
  EXPECT_TRUE(std::holds_alternative<TextTemplate>(parsed)) << text;
  return std::get<TextTemplate>(std::move(parsed));
}

std::string error(std::string_view text) {
  const auto parsed = parse_template(text);
  const auto* found = std::get_if<text::InputError>(&parsed);
  return found == nullptr ? "" : std::to_string(found->offset) + ": " + found->found;
}

/// Filled with what this request says; "missing …" where it lacks something.
std::string filled(std::string_view text, std::string body = R"({"model":"m\"1","n":1.50,"list":[{"a/b":null}]})") {
  const Asked asked("POST", "/v1/x", std::move(body));
  const PathCaptures path{{"name", "say \"hi\""}};
  auto result = fill_template(text, {.request = asked.view, .path = path, .id = "abc123", .now = 1735689600});
  if (const auto* missing = std::get_if<MissingValue>(&result)) return "missing " + missing->placeholder;
  return std::get<std::string>(std::move(result));
}

TEST(ParseTemplate, TakesATextApart) {
  EXPECT_THAT(parts(""), IsEmpty());
  EXPECT_THAT(parts("plain } { }} text"), ElementsAre(Part("plain } { }} text")));
  EXPECT_THAT(parts("{{id}}"), ElementsAre(Part(Placeholder{PlaceholderKind::id, ""})));
  EXPECT_THAT(parts("a {{ now }}b{{path.x}}{{request.json./a/0~1}}."),
              ElementsAre(Part("a "), Part(Placeholder{PlaceholderKind::now, ""}), Part("b"),
                          Part(Placeholder{PlaceholderKind::path, "x"}),
                          Part(Placeholder{PlaceholderKind::request_json, "/a/0~1"}), Part(".")));
  EXPECT_THAT(parts("{{request.json.}}"), ElementsAre(Part(Placeholder{PlaceholderKind::request_json, ""})));
}

TEST(ParseTemplate, KnowsWhatIsToBeMadeUp) {
  EXPECT_TRUE(is_generated(generated_text));
  EXPECT_TRUE(is_generated("{{ generated }}"));
  for (const char* text : {"", "generated", "{{{{generated}}", "{{id}}", " {{generated}}", "{{generated}}{{generated}}",
                           "{{generated", "{{generator}}"})
    EXPECT_FALSE(is_generated(text)) << text;
}

TEST(ParseTemplate, KeepsDoubledBraces) {
  EXPECT_THAT(parts("{{{{ x }}"), ElementsAre(Part("{{ x }}")));
  EXPECT_THAT(parts("{{{{{{id}}"), ElementsAre(Part("{{"), Part(Placeholder{PlaceholderKind::id, ""})));
  EXPECT_THAT(parts("{{{{{"), ElementsAre(Part("{{{")));
}

TEST(ParseTemplate, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(error("ab{{id"), "2: '{{' without '}}'");
  EXPECT_EQ(error("{{}}"), "0: the placeholder ''");
  EXPECT_EQ(error("{{id}} {{user}}"), "7: the placeholder 'user'");
  EXPECT_EQ(error("{{ID}}"), "0: the placeholder 'ID'");
  EXPECT_EQ(error("{{request.json.model}}"), "0: the placeholder 'request.json.model'");
  EXPECT_EQ(error("{{request.json./a~2}}"), "0: the placeholder 'request.json./a~2'");
  EXPECT_EQ(error("{{{a}}"), "0: the placeholder '{a'");
}

TEST(FillTemplate, PutsInWhatTheRequestSays) {
  EXPECT_EQ(filled("no holes"), "no holes");
  EXPECT_EQ(filled("{{id}} at {{now}}"), "abc123 at 1735689600");
  EXPECT_EQ(filled("<{{path.name}}>"), "<say \"hi\">");
  EXPECT_EQ(filled("<{{request.json./model}}>"), "<m\"1>");
  EXPECT_EQ(filled("<{{request.json./n}}|{{request.json./list}}|{{request.json./list/0/a~1b}}>"),
            R"(<1.5|[{"a/b":null}]|null>)");
  EXPECT_EQ(filled("{{{{id}}"), "{{id}}");
}

TEST(FillTemplate, EscapesWhereTheTextIsJson) {
  EXPECT_EQ(filled(R"({"model":"{{request.json./model}}","who":"{{path.name}}"})"),
            R"({"model":"m\"1","who":"say \"hi\""})");
  EXPECT_EQ(filled(R"({"all":"{{request.json./list}}"})"), R"({"all":"[{\"a/b\":null}]"})");
  EXPECT_EQ(filled(R"({"n":{{request.json./n}}})"), R"({"n":1.5})") << "no JSON before it is filled in";
}

TEST(FillTemplate, NamesWhatIsMissing) {
  EXPECT_EQ(filled("a {{request.json./user}}"), "missing {{request.json./user}}");
  EXPECT_EQ(filled("{{request.json./list/1}}"), "missing {{request.json./list/1}}");
  EXPECT_EQ(filled("{{request.json./list/x}}"), "missing {{request.json./list/x}}");
  EXPECT_EQ(filled("{{request.json./list/-}}"), "missing {{request.json./list/-}}");
  EXPECT_EQ(filled("{{request.json./list/01}}"), "missing {{request.json./list/01}}");
  EXPECT_EQ(filled("{{request.json./model}}", "no json"), "missing {{request.json./model}}");
  EXPECT_EQ(filled("{{path.other}}"), "missing {{path.other}}");
}

TEST(FillTemplate, LeavesBytesAloneThatOnlyLookLikeOne) {
  EXPECT_EQ(filled("\xFF{{\x01"), "\xFF{{\x01");
}

}  // namespace
}  // namespace wiretape::tape
