#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wiretape/core/text/position.h"

namespace wiretape::mockserver {

/// How often an exchange was chosen to answer, in all sessions, since its tape was loaded; also where a fault then
/// answered in its place.
struct ExchangeUse {
  std::string tape;  ///< the file's name as it was given
  std::string exchange;
  text::Position position;
  std::uint64_t count = 0;
  std::optional<std::string> session{};  ///< whose own tape it is of; absent: one for all sessions
};

}  // namespace wiretape::mockserver
