#include <array>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array reset_parameters{
    FaultParameter{.name = "drain",
                   .kind = FaultParameter::Kind::flag,
                   .standard = "true",
                   .meaning = "wait, at most a second, until the peer has acknowledged all earlier bytes"},
};

FaultResult apply_reset(program::WireDraft& wire, const FaultCall& call) {
  wire.cut(call.place, program::ResetAction{.drains = call.arguments().flag("drain")}, wire::Ending::reset);
  return {};
}

}  // namespace

extern const FaultType reset_fault;
constinit const FaultType reset_fault{
    .name = "reset",
    .family = "endings",
    .summary = "Closes the connection with a RST before the place.",
    .seen = "All earlier bytes, then ECONNRESET; without `drain` the bytes that were not acknowledged yet may be lost.",
    .function = WireFault{apply_reset},
    .parameters = reset_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .group = "ending",
};

}  // namespace wiretape::fault
