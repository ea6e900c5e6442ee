#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/text/input_error.h"

namespace wiretape::tape {

/// What the `{name}`s of a pattern stood for, in order, percent-decoded where that is possible.
using PathCaptures = std::vector<std::pair<std::string, std::string>>;

/// A path with holes in it, compared letter for letter otherwise: `/v1/models/{model}:generate`, `/v1/*/x`, `/v1/*`.
class PathPattern {
 public:
  [[nodiscard]] static std::variant<PathPattern, text::InputError> parse(std::string_view text);

  /// What the names stand for where the path fits, or nullopt.
  [[nodiscard]] std::optional<PathCaptures> match(std::string_view path) const;

  /// Whether there is no hole: only the text itself fits.
  [[nodiscard]] bool is_literal() const;

  /// Whether there is a `{name}` of that name.
  [[nodiscard]] bool has_name(std::string_view name) const;

 private:
  /// `prefix`, then a hole and `suffix` where there is one.
  struct Segment {
    std::string prefix;
    bool has_hole = false;
    std::string name;  // "" for "*"
    std::string suffix;
  };

  static std::variant<Segment, text::InputError> parse_segment(std::string_view text);
  [[nodiscard]] static std::optional<std::string_view> match_segment(const Segment& segment, std::string_view text);

  std::vector<Segment> segments_;  // what "/" parts
  bool takes_rest_ = false;        // the last segment is "*"
};

}  // namespace wiretape::tape
