#include "wiretape/core/yaml/yaml_members.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace wiretape::yaml {
namespace {

bool is_usable_key(const YamlNode& key, Mistakes& mistakes) {
  switch (key.kind) {
    case YamlNode::Kind::nothing:
      mistakes.add(key.offset, "an empty key", "a name before the colon");
      return false;
    case YamlNode::Kind::list:
    case YamlNode::Kind::mapping:
      mistakes.add(key.offset, key.kind == YamlNode::Kind::list ? "a list as a key" : "a mapping as a key",
                   "text as a key", "quote a key that begins with [ or {");
      return false;
    default:
      return true;
  }
}

/// The entries' own keys, sorted, and with them a mistake for each that stands twice. Sorting, unlike hashing, has no
/// worst case that a tape could be made for.
std::vector<const YamlNode*> own_keys(const std::vector<YamlEntry>& entries, Mistakes& mistakes) {
  std::vector<const YamlNode*> keys;
  keys.reserve(entries.size());
  for (const YamlEntry& entry : entries) {
    if (!entry.merge && is_usable_key(*entry.member.key, mistakes)) keys.push_back(entry.member.key);
  }
  std::ranges::stable_sort(keys, {}, &YamlNode::text);
  const YamlNode* first = nullptr;
  for (const YamlNode* key : keys) {
    if (first != nullptr && key->text == first->text) {
      mistakes.add(key->offset, fmt::format("the key '{}' a second time", key->text), "each key once",
                   fmt::format("it stands at {} already", mistakes.place(first->offset)));
    } else {
      first = key;
    }
  }
  return keys;
}

/// Puts members in their order, each name once.
class Settler {
 public:
  Settler(std::vector<const YamlNode*> own_keys, Mistakes& mistakes)
      : own_keys_(std::move(own_keys)), mistakes_(&mistakes) {}

  void add(const YamlMember& member) {
    const bool usable = member.key->kind != YamlNode::Kind::nothing && member.key->kind != YamlNode::Kind::list &&
                        member.key->kind != YamlNode::Kind::mapping;
    if (usable && seen_.insert(member.key->text).second) members_.push_back(member);
  }

  void merge(const YamlNode& value) {
    if (value.kind == YamlNode::Kind::mapping) return merge_mapping(value);
    const bool is_list_of_mappings =
        value.kind == YamlNode::Kind::list &&
        std::ranges::all_of(value.items, [](const YamlNode* item) { return item->kind == YamlNode::Kind::mapping; });
    if (!is_list_of_mappings) {
      mistakes_->add(value.offset, "a merge key '<<' with something else", "a mapping, or a list of mappings, to merge",
                     "quote '<<' to use it as a plain key");
      return;
    }
    for (const YamlNode* item : value.items) {
      merge_mapping(*item);
    }
  }

  std::vector<YamlMember> take() { return std::move(members_); }

 private:
  void merge_mapping(const YamlNode& mapping) {
    for (const YamlMember& member : mapping.members) {
      const bool is_own = std::ranges::binary_search(own_keys_, member.key->text, {}, &YamlNode::text);
      if (!is_own) add(member);
    }
  }

  std::vector<const YamlNode*> own_keys_;
  Mistakes* mistakes_;
  std::set<std::string_view> seen_;
  std::vector<YamlMember> members_;
};

}  // namespace

std::vector<YamlMember> settle_members(const std::vector<YamlEntry>& entries, Mistakes& mistakes) {
  Settler settler(own_keys(entries, mistakes), mistakes);
  for (const YamlEntry& entry : entries) {
    if (entry.merge) {
      settler.merge(*entry.member.value);
    } else {
      settler.add(entry.member);
    }
  }
  return settler.take();
}

}  // namespace wiretape::yaml
