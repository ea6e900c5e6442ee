#include "wiretape/core/yaml/comments/attach_comments.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::yaml {
namespace {

using Place = PlacedComment::Place;

/// Finds what nodes hold. Members are looked up by key in an index, made once for a node: a mapping may have as many
/// comments as members. The nodes must stay where they are.
class Children {
 public:
  /// nullptr where there is none.
  EmitNode* find(EmitNode& node, const NodeStep& step) {
    if (const auto* const index = std::get_if<std::size_t>(&step))
      return *index < node.items.size() ? &node.items[*index] : nullptr;
    const Members& members = members_of(node);
    const auto found = members.find(emit_text(std::get<std::string>(step)));
    return found == members.end() ? nullptr : found->second;
  }

 private:
  using Members = std::map<std::string_view, EmitNode*>;

  const Members& members_of(EmitNode& node) {
    const auto [found, is_new] = members_.try_emplace(&node);
    if (is_new) {
      for (auto& [key, value] : node.members)
        found->second.emplace(key, &value);
    }
    return found->second;
  }

  std::map<const EmitNode*, Members> members_;
};

bool holds_any(const EmitNode& node) {
  return !node.members.empty() || !node.items.empty();
}

void attach(EmitNode& root, const PlacedComment& comment, Children& children) {
  EmitNode* node = &root;
  bool is_there = true;
  for (const NodeStep& step : comment.path) {
    EmitNode* const child = children.find(*node, step);
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
  Children children;
  for (const PlacedComment& comment : comments)
    attach(root, comment, children);
  if (!comments.empty()) lift_out_of_items(root, false);
}

}  // namespace wiretape::yaml
