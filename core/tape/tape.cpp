#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

bool Delivery::uses_random() const {
  return jitter > std::chrono::microseconds{0} || std::holds_alternative<FragmentRandom>(fragment);
}

}  // namespace wiretape::tape
