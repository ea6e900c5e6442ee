#pragma once

#include <cstdint>
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
};

}  // namespace wiretape::mockserver
