#include "wiretape/core/redact/rules/load_rules.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Rules rules_in(std::string_view text) {
  const auto parsed = parse_rules(text, "rules.yaml", default_rules());
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    ADD_FAILURE() << text::to_string(*mistakes);
    return {};
  }
  return std::get<Rules>(parsed);
}

std::vector<std::string> mistakes_in_rules(std::string_view text) {
  std::vector<std::string> lines;
  const auto parsed = parse_rules(text, "rules.yaml", default_rules());
  if (const auto* diagnostics = std::get_if<text::Diagnostics>(&parsed)) {
    for (const text::Diagnostic& diagnostic : *diagnostics)
      lines.push_back(text::to_string(diagnostic));
  }
  return lines;
}

TEST(LoadRules, ReadsAllKeys) {
  const Rules rules = rules_in(
      "wiretape_rules: 1\n"
      "personal_data: false\n"
      "remove: [jwt, passWord, email]\n"
      "members: [License_Code]\n"
      "hide_headers: [X-Tenant]\n"
      "show_headers: [X-Mine]\n"
      "query: [Session]\n"
      "volatile: [metadata.run_id]\n"
      "values: [{name: acme_key, prefix: acme_, characters: letters, at_least: 20, show_prefix: true}]\n");
  EXPECT_THAT(rule_names(rules), Not(Contains("jwt")));
  EXPECT_THAT(rule_names(rules), Not(Contains("email")));
  EXPECT_THAT(rule_names(rules), Not(Contains("phone")));
  EXPECT_THAT(rules.members, Not(Contains("password")));
  EXPECT_THAT(rules.members, Contains("licensecode"));
  EXPECT_THAT(rules.hidden_headers, ElementsAre("x-tenant"));
  EXPECT_THAT(rules.shown_headers, ElementsAre("x-mine"));
  EXPECT_THAT(rules.query_parameters, ElementsAre("session"));
  EXPECT_THAT(rules.volatile_fields, ElementsAre("metadata.run_id"));
  EXPECT_EQ(rules.shapes.back(), (ValueShape{.name = "acme_key",
                                             .prefixes = {"acme_"},
                                             .form = Form::plain,
                                             .alphabet = Alphabet::letters,
                                             .least = 20,
                                             .shows_prefix = true}));
}

TEST(LoadRules, ChangesNothingThatItDoesNotName) {
  EXPECT_EQ(rule_names(rules_in("wiretape_rules: 1")), rule_names(default_rules()));
}

TEST(LoadRules, TellsEveryMistakeWithItsPlace) {
  EXPECT_THAT(
      mistakes_in_rules("wiretape_rules: 1\n"
                        "remove: [openai_kye]\n"
                        "member: [x]\n"
                        "values: [{name: a, prefix: b, characters: wrod, at_least: 0}, {}]\n"),
      ElementsAre("rules.yaml:2:10: unknown rule 'openai_kye'; expected the name of a rule; did you mean "
                  "'openai_key'?",
                  HasSubstr("rules.yaml:3:1: unknown key 'member'"),
                  HasSubstr("rules.yaml:4:28: the text 'b'; expected a prefix of 2 to 60 bytes"),
                  HasSubstr("rules.yaml:4:43: the text 'wrod'; expected one of: capitals, letters, word, token"),
                  HasSubstr("rules.yaml:4:59: the number 0; expected"),
                  HasSubstr("rules.yaml:4:63: a value without 'name'"),
                  HasSubstr("rules.yaml:4:63: a value without 'prefix'")));
  EXPECT_THAT(mistakes_in_rules("wiretape_rules: 1\nmembers: [1, '']\n"),
              ElementsAre(HasSubstr("2:11: the number 1; expected the name of a JSON member"), HasSubstr("2:14: ")));
  EXPECT_THAT(mistakes_in_rules("remove: []"), ElementsAre(HasSubstr("'wiretape_rules: 1'")));
  EXPECT_THAT(mistakes_in_rules(""), ElementsAre(HasSubstr("expected a rules file")));
}

}  // namespace
}  // namespace wiretape::redact
