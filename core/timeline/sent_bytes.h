#pragma once

#include <string_view>
#include <variant>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::timeline {

/// The bytes that an action sends, of one that repeats them those of one time; empty where it sends none. A view into
/// the program.
[[nodiscard]] inline std::string_view sent_bytes(const program::WireProgram& program, const program::Action& action) {
  if (const auto* write = std::get_if<program::WriteAction>(&action)) return program.text(*write);
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action)) {
    return program.text({repeat->offset, repeat->length});
  }
  return {};
}

}  // namespace wiretape::timeline
