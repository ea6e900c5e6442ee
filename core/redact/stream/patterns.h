#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/redact/stream/prefilter.h"

namespace wiretape::redact {

/// Something that was found to end where an automaton is.
struct PatternHit {
  std::uint32_t length;     ///< characters
  const ValueShape* shape;  ///< whose prefix it is; nullptr: it is a known secret whole
  bool is_number;           ///< digits only: so its placeholder must be
};

/// Rules made ready for streams: an Aho-Corasick automaton over the prefixes of their shapes and the secrets they know.
/// Never changes: shared by any number of redactors and threads.
class Patterns {
 public:
  using State = std::uint32_t;
  static constexpr State start = 0;

  explicit Patterns(Rules rules);
  Patterns(const Patterns&) = delete;  // hits point into the rules
  Patterns& operator=(const Patterns&) = delete;

  [[nodiscard]] State next(State state, char c) const {
    return next_[state * class_count_ + class_of_[static_cast<unsigned char>(c)]];
  }

  /// How many of the last characters may still become part of something.
  [[nodiscard]] std::uint32_t depth(State state) const { return depth_[state]; }

  [[nodiscard]] std::span<const PatternHit> hits(State state) const { return hits_[state]; }

  /// Finds where it is worth while to ask for the next state.
  [[nodiscard]] const Prefilter& prefilter() const { return prefilter_; }

  /// Whether the value of a JSON member of that name is a secret.
  [[nodiscard]] bool is_secret_member(std::string_view name) const;

  /// The longest pattern, in characters.
  [[nodiscard]] std::uint32_t longest() const { return longest_; }

  [[nodiscard]] const Rules& rules() const { return rules_; }

 private:
  void number_characters();
  void add(std::string_view text, const ValueShape* shape);
  void link();

  Rules rules_;
  std::array<std::uint16_t, 256> class_of_{};  // 0: in no pattern
  std::uint32_t class_count_ = 1;
  std::vector<State> next_;  // class_count_ a state
  std::vector<std::uint32_t> depth_;
  std::vector<std::vector<PatternHit>> hits_;
  Prefilter prefilter_;
  std::array<bool, 256> begins_member_{};  // in small letters; and what folding takes away
  std::uint32_t longest_ = 1;
};

using SharedPatterns = std::shared_ptr<const Patterns>;

/// Patterns as redactors share them.
[[nodiscard]] SharedPatterns make_patterns(Rules rules);

}  // namespace wiretape::redact
