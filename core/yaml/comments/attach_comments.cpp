#include "wiretape/core/yaml/comments/attach_comments.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <variant>

#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::yaml {
namespace {

using Place = PlacedComment::Place;

struct ChildOf {
  EmitNode& node;

  EmitNode* operator()(const std::string& key) const {
    const auto found = std::ranges::find(node.members, emit_text(key), &std::pair<std::string, EmitNode>::first);
    return found == node.members.end() ? nullptr : &found->second;
  }
  EmitNode* operator()(std::size_t index) const { return index < node.items.size() ? &node.items[index] : nullptr; }
};

bool holds_any(const EmitNode& node) {
  return !node.members.empty() || !node.items.empty();
}

void attach(EmitNode& root, const PlacedComment& comment) {
  EmitNode* node = &root;
  bool is_there = true;
  for (const NodeStep& step : comment.path) {
    EmitNode* const child = std::visit(ChildOf{*node}, step);
    is_there = child != nullptr;
    if (!is_there) break;
    node = child;
  }
  if (is_there && comment.place == Place::after && holds_any(*node)) {
    node->comments.after.push_back(comment.text);
  } else if (is_there && comment.place == Place::behind) {
    node->comments.behind.push_back(comment.text);
  } else {
    (node == &root ? root.members.front().second : *node).comments.before.push_back(comment.text);
  }
}

void move_to(std::vector<std::string>& to, std::vector<std::string>& from) {
  std::ranges::move(from, std::back_inserter(to));
  from.clear();
}

/// The first thing in an item stands behind the item's dash: what would be above it goes above the dash. One behind it
/// has room at the end of its line, or emit_document sees that it hasn't.
void lift_out_of_items(EmitNode& node, bool is_item) {
  for (auto& [key, value] : node.members)
    lift_out_of_items(value, false);
  for (EmitNode& item : node.items)
    lift_out_of_items(item, true);
  if (!is_item || !holds_any(node)) return;
  EmitNode& first = node.members.empty() ? node.items.front() : node.members.front().second;
  move_to(node.comments.before, first.comments.before);
  if (first.comments.behind.size() > 1) move_to(node.comments.before, first.comments.behind);
}

}  // namespace

void attach_comments(EmitNode& root, const std::vector<PlacedComment>& comments) {
  for (const PlacedComment& comment : comments)
    attach(root, comment);
  if (!comments.empty()) lift_out_of_items(root, false);
}

}  // namespace wiretape::yaml
