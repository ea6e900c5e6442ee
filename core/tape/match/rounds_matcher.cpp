#include "wiretape/core/tape/match/rounds_matcher.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace wiretape::tape {
namespace {

using provider::ToolResult;

/// Takes the result of a call out of those that are left. False where there is none.
bool take_result(const CalledTool& call, std::vector<ToolResult>& left) {
  const auto result = std::ranges::find_if(
      left, [&](const ToolResult& each) { return each.name == call.name && (!call.id || each.id == *call.id); });
  if (result == left.end()) return false;
  left.erase(result);
  return true;
}

/// Calls that name no id take what those with one have left.
bool are_results_of(const CalledTools& calls, std::vector<ToolResult> results) {
  if (results.size() != calls.size()) return false;
  const auto take = [&](bool has_id) {
    return std::ranges::all_of(
        calls, [&](const CalledTool& call) { return call.id.has_value() != has_id || take_result(call, results); });
  };
  return take(true) && take(false);
}

std::string names_of(const CalledTools& calls) {
  std::vector<std::string_view> names;
  for (const auto& call : calls)
    names.push_back(call.name);
  return fmt::format("of {}", fmt::join(names, " and "));
}

}  // namespace

const provider::Conversation* RoundsMatcher::before(const provider::Conversation& whole) const {
  const auto* conversation = &whole;
  for (auto round = rounds_.rbegin(); round != rounds_.rend() && conversation != nullptr; ++round) {
    conversation = are_results_of(*round, conversation->new_results()) ? conversation->before_last_answer() : nullptr;
  }
  return conversation;
}

std::string RoundsMatcher::expected() const {
  std::vector<std::string> rounds;
  for (const auto& round : rounds_)
    rounds.push_back(names_of(round));
  return fmt::format("results {}", fmt::join(rounds, ", then "));
}

}  // namespace wiretape::tape
