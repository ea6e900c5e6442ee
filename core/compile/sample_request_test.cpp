#include "wiretape/core/compile/sample_request.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/sample_conversation.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/match/request_matcher.h"

namespace wiretape::compile {
namespace {

using nlohmann::json;
using tape::TextRule;

tape::Exchange exchange_with(const std::string& dialect, tape::RequestRule rule) {
  return {.request = std::move(rule), .dialect = provider::find_dialect(dialect)};
}

std::string sampled_body(const std::string& dialect, tape::RequestRule rule) {
  return sample_request(exchange_with(dialect, std::move(rule))).body;
}

/// Which clauses the made-up request does not meet.
std::string unmet(const tape::Exchange& exchange) {
  const auto request = sample_request(exchange);
  const provider::RequestView view(request, request.head.target, "");
  const tape::RequestMatcher matcher(exchange.request, exchange.dialect);
  if (matcher.met_by(view)) return "";
  std::string all = request.body;
  for (const auto& clause : matcher.clauses(view)) {
    if (!clause.holds) all.append("\n").append(clause.name).append(": ").append(clause.expected);
  }
  return all;
}

/// Rules on conversations that some request can meet, whose clauses don't contradict each other.
class RandomRules {
 public:
  /// `result_role` is that of a message with results.
  RandomRules(std::uint64_t seed, std::string result_role, bool answers_in_a_row)
      : random_(seed), result_role_(std::move(result_role)), answers_in_a_row_(answers_in_a_row) {}

  tape::RequestRule next() {
    tape::RequestRule rule;
    auto& conversation = rule.conversation;
    if (flips()) conversation.system = text_rule();
    for (auto left = random_.between(0, 2); left > 0; --left)
      conversation.tools.push_back(word());
    if (flips()) conversation.last_message = message_rule();
    const bool is_answer = conversation.last_message && conversation.last_message->role == "assistant";
    if (!is_answer && flips()) conversation.tool_result = result_rule("a");
    const bool has_result =
        conversation.tool_result || (conversation.last_message && conversation.last_message->tool_result);
    if (flips()) conversation.turn = random_.between(has_result || is_answer ? 1 : 0, 3);
    if (flips()) rule.body.push_back({.kind = TextRule::Kind::contains, .text = word()});
    for (auto left = random_.between(0, 2); left > 0; --left)
      rule.rounds.push_back(round());
    return rule;
  }

 private:
  bool flips() { return random_.between(0, 1) == 1; }

  std::string word() {
    static const std::vector<std::string> words{"weather", "é 😀", "say \"hi\"\n", "get_time", "\\", "x"};
    return words[random_.between(0, words.size() - 1)];
  }

  TextRule text_rule() { return {.kind = flips() ? TextRule::Kind::equals : TextRule::Kind::contains, .text = word()}; }

  /// Ids begin with `letter`, so that no two rules ask for one.
  tape::ToolResultRule result_rule(const std::string& letter) {
    tape::ToolResultRule rule;
    if (flips()) rule.name = word();
    if (flips()) rule.id = letter + word();
    if (flips()) rule.text = text_rule();
    return rule;
  }

  tape::MessageRule message_rule() {
    tape::MessageRule rule;
    if (flips()) rule.text = text_rule();
    if (flips()) {
      rule.tool_result = result_rule("b");
      if (flips()) rule.role = result_role_;
      make_contained(rule);
    } else if (flips()) {
      rule.role = flips() && !answers_in_a_row_ ? "assistant" : "user";  // in a row it would not be the last answer
    }
    return rule;
  }

  /// A message that is a result can't equal two texts.
  static void make_contained(tape::MessageRule& rule) {
    if (rule.text) rule.text->kind = TextRule::Kind::contains;
    if (rule.text && rule.tool_result->text) rule.tool_result->text->kind = TextRule::Kind::contains;
  }

  tape::CalledTools round() {
    tape::CalledTools tools;
    for (auto left = random_.between(0, 2); left > 0; --left) {
      tools.push_back({.name = word()});
      if (flips()) tools.back().id = "c" + std::to_string(left);
    }
    return tools;
  }

  program::Random random_;
  std::string result_role_;
  bool answers_in_a_row_;
};

TEST(SampleRequest, MeetsEachRuleOnAConversation) {
  const std::map<std::string, std::string> result_roles{
      {"openai.chat", "tool"}, {"anthropic.messages", "user"}, {"openai.responses", "function_call_output"}};
  for (const auto& [dialect, result_role] : result_roles) {
    RandomRules rules(7, result_role, dialect == "openai.responses");
    for (int count = 0; count < 2000; ++count)
      ASSERT_EQ(unmet(exchange_with(dialect, rules.next())), "") << dialect << ", rule " << count;
  }
}

TEST(SampleRequest, SaysNothingThatNoRuleAsksFor) {
  for (const std::string dialect : {"openai.chat", "anthropic.messages"})
    EXPECT_EQ(sampled_body(dialect, {}),
              R"({"model":"wiretape","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
  EXPECT_EQ(sampled_body("openai.responses", {}),
            R"({"model":"wiretape","stream":true,"input":[{"role":"user","content":"Hi"}]})");
}

TEST(SampleRequest, KeepsTheMessagesOfItsJson) {
  const std::string pattern = R"({"messages":["...",{"role":"user","content":"Hi"}]})";
  EXPECT_EQ(json::parse(sampled_body("openai.chat", {.json = pattern})).at("messages"),
            json::parse(pattern).at("messages"));
  const auto following = exchange_with("openai.chat", {.json = pattern, .rounds = {{{.name = "f"}}, {{.name = "g"}}}});
  EXPECT_EQ(unmet(following), "");
}

TEST(SampleRequest, HasABoundedNumberOfTurns) {
  const auto body = sampled_body("openai.chat", {.conversation = {.turn = 1'000'000}});
  EXPECT_EQ(json::parse(body).at("messages").size(), 2001U);
}

TEST(SampleRequest, ReadsExpressionsThatAreTexts) {
  const auto sampled = [](const std::string& text) {
    return sample_text({.kind = TextRule::Kind::matches, .text = text});
  };
  EXPECT_EQ(sampled("(?i)cancel"), "cancel");
  EXPECT_EQ(sampled("cancel"), "cancel");
  for (const std::string other : {"(?:a)b", "(?i:a)b", "(?P<n>a)", "(a)", "(?i", "("})
    EXPECT_EQ(sampled(other), other);
  EXPECT_EQ(sample_text({.kind = TextRule::Kind::equals, .text = "(?i)x"}), "(?i)x");
}

}  // namespace
}  // namespace wiretape::compile
