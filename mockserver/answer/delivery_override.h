#pragma once

#include <cstdint>

namespace wiretape::mockserver {

/// What a server lays over every tape's own delivery.
struct DeliveryOverride {
  double speed = 1.0;      ///< multiplies each exchange's speed; above 0
  bool instant = false;    ///< plays everything without waiting; the times in the journal are the nominal ones
  std::uint64_t seed = 0;  ///< joins each exchange's seed; not 0: {{now}} is a fixed instant
};

}  // namespace wiretape::mockserver
