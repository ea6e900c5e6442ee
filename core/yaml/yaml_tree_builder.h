#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_members.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

/// Makes nodes of the events of a YAML parser, within limits. Offsets are bytes of the SourceText; an anchor is empty
/// where there is none; a tag is "?" where there is none and the scalar is plain, "!" where there is none and it is
/// quoted. A function that returns false has noted why the parser must stop: a limit is passed, or an alias has no
/// anchor.
class YamlTreeBuilder {
 public:
  /// Nodes are made in `nodes` (whose elements never move), mistakes noted in `mistakes`: keep both alive.
  YamlTreeBuilder(LoadLimits limits, std::deque<YamlNode>& nodes, Mistakes& mistakes);

  bool on_scalar(std::size_t offset, std::string_view tag, std::string_view anchor, std::string_view value);
  /// A value or a key that is left out.
  bool on_nothing(std::size_t offset, std::string_view anchor);
  bool on_alias(std::size_t offset, std::string_view anchor);
  bool on_list_start(std::size_t offset, std::string_view tag, std::string_view anchor);
  bool on_mapping_start(std::size_t offset, std::string_view tag, std::string_view anchor);
  void on_end();

  /// The document's node; nullptr before its end.
  [[nodiscard]] const YamlNode* root() const { return root_; }

  /// Where the innermost list or mapping that is not closed yet began; npos: all are closed.
  [[nodiscard]] std::size_t open_offset() const;

  /// Where the last value or key was that is not left out; 0 before the first.
  [[nodiscard]] std::size_t last_offset() const { return last_offset_; }

 private:
  /// What a node costs with its aliases counted in full.
  struct Cost {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t height = 0;  ///< levels of lists and mappings
  };
  struct Anchored {
    const YamlNode* node;
    Cost cost;
    bool complete;  ///< false while the parser is inside it
  };
  /// A list or mapping that the parser is inside.
  struct Frame {
    YamlNode* node;
    std::string anchor;
    Cost cost;
    std::vector<YamlEntry> entries;  ///< of a mapping; the last one's value is nullptr while it is awaited
  };

  YamlNode& make_node(YamlNode::Kind kind, std::size_t offset);
  void refuse_tag(std::size_t offset, std::string_view tag);
  bool start(YamlNode::Kind kind, std::size_t offset, std::string_view tag, std::string_view anchor);
  bool spend(std::size_t offset, Cost cost);
  void remember(std::string_view anchor, const YamlNode& node, Cost cost, bool complete);
  void attach(const YamlNode& node, std::size_t offset, Cost cost, bool merges = false);
  [[nodiscard]] bool awaits_value() const;

  LoadLimits limits_;
  std::deque<YamlNode>* nodes_;
  Mistakes* mistakes_;
  std::map<std::string, Anchored, std::less<>> anchors_;
  std::vector<Frame> open_;
  const YamlNode* root_ = nullptr;
  std::size_t spent_nodes_ = 0;
  std::size_t repeated_bytes_ = 0;
  std::size_t last_offset_ = 0;
};

}  // namespace wiretape::yaml
