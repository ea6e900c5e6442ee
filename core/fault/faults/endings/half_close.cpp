#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_half_close(program::WireDraft& wire, const FaultCall& call) {
  const auto ending = wire.ending_at(call.place);
  wire.cut(call.place, program::HalfCloseAction{}, ending);
  return {};
}

}  // namespace

extern const FaultType half_close_fault;
constinit const FaultType half_close_fault{
    .name = "half_close",
    .family = "endings",
    .summary = "Closes the sending side alone before the place, and goes on reading until the client leaves.",
    .seen = "All earlier bytes, then a FIN, under TLS after a close_notify; whatever the client still sends is taken.",
    .function = WireFault{apply_half_close},
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .group = "ending",
};

}  // namespace wiretape::fault
