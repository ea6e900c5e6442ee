#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/stream/json_place.h"
#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/redact/stream/pending_bytes.h"
#include "wiretape/core/redact/stream/text_matcher.h"

namespace wiretape::redact {

/// Masks the secrets in the bytes of one direction of an exchange: a request's body, a response's, or the messages of a
/// WebSocket. Each byte of a secret becomes `*` (a digit of a number `1`), so that lengths stay, and JSON stays sound.
///
/// What comes out is the same however the bytes are split. Looked at is the text between quotes, without JSON's
/// escapes; joined with that at the same path of the JSON texts before (`data:` of an event stream, lines, WebSocket
/// messages), so that a secret is found which comes spread over deltas; and all that stands outside of quotes. Held
/// back is only what may still turn out to be part of a secret, `PendingBytes::most` bytes at the most: of a secret
/// whose begin lies further back, that is not masked.
///
/// Not thread safe; throws only std::bad_alloc.
class StreamRedactor {
 public:
  explicit StreamRedactor(SharedPatterns patterns);

  /// Takes the next bytes, and appends to `out` all that is settled.
  void feed(std::string_view bytes, std::string& out);

  /// The stream has ended: appends the rest. Nothing may be fed afterwards.
  void finish(std::string& out);

  /// How many bytes are held back.
  [[nodiscard]] std::size_t held() const { return bytes_.size(); }

 private:
  enum class Escape : std::uint8_t { none, backslash, unicode };

  /// How the text at a path ended, where its next piece may go on with it.
  struct Ended {
    std::uint64_t path = 0;
    TextMatcher::Before before{};
    std::unique_ptr<TextMatcher> live{};
  };

  std::size_t outside(std::string_view bytes);
  std::size_t in_string(std::string_view bytes);
  void structural(char c);
  bool is_of_line(char c);
  void begin_string();
  void end_string();
  void break_string();
  std::size_t plain(std::string_view bytes);
  void character(char c, std::uint64_t offset, std::uint8_t width);
  std::size_t escaped(char c);
  std::size_t in_unicode(char c);
  void escape_is_none();
  void go_on_at_path();
  [[nodiscard]] Ended& ended_at_path();
  void keep_at_path();
  [[nodiscard]] std::uint64_t held_from() const;

  SharedPatterns patterns_;
  PendingBytes bytes_;
  std::uint64_t at_ = 0;  // the offset of the next byte to look at
  JsonPlace place_;
  TextMatcher outside_;
  TextMatcher inside_;
  std::vector<Ended> ended_;
  std::size_t live_count_ = 0;

  bool in_string_ = false;
  bool is_name_ = false;
  bool is_secret_ = false;  // the string at hand: all of it
  std::uint64_t path_ = 0;
  Escape escape_ = Escape::none;
  std::array<char, 6> escape_bytes_{};
  std::uint8_t escape_length_ = 0;

  bool at_line_start_ = true;
  bool event_begins_ = true;  // no `data:` since the last blank line
  std::size_t field_ = 0;     // how much of `data:` this line began with
};

/// A text of its own, masked at once.
[[nodiscard]] std::string redacted_text(std::string_view text, const SharedPatterns& patterns);

}  // namespace wiretape::redact
