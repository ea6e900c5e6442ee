#include <array>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array stall_parameters{
    FaultParameter{.name = "for",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "1s",
                   .meaning = "how long",
                   .least = 1,
                   .most = 86'400'000'000},
};

FaultResult apply_stall(program::WireDraft& wire, const FaultCall& call) {
  wire.delay(call.place, call.arguments().duration("for"));
  return {};
}

}  // namespace

extern const FaultType stall_fault;
constinit const FaultType stall_fault{
    .name = "stall",
    .family = "stalls",
    .summary = "Falls silent before the place for a time, then goes on.",
    .seen = "Nothing for the time given, then the rest, unchanged.",
    .function = WireFault{apply_stall},
    .parameters = stall_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
};

}  // namespace wiretape::fault
