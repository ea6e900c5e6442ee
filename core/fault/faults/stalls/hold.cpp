#include <array>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array hold_parameters{
    FaultParameter{.name = "until",
                   .kind = FaultParameter::Kind::word,
                   .standard = "release",
                   .meaning = "what ends it: a release; or a further request of the session, or a release",
                   .words = "release|next_request"},
    FaultParameter{.name = "for",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "30s",
                   .meaning = "how long at most; then the response goes on all the same, and the journal says so",
                   .least = 1,
                   .most = 3'600'000'000},
};

FaultResult apply_hold(program::WireDraft& wire, const FaultCall& call) {
  const FaultArguments& arguments = call.arguments();
  wire.hold(call.place, {arguments.duration("for"), arguments.text("until") == "next_request"});
  return {};
}

}  // namespace

extern const FaultType hold_fault;
constinit const FaultType hold_fault{
    .name = "hold",
    .family = "stalls",
    .summary = "Waits before the place until the test releases the response, then goes on.",
    .seen = "All earlier bytes, then nothing until then, then the rest, unchanged.",
    .function = WireFault{apply_hold},
    .parameters = hold_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
};

}  // namespace wiretape::fault
