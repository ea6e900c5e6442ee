#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::redact {

/// Where a part of `LookedAt::text` comes from.
struct LookedAtPart {
  std::size_t begin;   ///< byte of `LookedAt::text`
  std::size_t offset;  ///< byte of the text that was read
  std::size_t length;  ///< bytes there
  bool is_verbatim;    ///< byte for byte what stands there
};

/// All texts in a text that a secret may stand in, one behind the other with a quote between: what stands outside of
/// quotes, the insides of JSON strings without their escapes, and what was added.
struct LookedAt {
  std::string text;
  std::vector<LookedAtPart> parts;

  void add(std::string_view part, LookedAtPart from);

  /// Where `length` bytes at `begin` of the text come from.
  [[nodiscard]] LookedAtPart place(std::size_t begin, std::size_t length) const;
};

/// Takes a text apart. A string that its line doesn't end counts as text outside of quotes, with what follows.
[[nodiscard]] LookedAt look_at(std::string_view text);

}  // namespace wiretape::redact
