#include "wiretape/core/tape/match/path_pattern.h"

#include <algorithm>

#include <fmt/format.h>

#include "wiretape/core/text/percent_encoding.h"

// pattern = 1*( "/" segment )
// segment = literal [ hole literal ]
// hole    = "*" / "{" name "}"        one or more bytes but "/"; as the whole last segment, "*" is any rest but ""
// name    = letter *( letter / digit / "_" )

namespace wiretape::tape {
namespace {

bool is_placeholder_name(std::string_view text) {
  const auto is_letter = [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); };
  const auto is_rest = [&](char byte) { return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '_'; };
  return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, is_rest);
}

/// The text up to the next "/", which is taken off too.
std::string_view take_segment(std::string_view& path) {
  const auto end = std::min(path.find('/'), path.size());
  const auto segment = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return segment;
}

}  // namespace

std::variant<PathPattern::Segment, text::InputError> PathPattern::parse_segment(std::string_view text) {
  Segment segment;
  const auto open = text.find_first_of("*{}");
  segment.prefix = text.substr(0, open);
  if (open == text.npos) return segment;
  segment.has_hole = true;
  std::size_t after = open + 1;
  if (text[open] != '*') {
    const auto close = text.find('}', open);
    if (text[open] == '}' || close == text.npos) {
      return text::InputError{open, fmt::format("'{}' without the other brace", text[open]), "{name}"};
    }
    segment.name = text.substr(open + 1, close - open - 1);
    if (!is_placeholder_name(segment.name)) {
      return text::InputError{open, fmt::format("'{{{}}}'", segment.name), "a name of letters, digits and _ in { }"};
    }
    after = close + 1;
  }
  segment.suffix = text.substr(after);
  const auto second = segment.suffix.find_first_of("*{}");
  if (second == std::string::npos) return segment;
  return text::InputError{after + second, "a second hole between two '/'", "one of '*' and {name} in each"};
}

std::variant<PathPattern, text::InputError> PathPattern::parse(std::string_view text) {
  if (!text.starts_with('/')) return text::InputError{0, "a path that does not begin with '/'", "/…"};
  PathPattern pattern;
  std::size_t at = 1;
  for (bool is_last = false; !is_last;) {
    std::string_view rest = text.substr(at);
    is_last = rest.find('/') == rest.npos;
    const auto piece = take_segment(rest);
    auto segment = parse_segment(piece);
    if (auto* error = std::get_if<text::InputError>(&segment)) {
      error->offset += at;
      return std::move(*error);
    }
    auto& parsed = std::get<Segment>(segment);
    if (!parsed.name.empty() && pattern.has_name(parsed.name)) {
      return text::InputError{at, fmt::format("the name {{{}}} a second time", parsed.name), "another name"};
    }
    pattern.segments_.push_back(std::move(parsed));
    if (is_last) pattern.takes_rest_ = piece == "*";
    at += piece.size() + 1;
  }
  return pattern;
}

std::optional<std::string_view> PathPattern::match_segment(const Segment& segment, std::string_view text) {
  if (!segment.has_hole) return text == segment.prefix ? std::optional(std::string_view()) : std::nullopt;
  if (text.size() <= segment.prefix.size() + segment.suffix.size()) return std::nullopt;
  if (!text.starts_with(segment.prefix) || !text.ends_with(segment.suffix)) return std::nullopt;
  return text.substr(segment.prefix.size(), text.size() - segment.prefix.size() - segment.suffix.size());
}

std::optional<PathCaptures> PathPattern::match(std::string_view path) const {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  PathCaptures captures;
  for (std::size_t index = 0; index < segments_.size(); ++index) {
    const bool is_last = index + 1 == segments_.size();
    if (is_last && takes_rest_) return path.empty() ? std::nullopt : std::optional(captures);
    if (is_last != (path.find('/') == path.npos)) return std::nullopt;
    const auto& segment = segments_[index];
    const auto value = match_segment(segment, take_segment(path));
    if (!value) return std::nullopt;
    if (!segment.name.empty()) {
      captures.emplace_back(segment.name, text::percent_decoded(*value).value_or(std::string(*value)));
    }
  }
  return captures;
}

bool PathPattern::is_literal() const {
  return std::ranges::none_of(segments_, [](const Segment& segment) { return segment.has_hole; });
}

bool PathPattern::has_name(std::string_view name) const {
  return std::ranges::any_of(segments_, [&](const Segment& segment) { return segment.name == name; });
}

}  // namespace wiretape::tape
