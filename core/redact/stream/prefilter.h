#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wiretape::redact {

/// Characters in which a text may end for now.
enum class TextStop : std::uint8_t {
  quote = 1,   ///< of what stands outside of strings
  string = 2,  ///< of a JSON string: a quote, a backslash, a line end
};

/// The part of a text that has to be looked at closely; empty where it stands at the stop or the end.
struct Suspect {
  std::size_t begin;
  std::size_t end;
};

/// Goes past text in which no pattern begins: it looks for one rare character of each pattern only, and at its
/// neighbours.
class Prefilter {
 public:
  Prefilter();

  /// Adds a pattern that is not empty.
  void add(std::string_view pattern);

  /// The first part of `text` from `at` on, up to a stop, where a pattern may begin, given that none is under way at
  /// `at`: one that stands there whole or as far as the text goes.
  [[nodiscard]] Suspect find(std::string_view text, std::size_t at, TextStop stop) const;

  /// Whether a character ends the text.
  [[nodiscard]] bool is_stop(char c, TextStop stop) const {
    return (marks_[static_cast<unsigned char>(c)] & static_cast<std::uint8_t>(stop)) != 0;
  }

 private:
  /// A set of pairs of characters.
  class Pairs {
   public:
    void add(unsigned char first, unsigned char second) { bits_[index(first, second)] |= bit(first, second); }
    [[nodiscard]] bool has(char first, char second) const {
      const auto one = static_cast<unsigned char>(first);
      const auto other = static_cast<unsigned char>(second);
      return (bits_[index(one, other)] & bit(one, other)) != 0;
    }
    void add_all_before(unsigned char second);
    void add_all_behind(unsigned char first);

   private:
    static constexpr std::size_t index(unsigned char first, unsigned char second) { return first * 4U + second / 64U; }
    static constexpr std::uint64_t bit(unsigned char, unsigned char second) { return std::uint64_t{1} << second % 64U; }

    std::array<std::uint64_t, 1024> bits_{};
  };

  [[nodiscard]] bool is_suspect(std::string_view text, std::size_t at, std::size_t from, TextStop stop) const;
  [[nodiscard]] bool may_end_in_pattern(std::string_view text, std::size_t from) const;

  std::array<std::uint8_t, 256> marks_{};
  Pairs before_;           // what stands before a rare character, and it
  Pairs behind_;           // a rare character, and what stands behind it
  Pairs at_end_;           // the last two characters of a pattern's begin without its rare one
  std::size_t reach_ = 0;  // how far a rare character stands behind the begin of its pattern at the most
};

}  // namespace wiretape::redact
