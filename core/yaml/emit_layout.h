#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wiretape::yaml {

/// Comments of a value, each from its '#' on and of one line.
struct EmitComments {
  std::vector<std::string> before{};  ///< in lines of their own above its key or dash
  std::vector<std::string> behind{};  ///< one: at the end of the line where its key or dash is; else above it as well,
                                      ///< or above the dash of the item that it begins
  std::vector<std::string> after{};   ///< below the last of what it holds, which is not nothing

  [[nodiscard]] bool empty() const { return before.empty() && behind.empty() && after.empty(); }
};

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
  EmitComments comments{};                                  ///< of the root: those after it only

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
