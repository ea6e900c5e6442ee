#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/capture/keep_rules.h"
#include "wiretape/recorder/log/keep_tape.h"

namespace wiretape::recorder::log {

/// What was made of the logs that a recorder left.
struct Recovered {
  std::vector<KeptTape> tapes;    ///< in the order in which their exchanges began
  std::size_t empty = 0;          ///< logs in which no exchange had begun
  std::size_t still_written = 0;  ///< logs of a recorder that runs; left alone
  text::Diagnostics mistakes;     ///< one for each log that could not become a tape, and stays
};

/// Makes tapes of all logs in a folder as keep_tape() does, and removes those, and drafts of tapes where no recorder
/// runs. A folder that can't be read is a mistake.
[[nodiscard]] Recovered recover(const std::string& folder, const capture::KeepRules& rules,
                                const redact::SharedPatterns& secrets);

}  // namespace wiretape::recorder::log
