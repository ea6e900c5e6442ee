#include "wiretape/core/tape/yaml_tree_builder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/json_literal.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view core_tag_prefix = "tag:yaml.org,2002:";

YamlNode::Kind kind_of_plain(std::string_view text) {
  switch (json_literal(text)) {
    case JsonLiteral::null:
      return YamlNode::Kind::null;
    case JsonLiteral::boolean:
      return YamlNode::Kind::boolean;
    case JsonLiteral::number:
      return YamlNode::Kind::number;
    case JsonLiteral::none:
      break;
  }
  return YamlNode::Kind::text;
}

/// The plain scalar that a YAML parser took for null: "null", "Null", "NULL" or "~", or "" where no value stands. An
/// anchor may come before it.
std::string_view null_word(std::string_view source) {
  if (source.starts_with('&')) {
    source.remove_prefix(std::min(source.size(), source.find_first_of(" \t\n,[]{}")));
    source.remove_prefix(std::min(source.size(), source.find_first_not_of(" \t")));
  }
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (source.starts_with(word)) return word;
  }
  return {};
}

}  // namespace

YamlTreeBuilder::YamlTreeBuilder(LoadLimits limits, std::deque<YamlNode>& nodes, Mistakes& mistakes)
    : limits_(limits), nodes_(&nodes), mistakes_(&mistakes) {}

bool YamlTreeBuilder::on_scalar(std::size_t offset, std::string_view tag, std::size_t anchor, std::string_view value) {
  note_event(offset);
  const bool plain = tag == "?";
  YamlNode& node = make_node(plain ? kind_of_plain(value) : YamlNode::Kind::text, offset);
  node.text = value;
  node.base64 = tag == "!b64";
  if (!plain && !node.base64) refuse_tag(offset, tag);
  // The text itself is bounded by the file; its bytes count where an alias repeats them.
  const Cost cost{.nodes = 1, .bytes = value.size()};
  if (!spend(offset, {.nodes = 1})) return false;
  attach(node, anchor, cost, plain && value == "<<");
  return true;
}

bool YamlTreeBuilder::on_null(std::size_t offset, std::size_t anchor) {
  // For an absent value the parser says where the next thing stands, which tells nobody where something is missing.
  const std::size_t offset_if_absent = awaits_value() ? last_offset_ : offset;
  const bool left_out = is_left_out(offset);
  if (!left_out) note_event(offset);
  const std::string_view word = left_out ? "" : null_word(mistakes_->source().text().substr(offset));
  YamlNode& node = make_node(word.empty() ? YamlNode::Kind::nothing : kind_of_plain(word), offset);
  node.text = word;
  if (word.empty()) {
    node.offset = offset_if_absent;
  } else {
    last_null_ = {.node = &node, .offset = offset, .offset_if_absent = offset_if_absent};
  }
  if (!spend(offset, {.nodes = 1})) return false;
  attach(node, anchor, {.nodes = 1, .bytes = word.size()});
  return true;
}

bool YamlTreeBuilder::on_alias(std::size_t offset, std::size_t anchor) {
  note_event(offset);
  // The parser knows an anchor from its `&` on, so that an alias may stand inside the very value it names.
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end() || !found->second.complete) {
    mistakes_->add(offset, "an alias to the value that it stands in", "an alias to an earlier value");
    if (!spend(offset, {.nodes = 1})) return false;
    attach(make_node(YamlNode::Kind::null, offset), 0, {.nodes = 1});
    return true;
  }
  // What the target holds is paid for again: nodes are shared, but whoever walks the tree walks them each time.
  const Anchored& target = found->second;
  if (!spend(offset, target.cost)) return false;
  attach(*target.node, 0, target.cost);
  return true;
}

bool YamlTreeBuilder::on_list_start(std::size_t offset, std::string_view tag, std::size_t anchor) {
  return start(YamlNode::Kind::list, offset, tag, anchor);
}

bool YamlTreeBuilder::on_mapping_start(std::size_t offset, std::string_view tag, std::size_t anchor) {
  return start(YamlNode::Kind::mapping, offset, tag, anchor);
}

bool YamlTreeBuilder::start(YamlNode::Kind kind, std::size_t offset, std::string_view tag, std::size_t anchor) {
  note_event(offset);
  if (tag != "?") refuse_tag(offset, tag);
  if (!spend(offset, {.nodes = 1, .height = 1})) return false;
  YamlNode& node = make_node(kind, offset);
  if (anchor != 0) anchors_[anchor] = {.node = &node, .cost = {}, .complete = false};
  open_.push_back({.node = &node, .anchor = anchor, .cost = {.nodes = 1, .height = 1}, .entries = {}});
  return true;
}

void YamlTreeBuilder::on_end() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (frame.node->kind == YamlNode::Kind::mapping) frame.node->members = settle_members(frame.entries, *mistakes_);
  attach(*frame.node, frame.anchor, frame.cost);
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

void YamlTreeBuilder::note_event(std::size_t offset) {
  if (last_null_.node != nullptr && last_null_.offset == offset) {
    last_null_.node->kind = YamlNode::Kind::nothing;
    last_null_.node->offset = last_null_.offset_if_absent;
    last_null_.node->text.clear();
  }
  last_null_ = {};
  last_offset_ = offset;
}

void YamlTreeBuilder::refuse_tag(std::size_t offset, std::string_view tag) {
  if (tag == "!" || tag.empty()) return;
  const bool is_core = tag.starts_with(core_tag_prefix);
  mistakes_->add(offset,
                 fmt::format("the tag {}{}", is_core ? "!!" : "", is_core ? tag.substr(core_tag_prefix.size()) : tag),
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

void YamlTreeBuilder::attach(const YamlNode& node, std::size_t anchor, Cost cost, bool merges) {
  if (anchor != 0) anchors_[anchor] = {.node = &node, .cost = cost, .complete = true};
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

/// Whether a null at `offset` is the value of a key that has none, as in `{key}`: the parser puts it at the key.
bool YamlTreeBuilder::is_left_out(std::size_t offset) const {
  return awaits_value() && offset <= last_offset_;
}

}  // namespace wiretape::tape
