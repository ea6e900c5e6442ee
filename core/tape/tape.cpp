#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

bool Delivery::uses_random() const {
  return jitter > std::chrono::microseconds{0} || profile || std::holds_alternative<FragmentRandom>(fragment);
}

bool operator==(const Exchange& left, const Exchange& right) {
  return left.id == right.id && left.request == right.request && left.uses == right.uses &&
         left.dialect == right.dialect && left.answer == right.answer && left.then == right.then &&
         left.is_template == right.is_template && left.delivery == right.delivery && left.faults == right.faults &&
         left.recorded_request == right.recorded_request;
}

}  // namespace wiretape::tape
