#pragma once

#include <string>
#include <vector>

#include "wiretape/core/text/input_error.h"
#include "wiretape/core/text/position.h"

namespace wiretape::text {

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

/// All of them, a line each, without a line end behind the last.
[[nodiscard]] std::string to_string(const Diagnostics& diagnostics);

/// The mistake in a text of one line. `file` names the text.
[[nodiscard]] Diagnostic diagnose(std::string file, const InputError& error);

}  // namespace wiretape::text
