#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/redact/stream/pending_bytes.h"
#include "wiretape/core/redact/stream/recent_text.h"
#include "wiretape/core/redact/stream/value_run.h"

namespace wiretape::redact {

/// Looks for secrets in one text, which may come in pieces that lie apart in the stream, and masks them where they
/// stand. It is told characters, not bytes: an escape of JSON is one character of six bytes.
class TextMatcher {
 public:
  /// What a piece ended in, which a further one needs although nothing is under way.
  struct Before {
    char third = ' ', second = ' ', last = ' ';
    bool in_local = false;  ///< in what may be the name of an e-mail address
  };

  /// The patterns must outlive it. `number_mask` is what known secrets of digits are masked with: `1` where a number
  /// may stand, which `*` is not.
  TextMatcher(const Patterns& patterns, char number_mask);

  void mask_numbers_with(char mask) { number_mask_ = mask; }

  /// A new text begins.
  void begin_text();

  /// The text goes on with another piece, which is looked at as if it began there, too.
  void begin_piece(const Before& before);

  /// Takes the characters of `text` up to a stop, and returns how many. Each is one byte, the first one at `offset`.
  std::size_t feed_until(TextStop stop, std::string_view text, std::uint64_t offset, PendingBytes& bytes);

  /// Whether a text up to its stop would leave nothing behind but what may go on behind that.
  [[nodiscard]] bool is_idle_in(TextStop stop, std::string_view text) const;

  /// One character that `width` bytes at `offset` stand for.
  void feed(char c, std::uint64_t offset, std::uint8_t width, PendingBytes& bytes);

  /// The piece has ended: forgets what only mattered in it.
  void end_piece();

  /// Whether what comes in a further piece may belong to something here.
  [[nodiscard]] bool is_live() const { return state_ != Patterns::start || !runs_.empty(); }

  [[nodiscard]] Before before_next() const;

  /// Where the first byte stands that may still be masked; nullopt: none may.
  [[nodiscard]] std::optional<std::uint64_t> held_from() const;

 private:
  void note(std::uint64_t offset, std::uint8_t width);
  void forget();
  void step_runs(char c, std::uint64_t now, PendingBytes& bytes);
  void begin_values(std::uint64_t now, PendingBytes& bytes);
  void begin_value(const PatternHit& hit);
  void mask_last(std::uint32_t count, std::uint64_t now, char fill, PendingBytes& bytes);
  void pass(std::string_view idle, std::uint64_t offset);
  [[nodiscard]] bool begins_word() const;

  const Patterns* patterns_;
  bool finds_email_;
  char number_mask_;
  Patterns::State state_ = Patterns::start;
  std::vector<ValueRun> runs_;
  RecentText recent_;
  std::uint64_t starts_ = 0;  // bit n: a value may begin with the last but n character
  std::uint32_t local_ = 0;   // so many of the last characters may be the name of an e-mail address
  Before before_;             // the next character; in_local only where this piece has none yet
  bool begins_ = true;        // a value may begin with the next character, whatever stands before
};

}  // namespace wiretape::redact
