#include "wiretape/core/tape/emit/emit.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/emit/emit_delivery.h"
#include "wiretape/core/tape/emit/emit_dialogue.h"
#include "wiretape/core/tape/emit/emit_faults.h"
#include "wiretape/core/tape/emit/emit_limits.h"
#include "wiretape/core/tape/emit/emit_recorded_request.h"
#include "wiretape/core/tape/emit/emit_reply.h"
#include "wiretape/core/tape/emit/emit_request.h"
#include "wiretape/core/tape/emit/emit_response.h"
#include "wiretape/core/yaml/comments/attach_comments.h"
#include "wiretape/core/yaml/emit_layout.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

// Tape ──emit_<part>──▶ EmitNode ──emit_document──▶ text
//                       each scalar spelled         flow where it fits a line, else lines

/// The dialect's name where the request's path does not decide it already.
std::string_view dialect_to_say(const Exchange& exchange) {
  const auto& path = exchange.request.path;
  const auto* decided = path ? provider::dialect_for_path(*path) : nullptr;
  return exchange.dialect == nullptr || exchange.dialect == decided ? std::string_view() : exchange.dialect->name;
}

/// Each `then` stands in the reply that it follows.
void add_follow_ups(yaml::EmitNode& reply, const Exchange& exchange) {
  std::optional<yaml::EmitNode> inner;
  for (auto then = exchange.then.rbegin(); then != exchange.then.rend(); ++then) {
    auto node = emit_reply(*then, "", exchange.is_template);
    if (inner) node.add("then", *std::move(inner));
    inner = std::move(node);
  }
  if (inner) reply.add("then", *std::move(inner));
}

struct AnswerNode {
  const Exchange& exchange;

  std::pair<std::string_view, yaml::EmitNode> operator()(const provider::Reply& reply) const {
    auto node = emit_reply(reply, dialect_to_say(exchange), exchange.is_template);
    add_follow_ups(node, exchange);
    return {"reply", std::move(node)};
  }
  std::pair<std::string_view, yaml::EmitNode> operator()(const Dialogue& dialogue) const {
    return {"websocket", emit_dialogue(dialogue, dialect_to_say(exchange))};
  }
  template <class Response>
  std::pair<std::string_view, yaml::EmitNode> operator()(const Response& response) const {
    return {"response", emit_response(response, dialect_to_say(exchange), exchange.is_template)};
  }
};

/// Without the method that every WebSocket is opened by.
RequestRule rule_to_say(const Exchange& exchange) {
  RequestRule rule = exchange.request;
  if (std::holds_alternative<Dialogue>(exchange.answer) && rule.method == "GET") rule.method.reset();
  return rule;
}

bool has_arrivals(const Answer& answer) {
  const auto* recorded = std::get_if<RecordedResponse>(&answer);
  return recorded != nullptr && !recorded->arrivals.empty();
}

yaml::EmitNode emit_exchange(const Exchange& exchange, std::size_t ordinal) {
  yaml::EmitNode node = yaml::EmitNode::mapping(yaml::EmitNode::Style::lines);
  if (exchange.id != fmt::format("exchange-{}", ordinal)) {
    node.add("id", yaml::EmitNode::spelled(yaml::emit_text(exchange.id)));
  }
  yaml::EmitNode request = emit_request(rule_to_say(exchange));
  if (!request.members.empty()) node.add("request", std::move(request));
  if (exchange.uses) node.add("uses", yaml::EmitNode::spelled(std::to_string(*exchange.uses)));
  auto [key, answer] = std::visit(AnswerNode{exchange}, exchange.answer);
  node.add(key, std::move(answer));
  yaml::EmitNode delivery = emit_delivery(exchange.delivery, has_arrivals(exchange.answer));
  if (!delivery.members.empty()) node.add("delivery", std::move(delivery));
  if (!exchange.faults.empty()) node.add("faults", emit_faults(exchange.faults));
  if (exchange.recorded_request) node.add("recorded_request", emit_recorded_request(*exchange.recorded_request));
  return node;
}

}  // namespace

std::string emit_tape(const Tape& tape, const std::vector<yaml::PlacedComment>& comments) {
  yaml::EmitNode root = yaml::EmitNode::mapping(yaml::EmitNode::Style::lines);
  root.add("wiretape", yaml::EmitNode::spelled("1"));
  if (tape.validates) root.add("validate", yaml::EmitNode::spelled("true"));
  if (tape.limits.is_any()) root.add("limits", emit_limits(tape.limits));
  std::vector<yaml::EmitNode> exchanges;
  for (const Exchange& exchange : tape.exchanges)
    exchanges.push_back(emit_exchange(exchange, exchanges.size() + 1));
  root.add("exchanges", yaml::EmitNode::list(std::move(exchanges), yaml::EmitNode::Style::lines));
  yaml::attach_comments(root, comments);
  return yaml::emit_document(root);
}

}  // namespace wiretape::tape
