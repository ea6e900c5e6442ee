#include "wiretape/core/yaml/comments/place_comments.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/yaml/comments/find_comments.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/yaml_document.h"

// The members and items of a document, in the order of the text, are its spots; a comment is placed by those around it.
//
//     exchanges:        # behind 'exchanges'
//       # before item 0
//       - id: a         # behind 'id'
//         # after all of item 0
//     # after all of the document

namespace wiretape::yaml {
namespace {

constexpr std::size_t none = std::string_view::npos;

/// A member of a mapping or an item of a list.
struct Spot {
  std::size_t offset;  ///< of the key, or of the item's value
  std::size_t column;  ///< of the key, or of the item's dash; 0-based
  std::size_t parent;  ///< the spot whose value holds it; none: the document
  NodeStep step;
  bool is_in_flow;           ///< between brackets
  bool holds_lines = false;  ///< its value is a list or mapping that is not between brackets
};

std::size_t line_start(std::string_view text, std::size_t offset) {
  return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
}

std::size_t column_of(std::string_view text, std::size_t offset) {
  return offset - line_start(text, offset);
}

/// Where a value begins behind its anchor and its tag, and the comments that follow those.
std::size_t value_start(std::string_view text, std::size_t offset) {
  while (offset < text.size() && std::string_view("&!#").find(text[offset]) != none) {
    offset = std::min(text.find_first_of(text[offset] == '#' ? "\n" : " \t\n", offset), text.size());
    offset = std::min(text.find_first_not_of(" \t\n", offset), text.size());
  }
  return offset;
}

bool is_collection(const YamlNode& node) {
  return node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::mapping;
}

class SpotCollector {
 public:
  explicit SpotCollector(std::string_view text) : text_(text) {}

  void collect(const YamlNode& node, std::size_t parent) {
    if (!is_collection(node)) return;
    const std::size_t start = value_start(text_, node.offset);
    const bool is_flow = start < text_.size() && (text_[start] == '[' || text_[start] == '{');
    if (parent != none) spots[parent].holds_lines = !is_flow;
    for (const YamlMember& member : node.members) {
      const std::size_t at = member.key->offset;
      add({.offset = at,
           .column = column_of(text_, at),
           .parent = parent,
           .step = member.key->text,
           .is_in_flow = is_flow},
          *member.value);
    }
    for (std::size_t index = 0; index < node.items.size(); ++index) {
      const std::size_t at = node.item_offsets[index];
      const std::size_t column = column_of(text_, is_flow ? at : start);
      add({.offset = at, .column = column, .parent = parent, .step = index, .is_in_flow = is_flow}, *node.items[index]);
    }
  }

  std::vector<Spot> spots;

 private:
  /// What an alias or a merge key brings in stands elsewhere, and was seen there.
  void add(Spot spot, const YamlNode& value) {
    if (!spots.empty() && spot.offset < spots.back().offset) return;
    const bool is_alias = value.offset < spot.offset;
    spots.push_back(std::move(spot));
    if (!is_alias) collect(value, spots.size() - 1);
  }

  std::string_view text_;
};

class Placer {
 public:
  Placer(const SourceText& source, std::vector<Spot> spots)
      : source_(source), text_(source.text()), spots_(std::move(spots)) {}

  [[nodiscard]] PlacedComment place(const Comment& comment) const {
    const auto [place, spot] = find(comment);
    return {std::string(comment.text), source_.position(comment.offset), place, path_of(spot)};
  }

 private:
  using Place = PlacedComment::Place;
  using Found = std::pair<Place, std::size_t>;

  [[nodiscard]] Found find(const Comment& comment) const {
    const std::size_t start = line_start(text_, comment.offset);
    const std::string_view before = text_.substr(start, comment.offset - start);
    const std::size_t next = first_spot_from(comment.offset);
    if (before.find_first_not_of(" \t") == none) return find_of_own_line(comment.offset - start, next);
    const bool is_behind_dash = before.find_first_not_of(" \t-") == none;
    if (next == 0 || (is_behind_dash && next < spots_.size())) return before_or_last(next);
    const std::size_t first = first_spot_from(start);
    return {Place::behind, first < next ? last_on_line(first, next) : out_of_brackets(next - 1)};
  }

  [[nodiscard]] Found before_or_last(std::size_t next) const {
    return next < spots_.size() ? Found(Place::before, next) : Found(Place::after, none);
  }

  [[nodiscard]] Found find_of_own_line(std::size_t column, std::size_t next) const {
    const bool is_last = next == spots_.size();
    if (next == 0 || (!is_last && (spots_[next].is_in_flow || column <= spots_[next].column)))
      return before_or_last(next);
    std::size_t child = next - 1;
    while (spots_[child].parent != none && spots_[child].column > column)
      child = spots_[child].parent;
    const std::size_t holder = spots_[child].parent;
    if (is_last || !holds(holder, next)) return {Place::after, holder};
    return {Place::before, innermost_at(next, column)};
  }

  /// Of the spots that begin together, the innermost that is not indented deeper.
  [[nodiscard]] std::size_t innermost_at(std::size_t spot, std::size_t column) const {
    const std::size_t offset = spots_[spot].offset;
    while (spot + 1 < spots_.size() && spots_[spot + 1].offset == offset && spots_[spot + 1].column <= column)
      ++spot;
    return spot;
  }

  /// Of the spots that begin on a line before `next`: the first; but of one whose value is not over where the line is,
  /// the last that begins in it.
  [[nodiscard]] std::size_t last_on_line(std::size_t spot, std::size_t next) const {
    while (spots_[spot].holds_lines || (next < spots_.size() && holds(spot, next))) {
      std::size_t child = next - 1;
      while (child > spot && spots_[child].parent != spot)
        --child;
      if (child == spot) break;
      spot = child;
    }
    return spot;
  }

  [[nodiscard]] std::size_t out_of_brackets(std::size_t spot) const {
    std::size_t outermost = spot;
    for (; spot != none; spot = spots_[spot].parent) {
      if (spots_[spot].is_in_flow && spots_[spot].parent != none) outermost = spots_[spot].parent;
    }
    return outermost;
  }

  [[nodiscard]] bool holds(std::size_t holder, std::size_t spot) const {
    while (spot != none && spot != holder)
      spot = spots_[spot].parent;
    return spot == holder;
  }

  [[nodiscard]] std::size_t first_spot_from(std::size_t offset) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(spots_, offset, {}, &Spot::offset) - spots_.begin());
  }

  [[nodiscard]] std::vector<NodeStep> path_of(std::size_t spot) const {
    std::vector<NodeStep> path;
    for (; spot != none; spot = spots_[spot].parent)
      path.push_back(spots_[spot].step);
    std::ranges::reverse(path);
    return path;
  }

  const SourceText& source_;
  std::string_view text_;
  std::vector<Spot> spots_;
};

}  // namespace

std::optional<std::vector<PlacedComment>> place_comments(std::string_view text) {
  const auto read = SourceText::read(text);
  const auto* const source = std::get_if<SourceText>(&read);
  if (source == nullptr) return std::nullopt;
  Mistakes mistakes(*source, "");
  const auto document = parse_yaml({}, mistakes);
  const auto comments = document ? find_comments(*source, *document) : std::nullopt;
  if (!comments) return std::nullopt;

  SpotCollector collector(source->text());
  if (document->root != nullptr) collector.collect(*document->root, none);
  const Placer placer(*source, std::move(collector.spots));
  std::vector<PlacedComment> placed;
  for (const Comment& comment : *comments)
    placed.push_back(placer.place(comment));
  return placed;
}

}  // namespace wiretape::yaml
