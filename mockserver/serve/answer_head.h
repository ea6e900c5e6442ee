#pragma once

#include <chrono>
#include <optional>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::mockserver {

/// What the head of a program's response says to who has to decide whether to ask again.
struct AnswerHead {
  int status = 0;                                          ///< 0: there is no whole status line
  std::optional<std::chrono::milliseconds> retry_after{};  ///< of a whole head whose status is not a success

  friend bool operator==(const AnswerHead&, const AnswerHead&) = default;
};

/// Reads it, behind what comes before it (1xx). `now`: what a date is counted from where there is no other.
[[nodiscard]] AnswerHead answer_head(const program::WireProgram& program,
                                     std::chrono::system_clock::time_point (*now)() = std::chrono::system_clock::now);

}  // namespace wiretape::mockserver
