#include "wiretape/core/tape/emit/emit_dialogue.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/tape/emit/emit_recorded.h"
#include "wiretape/core/tape/emit/emit_reply.h"
#include "wiretape/core/tape/emit/emit_text_rule.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/yaml/emit_json.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

yaml::EmitNode bytes(const std::string& payload) {
  return yaml::is_utf8(payload) ? yaml::EmitNode::of_text(payload)
                                : yaml::EmitNode::spelled(yaml::emit_base64(payload));
}

struct StepNode {
  std::string_view dialect;

  yaml::EmitNode operator()(const SendMessage& message) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    const auto json = message.is_text ? yaml::emit_json(message.payload) : std::nullopt;
    if (!message.is_text) {
      node.add("send", yaml::EmitNode::spelled(yaml::emit_base64(message.payload)));
    } else {
      node.add("send", json ? yaml::EmitNode::spelled(*json) : yaml::EmitNode::of_text(message.payload));
    }
    return node;
  }
  yaml::EmitNode operator()(const SendReply& said) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("reply", emit_reply(said.reply, dialect, false));
    return node;
  }
  yaml::EmitNode operator()(const ExpectMessage& expect) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    if (expect.rule.text) {
      node.add("expect_text", emit_text_rule(*expect.rule.text));
    } else {
      node.add("expect",
               yaml::EmitNode::spelled(expect.rule.json ? yaml::emit_json_collection(*expect.rule.json) : "{}"));
    }
    static const ExpectMessage standard;
    if (expect.within != standard.within)
      node.add("within", yaml::EmitNode::spelled(text::emit_duration(expect.within)));
    return node;
  }
  yaml::EmitNode operator()(const WaitInDialogue& wait) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("wait", yaml::EmitNode::spelled(text::emit_duration(wait.duration)));
    return node;
  }
  yaml::EmitNode operator()(const SendPing& ping) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("ping", bytes(ping.payload));
    return node;
  }
  yaml::EmitNode operator()(const SendClose& close) const {
    yaml::EmitNode how = yaml::EmitNode::mapping();
    if (close.code) how.add("code", yaml::EmitNode::spelled(std::to_string(*close.code)));
    if (!close.reason.empty()) how.add("reason", bytes(close.reason));
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("close", close.code ? std::move(how) : yaml::EmitNode::spelled("{}"));
    return node;
  }
};

}  // namespace

yaml::EmitNode emit_dialogue(const Dialogue& dialogue, std::string_view dialect) {
  yaml::EmitNode node = yaml::EmitNode::mapping(yaml::EmitNode::Style::lines);
  if (!dialogue.subprotocols.empty()) {
    std::vector<yaml::EmitNode> names;
    for (const auto& name : dialogue.subprotocols)
      names.push_back(yaml::EmitNode::spelled(yaml::emit_text(name)));
    node.add("subprotocols", yaml::EmitNode::list(std::move(names)));
  }
  if (!dialogue.fields.empty()) node.add("headers", emit_fields(dialogue.fields));
  if (dialogue.deflates) node.add("deflate", yaml::EmitNode::spelled("true"));
  if (dialogue.echoes) node.add("echo", yaml::EmitNode::spelled("true"));
  std::vector<yaml::EmitNode> steps;
  for (const DialogueStep& step : dialogue.steps)
    steps.push_back(std::visit(StepNode{dialect}, step));
  node.add("dialogue", yaml::EmitNode::list(std::move(steps), yaml::EmitNode::Style::lines));
  return node;
}

}  // namespace wiretape::tape
