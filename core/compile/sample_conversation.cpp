#include "wiretape/core/compile/sample_conversation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/match/text_matcher.h"

namespace wiretape::compile {
namespace {

using provider::SketchedMessage;
using provider::ToolResult;

/// A rule may ask for a million, and a tape has any number of rules.
constexpr std::uint64_t most_sampled_turns = 1000;

/// `call`: which of all calls of the request it answers.
ToolResult sample_result(const tape::ToolResultRule& rule, std::size_t call) {
  return {.id = rule.id.value_or(fmt::format("call_wiretape_{}", call)),
          .name = rule.name.value_or("tool"),
          .text = rule.text ? sample_text(*rule.text) : "Done."};
}

bool meets(const std::optional<tape::TextRule>& rule, std::string_view text) {
  return !rule || tape::TextMatcher(*rule).met_by(text);
}

/// In some dialects a result is a message, and says what the message says: one text for both, where one can meet both.
void say_in_one(SketchedMessage& message, const tape::MessageRule& rule) {
  auto& result = message.results.back().text;
  const auto& wanted = rule.tool_result->text;
  for (const auto& text : {result, message.text, message.text + ' ' + result}) {
    if (!meets(rule.text, text) || !meets(wanted, text)) continue;
    result = text;
    if (rule.text) message.text = text;
    return;
  }
}

SketchedMessage sample_last_message(const tape::ConversationRule& rule, const std::string& opening) {
  const auto wanted = rule.last_message.value_or(tape::MessageRule());
  SketchedMessage last{.role = wanted.role};
  if (wanted.text) last.text = sample_text(*wanted.text);
  if (rule.tool_result) last.results.push_back(sample_result(*rule.tool_result, 1));
  if (wanted.tool_result) {
    last.results.push_back(sample_result(*wanted.tool_result, 2));
    say_in_one(last, wanted);
  }
  if (!wanted.text && last.results.empty()) last.text = opening;
  return last;
}

bool has_result(const tape::ConversationRule& rule) {
  return rule.tool_result || (rule.last_message && rule.last_message->tool_result);
}

/// How many answers stand before the last message.
std::uint64_t answers_before_last(const tape::ConversationRule& rule, bool is_last_answer) {
  const std::uint64_t fewest = has_result(rule) || is_last_answer ? 1 : 0;
  const auto answers = std::min(rule.turn.value_or(fewest), most_sampled_turns);
  return is_last_answer && answers > 0 ? answers - 1 : answers;
}

std::vector<SketchedMessage> sample_messages(const tape::ConversationRule& rule,
                                             const provider::DialectConversation& dialect, const std::string& opening) {
  auto last = sample_last_message(rule, opening);
  last.is_answer = last.role == dialect.answer_role;
  const auto answers = answers_before_last(rule, last.is_answer);
  std::vector<SketchedMessage> messages;
  for (std::uint64_t count = 0; count < answers; ++count) {
    messages.push_back({.text = opening});
    messages.push_back({.is_answer = true, .text = "Go on."});
  }
  if (answers > 0) messages.back().calls = last.results;
  if (messages.empty() && last.text != opening) messages.push_back({.text = opening});
  messages.push_back(std::move(last));
  return messages;
}

std::string_view without_flags(std::string_view expression) {
  const auto end = expression.find_first_not_of("imsU-", 2);
  const bool has_flags = expression.starts_with("(?") && end != expression.npos && expression[end] == ')';
  return has_flags ? expression.substr(end + 1) : expression;
}

}  // namespace

std::string sample_text(const tape::TextRule& rule) {
  return rule.kind == tape::TextRule::Kind::matches ? std::string(without_flags(rule.text)) : rule.text;
}

provider::ConversationSketch sample_conversation(const tape::ConversationRule& rule,
                                                 const provider::DialectConversation& dialect,
                                                 const std::string& opening) {
  provider::ConversationSketch sketch{.tools = rule.tools, .messages = sample_messages(rule, dialect, opening)};
  if (rule.system) sketch.system = sample_text(*rule.system);
  return sketch;
}

std::vector<SketchedMessage> sample_rounds(const std::vector<tape::CalledTools>& rounds) {
  std::vector<SketchedMessage> messages;
  std::size_t calls = 2;  // a conversation before them has at most so many
  for (const auto& round : rounds) {
    std::vector<ToolResult> results;
    results.reserve(round.size());
    for (const auto& tool : round)
      results.push_back(sample_result({.name = tool.name, .id = tool.id}, ++calls));
    messages.push_back({.is_answer = true, .text = results.empty() ? "Go on." : "", .calls = results});
    messages.push_back({.text = results.empty() ? "Yes." : "", .results = std::move(results)});
  }
  return messages;
}

}  // namespace wiretape::compile
