#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wiretape::yaml {

/// A value that is to be written as YAML.
struct EmitNode {
  enum class Kind { scalar, list, mapping };
  /// `best`: on one line where it fits into that, else in lines of its own.
  enum class Style { best, lines };

  Kind kind = Kind::scalar;
  Style style = Style::best;
  std::string text{};     ///< of a scalar, spelled as YAML on one line
  std::string literal{};  ///< of a scalar that is written as a block literal: its lines as they are
  std::vector<EmitNode> items{};
  std::vector<std::pair<std::string, EmitNode>> members{};  ///< keys spelled as YAML

  /// A scalar that is spelled already.
  [[nodiscard]] static EmitNode spelled(std::string text);

  /// A text, as a block literal where that suits it.
  [[nodiscard]] static EmitNode of_text(std::string_view text);

  [[nodiscard]] static EmitNode list(std::vector<EmitNode> items, Style style = Style::best);
  [[nodiscard]] static EmitNode mapping(Style style = Style::best);

  /// Adds a member to a mapping.
  void add(std::string_view key, EmitNode value);
};

/// Writes a mapping as a YAML document. The same node gives the same text; lines are kept short where values allow.
[[nodiscard]] std::string emit_document(const EmitNode& root);

}  // namespace wiretape::yaml
