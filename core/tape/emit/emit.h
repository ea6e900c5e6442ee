#pragma once

#include <string>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/comments/place_comments.h"

namespace wiretape::tape {

/// The tape as YAML in its canonical form: loading that gives an equal tape, emitting it again the same text. Keys come
/// in the order of the format's page; what is default is left out. Texts other than bodies and header values must be
/// UTF-8, and the tape one that can be loaded. `comments` are those of the text that the tape was loaded from: each
/// stands with what it belongs to, or where that is left out, above what is around it; what they are inside of gets
/// lines of its own.
[[nodiscard]] std::string emit_tape(const Tape& tape, const std::vector<yaml::PlacedComment>& comments = {});

}  // namespace wiretape::tape
