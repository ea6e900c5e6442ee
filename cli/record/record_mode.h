#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "wiretape/core/net/process_environment.h"

#include "cli/record/record_arguments.h"

namespace wiretape::cli {

/// Whom a request is answered by.
enum class RecordMode : std::uint8_t {
  record,  ///< its upstream; that is recorded
  once,    ///< a tape; what none answers, its upstream, which is recorded
  replay,  ///< a tape; what none answers is refused
  diff,    ///< its upstream; that is compared with the tape that would answer
};

/// What a recorder does in this environment.
struct ModeHere {
  RecordMode mode = RecordMode::record;
  std::string note{};  ///< where that is not what was asked for: a sentence that says so
};

/// Why it can't be done: a sentence.
struct ModeError {
  std::string what;
};

/// Where CI is "true" nothing goes out unless --allow-network is given: record and once become replay, and diff can't
/// be.
[[nodiscard]] std::variant<ModeHere, ModeError> mode_here(const RecordArguments& arguments,
                                                          const net::Environment& environment);

}  // namespace wiretape::cli
