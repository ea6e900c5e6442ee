#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/text/position.h"

namespace wiretape::mockserver {

/// How often an exchange has answered, in all sessions, since its tape was loaded.
struct ExchangeUse {
  std::string tape;  ///< the file's name as it was given
  std::string exchange;
  text::Position position;
  std::uint64_t count = 0;
};

}  // namespace wiretape::mockserver
