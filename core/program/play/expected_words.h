#pragma once

#include <string>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::program {

/// What the program waits for, for people: {"type":"x"}, contains "x", "any message", "a close frame".
[[nodiscard]] std::string expected_words(const WireProgram& program, const ExpectAction& expect);

}  // namespace wiretape::program
