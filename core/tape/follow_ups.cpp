#include "wiretape/core/tape/follow_ups.h"

#include <iterator>
#include <utility>
#include <variant>

#include "wiretape/core/tape/may_be_template.h"

namespace wiretape::tape {
namespace {

/// The rule's clauses on the conversation mean the one before these rounds, in what it excludes, too.
RequestRule after(RequestRule rule, const std::vector<CalledTools>& rounds) {
  rule.rounds = rounds;
  for (auto& other : rule.none_of)
    other = after(std::move(other), rounds);
  return rule;
}

/// In a template an id with placeholders is another for each request; one without is as it stands.
CalledTools known_tools(const provider::Reply& reply, bool is_template) {
  auto tools = called_tools(reply);
  if (!is_template) return tools;
  for (auto& tool : tools) {
    if (tool.id && may_be_template(*tool.id)) tool.id.reset();
  }
  return tools;
}

}  // namespace

CalledTools called_tools(const provider::Reply& reply) {
  CalledTools tools;
  if (reply.choices.empty()) return tools;
  const auto& choice = reply.choices.front();
  for (const auto& call : choice.tool_calls)
    tools.push_back({call.name, call.id});
  for (const auto& block : choice.blocks) {
    if (const auto* call = std::get_if<provider::ToolCallReply>(&block)) tools.push_back({call->name, call->id});
  }
  return tools;
}

std::string follow_up_id(std::string_view exchange, std::size_t n) {
  std::string id(exchange);
  for (std::size_t count = 0; count < n; ++count)
    id += ".then";
  return id;
}

std::vector<Exchange> follow_ups(const Exchange& exchange) {
  std::vector<Exchange> all;
  std::vector<CalledTools> rounds;
  const auto* reply = std::get_if<provider::Reply>(&exchange.answer);
  if (reply == nullptr) return all;
  for (const auto& then : exchange.then) {
    rounds.push_back(known_tools(*reply, exchange.is_template));
    reply = &then;
    all.push_back({.id = follow_up_id(exchange.id, rounds.size()),
                   .position = exchange.position,
                   .request = after(exchange.request, rounds),
                   .uses = exchange.uses,
                   .dialect = exchange.dialect,
                   .answer = then,
                   .is_template = exchange.is_template,
                   .delivery = exchange.delivery});
  }
  return all;
}

Tape unfolded(Tape tape) {
  std::vector<Exchange> exchanges;
  for (auto& exchange : tape.exchanges) {
    auto following = follow_ups(exchange);
    std::move(following.rbegin(), following.rend(), std::back_inserter(exchanges));
    exchange.then.clear();
    exchanges.push_back(std::move(exchange));
  }
  tape.exchanges = std::move(exchanges);
  return tape;
}

}  // namespace wiretape::tape
