#pragma once

#include <string>

#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// The tape as YAML in its canonical form: loading that gives an equal tape, emitting it again the same text. Keys come
/// in the order of the format's page; what is default is left out. Texts other than bodies and header values must be
/// UTF-8, and the tape one that can be loaded.
[[nodiscard]] std::string emit_tape(const Tape& tape);

}  // namespace wiretape::tape
