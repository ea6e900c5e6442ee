#pragma once

#include <string_view>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::cli {

/// What an action is called among lines of text: "RST"; "" where its bytes tell it.
[[nodiscard]] std::string_view action_words(const program::Action& action);

}  // namespace wiretape::cli
