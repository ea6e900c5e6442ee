#include "wiretape/core/yaml/emit_layout.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::yaml {
namespace {

constexpr std::size_t line_width = 110;
constexpr std::size_t indent_step = 2;

std::optional<std::string> flow(const EmitNode& node);

/// The node among others on a line, where a comment would end them all.
std::optional<std::string> flow_inside(const EmitNode& node) {
  return node.comments.empty() ? flow(node) : std::nullopt;
}

std::optional<std::string> flow_list(const EmitNode& node) {
  std::string out = "[";
  for (const EmitNode& item : node.items) {
    const std::optional<std::string> text = flow_inside(item);
    if (!text) return std::nullopt;
    if (out.size() > 1) out += ", ";
    out += *text;
  }
  return out + "]";
}

std::optional<std::string> flow_mapping(const EmitNode& node) {
  std::string out = "{";
  for (const auto& [key, value] : node.members) {
    const std::optional<std::string> text = flow_inside(value);
    if (!text) return std::nullopt;
    if (out.size() > 1) out += ", ";
    out.append(key).append(": ").append(*text);
  }
  return out + "}";
}

/// The node on one line; nullopt where it wants lines of its own.
std::optional<std::string> flow(const EmitNode& node) {
  if (node.kind == EmitNode::Kind::scalar) return node.literal.empty() ? std::optional(node.text) : std::nullopt;
  const bool is_list = node.kind == EmitNode::Kind::list;
  const bool is_empty = is_list ? node.items.empty() : node.members.empty();
  if ((node.style == EmitNode::Style::lines && !is_empty) || !node.comments.after.empty()) return std::nullopt;
  return is_list ? flow_list(node) : flow_mapping(node);
}

class Writer {
 public:
  std::string out;

  void write_members(const EmitNode& node, std::size_t indent) {
    bool is_first = true;
    for (const auto& [key, value] : node.members) {
      if (!is_first) begin_line(indent);
      is_first = false;
      write_above(value, true, indent);
      out.append(key).append(":");
      write_value(value, indent);
    }
    write_after(node, indent);
  }

 private:
  void begin_line(std::size_t indent) { out.append("\n").append(indent, ' '); }

  [[nodiscard]] std::size_t column() const { return out.size() - (out.rfind('\n') + 1); }

  /// The comments above a key or a dash, which the line that was begun is for.
  void write_above(const EmitNode& node, bool has_room_behind, std::size_t indent) {
    const auto write = [&](const std::string& comment) {
      out += comment;
      begin_line(indent);
    };
    std::ranges::for_each(node.comments.before, write);
    if (!is_behind(node, has_room_behind)) std::ranges::for_each(node.comments.behind, write);
  }

  void write_behind(const EmitNode& node) {
    if (is_behind(node, true)) out.append(" ").append(node.comments.behind.front());
  }

  [[nodiscard]] static bool is_behind(const EmitNode& node, bool has_room) {
    return has_room && node.comments.behind.size() == 1;
  }

  void write_after(const EmitNode& node, std::size_t indent) {
    for (const std::string& comment : node.comments.after) {
      begin_line(indent);
      out += comment;
    }
  }

  /// What stands behind a key, whose line is indented by `indent`.
  void write_value(const EmitNode& node, std::size_t indent) {
    if (const auto text = short_form(node, column())) {
      out.append(" ").append(*text);
      write_behind(node);
    } else if (!node.literal.empty()) {
      write_literal(node, indent + indent_step);
    } else {
      write_behind(node);
      begin_line(indent + indent_step);
      write_lines(node, indent + indent_step);
    }
  }

  /// The comments above a dash `at` a column of the line: of its item, and of those that begin behind it, as in `- -
  /// x`.
  void write_above_dashes(const EmitNode& node, std::size_t at, std::size_t indent) {
    const bool is_lines = node.literal.empty() && !short_form(node, at + 1);
    write_above(node, !is_lines, indent);
    if (is_lines && !node.items.empty()) write_above_dashes(node.items.front(), at + indent_step, indent);
  }

  /// A dash and what stands behind it.
  void write_item(const EmitNode& node, std::size_t indent) {
    out += '-';
    if (const auto text = short_form(node, indent + 1)) {
      out.append(" ").append(*text);
      write_behind(node);
    } else if (node.literal.empty()) {
      out += ' ';
      write_lines(node, indent + indent_step, true);
    } else {
      write_literal(node, indent + indent_step);
    }
  }

  /// `is_behind_dash`: the comments above the first line are written.
  void write_lines(const EmitNode& node, std::size_t indent, bool is_behind_dash = false) {
    if (node.kind == EmitNode::Kind::mapping) return write_members(node, indent);
    bool is_first = true;
    for (const EmitNode& item : node.items) {
      if (!is_first) begin_line(indent);
      if (!is_first || !is_behind_dash) write_above_dashes(item, indent, indent);
      is_first = false;
      write_item(item, indent);
    }
    write_after(node, indent);
  }

  void write_literal(const EmitNode& node, std::size_t indent) {
    std::string_view rest = node.literal;
    out += rest.ends_with('\n') ? " |" : " |-";
    write_behind(node);
    if (rest.ends_with('\n')) rest.remove_suffix(1);
    while (true) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      begin_line(line.empty() ? 0 : indent);
      out += line;
      if (end == std::string_view::npos) return;
      rest.remove_prefix(end + 1);
    }
  }

  /// The node on the line that was begun and goes as far as `column`: scalars always, others where they fit.
  [[nodiscard]] static std::optional<std::string> short_form(const EmitNode& node, std::size_t column) {
    std::optional<std::string> text = flow(node);
    const bool must_fit = node.kind != EmitNode::Kind::scalar && text != "[]" && text != "{}";
    if (text && must_fit && column + 1 + text->size() > line_width) return std::nullopt;
    return text;
  }
};

}  // namespace

EmitNode EmitNode::spelled(std::string text) {
  return {.text = std::move(text)};
}

EmitNode EmitNode::of_text(std::string_view text) {
  if (suits_literal(text)) return {.literal = std::string(text)};
  return spelled(emit_text(text));
}

EmitNode EmitNode::list(std::vector<EmitNode> items, Style style) {
  return {.kind = Kind::list, .style = style, .items = std::move(items)};
}

EmitNode EmitNode::mapping(Style style) {
  return {.kind = Kind::mapping, .style = style};
}

void EmitNode::add(std::string_view key, EmitNode value) {
  members.emplace_back(emit_text(key), std::move(value));
}

std::string emit_document(const EmitNode& root) {
  Writer writer;
  writer.write_members(root, 0);
  return writer.out + "\n";
}

}  // namespace wiretape::yaml
