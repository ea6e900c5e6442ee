#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// Joins halves of surrogate pairs (see core/text/json/surrogate_half.h) that come in two pieces of the same text: of
/// one choice's text, reasoning or refusal, or of one tool call's arguments. A half that finds no other one becomes
/// U+FFFD. Not thread safe.
class HalfJoiner {
 public:
  /// Makes the deltas from `first` on UTF-8. A half at the end of a piece is held back until the next piece of its
  /// text, or until something shows that there is none. Views that it makes are valid until the next call.
  void join(std::vector<Delta>& deltas, std::size_t first);

  /// Appends what is held back.
  void end(std::vector<Delta>& deltas);

 private:
  // Which text a piece belongs to. `kind` is the delta's place in the variant.
  struct Text {
    std::uint32_t choice;
    std::size_t kind;
    std::uint32_t call;

    friend auto operator<=>(const Text&, const Text&) = default;
  };

  void add(const Delta& delta, std::vector<Delta>& out);
  void add_piece(const Text& text, Delta delta, std::string_view piece, std::vector<Delta>& out);
  void release(std::uint32_t choice, bool also_calls, std::vector<Delta>& out);
  std::string_view keep(std::string text);

  std::map<Text, char32_t> held_;
  std::deque<std::string> made_;  // does not move what it holds
};

}  // namespace wiretape::provider
