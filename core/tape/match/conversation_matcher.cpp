#include "wiretape/core/tape/match/conversation_matcher.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/tape/match/text_matcher.h"
#include "wiretape/core/tape/match/tool_result_matcher.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::tape {
namespace {

using provider::Conversation;
using provider::ToolResult;
using Check = ConversationMatcher::Check;

std::string quoted(const std::string& text) {
  return text::write_json(nlohmann::json(text));
}

Check check_of_role(const std::string& role) {
  return {.name = "last_message.role",
          .expected = role,
          .holds =
              [role](const Conversation& conversation) {
                const auto& message = conversation.last_message();
                return message && message->role == role;
              },
          .found =
              [](const Conversation& conversation) {
                const auto& message = conversation.last_message();
                return message ? message->role : std::string(absent);
              }};
}

Check check_of_last_text(const TextRule& rule) {
  const TextMatcher matcher(rule);
  return {.name = "last_message",
          .expected = matcher.expected(),
          .holds =
              [matcher](const Conversation& conversation) {
                const auto& message = conversation.last_message();
                return message && matcher.met_by(message->text);
              },
          .found =
              [](const Conversation& conversation) {
                const auto& message = conversation.last_message();
                return message ? fmt::format("the last message ({}) says {}", message->role, quoted(message->text))
                               : std::string(absent);
              }};
}

/// `results`: which of the conversation's.
Check check_of_result(std::string name, const ToolResultRule& rule,
                      const std::vector<ToolResult>& (Conversation::*results)() const) {
  const ToolResultMatcher matcher(rule);
  return {.name = std::move(name),
          .expected = matcher.expected(),
          .holds = [=](const Conversation& conversation) { return matcher.met_by((conversation.*results)()); },
          .found = [=](const Conversation& conversation) { return describe((conversation.*results)()); }};
}

Check check_of_turn(std::uint64_t turn) {
  return {.name = "turn",
          .expected = std::to_string(turn),
          .holds = [turn](const Conversation& conversation) { return conversation.turn() == turn; },
          .found = [](const Conversation& conversation) { return std::to_string(conversation.turn()); }};
}

Check check_of_system(const TextRule& rule) {
  const TextMatcher matcher(rule);
  return {.name = "system",
          .expected = matcher.expected(),
          .holds =
              [matcher](const Conversation& conversation) {
                const auto& system = conversation.system();
                return system && matcher.met_by(*system);
              },
          .found =
              [](const Conversation& conversation) {
                const auto& system = conversation.system();
                return system ? quoted(*system) : std::string(absent);
              }};
}

Check check_of_tool(const std::string& tool) {
  return {
      .name = "tools",
      .expected = tool,
      .holds =
          [tool](const Conversation& conversation) {
            const auto& tools = conversation.tools();
            return std::ranges::find(tools, tool) != tools.end();
          },
      .found = [](const Conversation& conversation) { return text::write_json(nlohmann::json(conversation.tools())); }};
}

void add_checks_of_last_message(const MessageRule& rule, std::vector<Check>& checks) {
  if (rule.role) checks.push_back(check_of_role(*rule.role));
  if (rule.text) checks.push_back(check_of_last_text(*rule.text));
  if (!rule.tool_result) return;
  checks.push_back(check_of_result("last_message.tool_result", *rule.tool_result, &Conversation::last_results));
}

}  // namespace

ConversationMatcher::ConversationMatcher(const ConversationRule& rule) {
  if (rule.last_message) add_checks_of_last_message(*rule.last_message, checks_);
  if (rule.turn) checks_.push_back(check_of_turn(*rule.turn));
  if (rule.tool_result)
    checks_.push_back(check_of_result("tool_result", *rule.tool_result, &Conversation::new_results));
  if (rule.system) checks_.push_back(check_of_system(*rule.system));
  for (const auto& tool : rule.tools)
    checks_.push_back(check_of_tool(tool));
}

bool ConversationMatcher::met_by(const Conversation& conversation) const {
  return std::ranges::all_of(checks_, [&](const Check& check) { return check.holds(conversation); });
}

std::vector<Clause> ConversationMatcher::clauses(const Conversation* conversation, std::string_view none) const {
  std::vector<Clause> clauses;
  for (const auto& check : checks_) {
    const bool is_there = conversation != nullptr;
    clauses.push_back({check.name, check.expected, is_there ? check.found(*conversation) : std::string(none),
                       is_there && check.holds(*conversation)});
  }
  return clauses;
}

}  // namespace wiretape::tape
