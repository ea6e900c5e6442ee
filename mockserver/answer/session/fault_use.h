#pragma once

#include <optional>
#include <string>

#include "wiretape/core/text/position.h"

namespace wiretape::mockserver {

/// Whether a fault of a plan has hit a response, or a connection, since its plan was there. A refusal has once it is in
/// force: nobody can count whom it refuses.
struct FaultUse {
  std::string plan;      ///< the file's name as it was given, or what else the plan is called
  std::string exchange;  ///< whose fault it is in a tape; "" for other plans
  text::Position position;
  std::string fault;  ///< as a plan in a URL writes it
  bool has_hit = false;
  std::optional<std::string> session{};  ///< whose own tape it is of
};

}  // namespace wiretape::mockserver
