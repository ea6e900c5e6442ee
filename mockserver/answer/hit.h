#pragma once

#include <span>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/mockserver/answer/ask.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"
#include "wiretape/mockserver/answer/own_error.h"
#include "wiretape/mockserver/answer/session/armed_faults.h"
#include "wiretape/mockserver/answer/session/request_count.h"

namespace wiretape::mockserver {

/// The doors by which faults come to a request besides its exchange's and its own.
struct OtherDoors {
  std::span<const fault::Fault> plan_file;
  std::span<const SharedFaults> armed;  ///< for every session, and for its own
};

/// What hits a request, and how it counts among its equals. Refers to the doors' faults.
struct Hits {
  RequestCount count;  ///< as it stands where nothing depends on it
  std::vector<const fault::Fault*> faults;
};

/// The third step: the faults of all doors whose conditions hold, in the doors' order: tape, file, armed, URL and
/// header. An error where the tape's own plan is wrong, or two that hit contradict each other.
[[nodiscard]] std::variant<Hits, OwnError> hit(const Asked& asked, const PreparedExchange& prepared,
                                               const OtherDoors& others, LoadedTapes& loaded);

}  // namespace wiretape::mockserver
