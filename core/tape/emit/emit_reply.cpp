#include "wiretape/core/tape/emit/emit_reply.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/tape/emit/emit_recorded.h"
#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/tape/template/text_template.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/yaml/emit_json.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

yaml::EmitNode line(std::string_view text) {
  return yaml::EmitNode::spelled(yaml::emit_text(text));
}

void add_line(yaml::EmitNode& node, std::string_view key, const std::optional<std::string>& text) {
  if (text) node.add(key, line(*text));
}

void add_text(yaml::EmitNode& node, std::string_view key, const std::string& text) {
  if (!text.empty()) node.add(key, yaml::EmitNode::of_text(text));
}

/// What a model says, or the arguments of its call, where the word `generated` means something: the word for what is to
/// be made up, and the text of that word in quotes. nullopt for all else.
std::optional<yaml::EmitNode> generated(const std::string& text, bool is_template) {
  if (is_template && is_generated(text)) return yaml::EmitNode::spelled("generated");
  return text == "generated" ? std::optional(yaml::EmitNode::spelled("\"generated\"")) : std::nullopt;
}

yaml::EmitNode said(const std::string& text, bool is_template) {
  auto special = generated(text, is_template);
  return special ? *std::move(special) : yaml::EmitNode::of_text(text);
}

/// As a mapping where that is the same; a text where its keys would lose their placeholders.
yaml::EmitNode arguments(const std::string& json, bool is_template) {
  if (auto special = generated(json, is_template)) return *std::move(special);
  const bool stays_text = is_template && may_be_template(json);
  const std::optional<std::string> mapping = stays_text ? std::nullopt : yaml::emit_json(json);
  return mapping ? yaml::EmitNode::spelled(*mapping) : line(json);
}

yaml::EmitNode tool_call(const provider::ToolCallReply& call, bool is_template) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  add_line(node, "id", call.id);
  node.add("name", line(call.name));
  if (call.arguments != "{}") node.add("arguments", arguments(call.arguments, is_template));
  return node;
}

/// A block has the key that says what it is even where that says nothing.
class BlockNode {
 public:
  explicit BlockNode(bool is_template) : is_template_(is_template) {}

  yaml::EmitNode operator()(const provider::ReasoningBlock& block) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("thinking", yaml::EmitNode::of_text(block.text));
    add_line(node, "signature", block.signature);
    return node;
  }
  yaml::EmitNode operator()(const provider::RedactedReasoningBlock& block) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("redacted_thinking", line(block.data));
    return node;
  }
  yaml::EmitNode operator()(const provider::TextBlock& block) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("text", said(block.text, is_template_));
    std::vector<yaml::EmitNode> citations;
    for (const std::string& citation : block.citations)
      citations.push_back(yaml::EmitNode::spelled(yaml::emit_json_collection(citation)));
    if (!citations.empty()) node.add("citations", yaml::EmitNode::list(std::move(citations)));
    return node;
  }
  yaml::EmitNode operator()(const provider::ToolCallReply& call) const {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    node.add("tool_use", tool_call(call, is_template_));
    return node;
  }

 private:
  bool is_template_;
};

void add_choice(yaml::EmitNode& node, const provider::ChoiceReply& choice, bool has_pieces, bool is_template) {
  add_text(node, "reasoning", choice.reasoning);
  if (!has_pieces && !choice.text.empty()) node.add("text", said(choice.text, is_template));
  add_text(node, "refusal", choice.refusal);
  std::vector<yaml::EmitNode> calls;
  for (const auto& call : choice.tool_calls)
    calls.push_back(tool_call(call, is_template));
  if (!calls.empty()) node.add("tool_calls", yaml::EmitNode::list(std::move(calls)));
  std::vector<yaml::EmitNode> blocks;
  for (const auto& block : choice.blocks)
    blocks.push_back(std::visit(BlockNode(is_template), block));
  if (!blocks.empty()) node.add("blocks", yaml::EmitNode::list(std::move(blocks)));
  add_line(node, "finish_reason", choice.finish_reason);
  add_line(node, "stop_sequence", choice.stop_sequence);
}

struct ChunksNode {
  std::optional<yaml::EmitNode> operator()(const provider::ChunkRule& rule) const {
    if (rule == provider::ChunkRule::character) return yaml::EmitNode::spelled("char");
    if (rule == provider::ChunkRule::word) return yaml::EmitNode::spelled("word");
    return std::nullopt;  // the default
  }
  std::optional<yaml::EmitNode> operator()(const provider::ChunkList& pieces) const {
    std::vector<yaml::EmitNode> nodes;
    for (const std::string& piece : pieces)
      nodes.push_back(line(piece));
    return yaml::EmitNode::list(std::move(nodes));
  }
};

yaml::EmitNode error(const provider::ErrorReply& error, bool has_status) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  if (has_status && error.status != provider::ErrorReply{}.status) {
    node.add("status", yaml::EmitNode::spelled(std::to_string(error.status)));
  }
  node.add("message", yaml::EmitNode::of_text(error.message));
  add_line(node, "type", error.type);
  add_line(node, "code", error.code);
  add_line(node, "param", error.param);
  if (error.retry_after) node.add("retry_after", yaml::EmitNode::spelled(text::emit_duration(*error.retry_after)));
  if (!error.headers.empty()) node.add("headers", emit_fields(error.headers));
  return node;
}

}  // namespace

yaml::EmitNode emit_reply(const provider::Reply& reply, std::string_view dialect, bool is_template) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  if (!dialect.empty()) node.add("dialect", line(dialect));
  add_line(node, "id", reply.id);
  add_line(node, "model", reply.model);
  if (reply.created) node.add("created", yaml::EmitNode::spelled(std::to_string(*reply.created)));
  const bool has_pieces = std::holds_alternative<provider::ChunkList>(reply.chunks);
  if (reply.choices.size() == 1) add_choice(node, reply.choices.front(), has_pieces, is_template);
  if (auto chunks = std::visit(ChunksNode{}, reply.chunks)) node.add("chunks", std::move(*chunks));
  if (reply.usage) node.add("usage", yaml::EmitNode::spelled(yaml::emit_json_collection(*reply.usage)));
  if (reply.choices.size() > 1) {
    std::vector<yaml::EmitNode> choices;
    for (const auto& choice : reply.choices)
      add_choice(choices.emplace_back(yaml::EmitNode::mapping()), choice, false, is_template);
    node.add("choices", yaml::EmitNode::list(std::move(choices), yaml::EmitNode::Style::lines));
  }
  if (reply.error) node.add("error", error(*reply.error, true));
  if (reply.error_event) node.add("error_event", error(*reply.error_event, false));
  return node;
}

}  // namespace wiretape::tape
