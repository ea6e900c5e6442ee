#pragma once

// A tape from a YAML::Node that a program built, and back: for programs that have yaml-cpp already. Link
// wiretape::mockserver, and yaml-cpp yourself; nothing else of wiretape needs it.

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include <yaml-cpp/yaml.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/yaml/emit_scalar.h"
#include "wiretape/core/yaml/load_limits.h"

namespace wiretape::yaml_cpp {
namespace detail {

/// Writes a node as YAML on one line that our reader takes for the same values. Stops where the reader's limits are
/// passed: what is written by then is too much for it, too.
class NodeText {
 public:
  std::string text;

  void add(const YAML::Node& node, std::size_t depth = 0) {
    if (depth > limits_.depth + 1 || ++nodes_ > limits_.nodes + 1 || text.size() > limits_.bytes) {
      text += "[]";
    } else if (node.IsSequence()) {
      add_list(node, depth);
    } else if (node.IsMap()) {
      add_mapping(node, depth);
    } else {
      add_scalar(node);
    }
  }

 private:
  void add_list(const YAML::Node& node, std::size_t depth) {
    text += '[';
    for (std::size_t at = 0; at < node.size(); ++at) {
      if (at > 0) text += ", ";
      add(node[at], depth + 1);
    }
    text += ']';
  }

  void add_mapping(const YAML::Node& node, std::size_t depth) {
    text += '{';
    bool is_first = true;
    for (const auto& member : node) {
      if (!std::exchange(is_first, false)) text += ", ";
      add(member.first, depth + 1);
      text += ": ";
      add(member.second, depth + 1);
    }
    text += '}';
  }

  void add_scalar(const YAML::Node& node) {
    if (!node.IsScalar()) {
      text += "null";
    } else if (node.Tag() == "!b64") {
      text += "!b64 " + yaml::emit_text(node.Scalar());
    } else {
      text += is_plain(node) ? node.Scalar() : yaml::emit_bytes(node.Scalar());
    }
  }

  /// A number, true or false that was not quoted; one that a program assigned has no tag.
  static bool is_plain(const YAML::Node& node) {
    const std::string& scalar = node.Scalar();
    const bool is_value = text::is_json_number(scalar) || scalar == "true" || scalar == "false";
    return is_value && (node.Tag() == "?" || node.Tag().empty());
  }

  yaml::LoadLimits limits_;
  std::size_t nodes_ = 0;
};

}  // namespace detail

/// The tape that a node says, or all mistakes in it, in the name of `name`; their places are those of the node written
/// on one line. yaml-cpp keeps no types: a text that a program assigned and that reads as a number, true or false is
/// that, unless it has the tag `!` (YAML::Node::SetTag), as quoted ones have. Bytes are a text that is no UTF-8, or
/// base64 with the tag `!b64`. Does not change the node; never throws.
[[nodiscard]] inline std::variant<tape::Tape, text::Diagnostics> tape_of(const YAML::Node& node, std::string name) {
  try {
    detail::NodeText written;
    written.add(node);
    return tape::parse_tape(written.text, std::move(name));
  } catch (const YAML::Exception& error) {
    return text::Diagnostics{{std::move(name), {}, std::string("a node that can't be read: ") + error.what(), "", ""}};
  }
}

/// A tape as a node, in its canonical form. Throws what yaml-cpp throws where memory runs out.
[[nodiscard]] inline YAML::Node node_of(const tape::Tape& tape) {
  return YAML::Load(tape::emit_tape(tape));
}

}  // namespace wiretape::yaml_cpp
