#pragma once

#include <string>
#include <vector>

#include "wiretape/core/text/position.h"

namespace wiretape::tape {

/// One mistake in a tape.
struct Diagnostic {
  std::string file;
  Position position;
  std::string found;     ///< what stands there, e.g. "unknown key 'txt'"
  std::string expected;  ///< what may stand there, e.g. "one of: text, reasoning, tool_calls"
  std::string hint;      ///< what to do, e.g. "did you mean 'text'?"; may be empty
};

/// All mistakes that one run found, in the order of the text. Never empty where it stands for a failure.
using Diagnostics = std::vector<Diagnostic>;

/// `file:line:column: found; expected …; hint`, one line, without a line end.
[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);

}  // namespace wiretape::tape
