#include "wiretape/core/yaml/yaml_tree_builder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/json/json_literal.h"

namespace wiretape::yaml {
namespace {

constexpr std::string_view core_tag_prefix = "tag:yaml.org,2002:";

YamlNode::Kind kind_of_plain(std::string_view text) {
  switch (text::json_literal(text)) {
    case text::JsonLiteral::null:
      return YamlNode::Kind::null;
    case text::JsonLiteral::boolean:
      return YamlNode::Kind::boolean;
    case text::JsonLiteral::number:
      return YamlNode::Kind::number;
    case text::JsonLiteral::none:
      break;
  }
  return YamlNode::Kind::text;
}

}  // namespace

YamlTreeBuilder::YamlTreeBuilder(LoadLimits limits, std::deque<YamlNode>& nodes, Mistakes& mistakes)
    : limits_(limits), nodes_(&nodes), mistakes_(&mistakes) {}

bool YamlTreeBuilder::on_scalar(std::size_t offset, std::string_view tag, std::string_view anchor,
                                std::string_view value) {
  last_offset_ = offset;
  const bool plain = tag == "?";
  YamlNode& node = make_node(plain ? kind_of_plain(value) : YamlNode::Kind::text, offset);
  node.text = value;
  node.base64 = tag == "!b64";
  node.is_plain = plain;
  if (!plain && !node.base64) refuse_tag(offset, tag);
  // The text itself is bounded by the file; its bytes count where an alias repeats them.
  const Cost cost{.nodes = 1, .bytes = value.size()};
  if (!spend(offset, {.nodes = 1})) return false;
  remember(anchor, node, cost, true);
  attach(node, offset, cost, plain && value == "<<");
  return true;
}

bool YamlTreeBuilder::on_nothing(std::size_t offset, std::string_view anchor) {
  // A value is missing at its key; what is missing in a list has no better place than the parser's.
  YamlNode& node = make_node(YamlNode::Kind::nothing, awaits_value() ? last_offset_ : offset);
  if (!spend(offset, {.nodes = 1})) return false;
  remember(anchor, node, {.nodes = 1}, true);
  attach(node, node.offset, {.nodes = 1});
  return true;
}

bool YamlTreeBuilder::on_alias(std::size_t offset, std::string_view anchor) {
  last_offset_ = offset;
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    mistakes_->add(offset, fmt::format("'*{}'", text::excerpt(anchor)), "an alias to an earlier '&' anchor",
                   "quote a text that begins with '*'");
    return false;
  }
  if (!found->second.complete) {
    mistakes_->add(offset, "an alias to the value that it stands in", "an alias to an earlier value");
    if (!spend(offset, {.nodes = 1})) return false;
    attach(make_node(YamlNode::Kind::nothing, offset), offset, {.nodes = 1});
    return true;
  }
  // What the target holds is paid for again: nodes are shared, but whoever walks the tree walks them each time.
  const Anchored& target = found->second;
  if (!spend(offset, target.cost)) return false;
  attach(*target.node, offset, target.cost);
  return true;
}

bool YamlTreeBuilder::on_list_start(std::size_t offset, std::string_view tag, std::string_view anchor) {
  return start(YamlNode::Kind::list, offset, tag, anchor);
}

bool YamlTreeBuilder::on_mapping_start(std::size_t offset, std::string_view tag, std::string_view anchor) {
  return start(YamlNode::Kind::mapping, offset, tag, anchor);
}

bool YamlTreeBuilder::start(YamlNode::Kind kind, std::size_t offset, std::string_view tag, std::string_view anchor) {
  last_offset_ = offset;
  if (tag != "?") refuse_tag(offset, tag);
  if (!spend(offset, {.nodes = 1, .height = 1})) return false;
  YamlNode& node = make_node(kind, offset);
  remember(anchor, node, {}, false);
  open_.push_back({.node = &node, .anchor = std::string(anchor), .cost = {.nodes = 1, .height = 1}, .entries = {}});
  return true;
}

void YamlTreeBuilder::on_end() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (frame.node->kind == YamlNode::Kind::mapping) frame.node->members = settle_members(frame.entries, *mistakes_);
  // Unless something inside it has taken the name.
  const auto named = anchors_.find(frame.anchor);
  if (named != anchors_.end() && named->second.node == frame.node) {
    remember(frame.anchor, *frame.node, frame.cost, true);
  }
  attach(*frame.node, frame.node->offset, frame.cost);
}

std::size_t YamlTreeBuilder::open_offset() const {
  return open_.empty() ? std::string_view::npos : open_.back().node->offset;
}

YamlNode& YamlTreeBuilder::make_node(YamlNode::Kind kind, std::size_t offset) {
  YamlNode& node = nodes_->emplace_back();
  node.kind = kind;
  node.offset = offset;
  return node;
}

void YamlTreeBuilder::refuse_tag(std::size_t offset, std::string_view tag) {
  if (tag == "!" || tag.empty()) return;
  const bool is_core = tag.starts_with(core_tag_prefix);
  mistakes_->add(offset,
                 fmt::format("the tag {}{}", is_core ? "!!" : "",
                             text::excerpt(is_core ? tag.substr(core_tag_prefix.size()) : tag)),
                 "no tag, or !b64 before base64 text", is_core ? "quotes make a text of anything" : "");
}

bool YamlTreeBuilder::spend(std::size_t offset, Cost cost) {
  spent_nodes_ += cost.nodes;
  repeated_bytes_ += cost.bytes;
  if (open_.size() + cost.height > limits_.depth) {
    mistakes_->add(offset, "lists and mappings nested too deep", fmt::format("at most {} levels", limits_.depth));
    return false;
  }
  if (spent_nodes_ > limits_.nodes) {
    mistakes_->add(offset, "too many values", fmt::format("at most {}, each alias counted in full", limits_.nodes));
    return false;
  }
  if (repeated_bytes_ > limits_.bytes) {
    mistakes_->add(offset, "aliases that repeat too much text", fmt::format("at most {} bytes", limits_.bytes));
    return false;
  }
  return true;
}

void YamlTreeBuilder::remember(std::string_view anchor, const YamlNode& node, Cost cost, bool complete) {
  if (!anchor.empty()) anchors_[std::string(anchor)] = {.node = &node, .cost = cost, .complete = complete};
}

void YamlTreeBuilder::attach(const YamlNode& node, std::size_t offset, Cost cost, bool merges) {
  if (open_.empty()) {
    root_ = &node;
    return;
  }
  Frame& frame = open_.back();
  frame.cost.nodes += cost.nodes;
  frame.cost.bytes += cost.bytes;
  frame.cost.height = std::max(frame.cost.height, cost.height + 1);
  if (frame.node->kind == YamlNode::Kind::list) {
    frame.node->items.push_back(&node);
    frame.node->item_offsets.push_back(offset);
  } else if (awaits_value()) {
    frame.entries.back().member.value = &node;
  } else {
    frame.entries.push_back({.member = {.key = &node, .value = nullptr}, .merge = merges});
  }
}

bool YamlTreeBuilder::awaits_value() const {
  if (open_.empty()) return false;
  const std::vector<YamlEntry>& entries = open_.back().entries;
  return !entries.empty() && entries.back().member.value == nullptr;
}

}  // namespace wiretape::yaml
