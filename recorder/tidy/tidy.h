#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/comments/place_comments.h"

namespace wiretape::recorder::tidy {

/// A tape, and the comments of the text that it was read from.
struct CommentedTape {
  tape::Tape tape;
  std::vector<yaml::PlacedComment> comments{};
};

/// What several tapes come to.
struct Tidied {
  CommentedTape all;
  std::vector<std::string> dropped{};  ///< ids of exchanges that the next one with the same rule repeats
  std::size_t renamed = 0;
};

/// One tape with the exchanges of all, in their order, so that it answers as they do together. An exchange is dropped
/// where the next one with the same rule answers the same but for times and the field `date`; the one that stays
/// answers as often as both. Ids that a recorder made are made anew of what is asked for (exchange_name), and all are
/// unique. No comment is lost: that of what is dropped goes to what stays, that of a file's head to its first exchange.
/// The tapes are not empty. Diagnostics name the tapes whose `limits` or `validate` are not those of the first.
[[nodiscard]] std::variant<Tidied, text::Diagnostics> tidy(std::vector<CommentedTape> tapes, const std::string& name);

}  // namespace wiretape::recorder::tidy
