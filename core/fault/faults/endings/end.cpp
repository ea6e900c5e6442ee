#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::fault {
namespace {

FaultResult apply_end(program::Response& response, const FaultCall& call) {
  program::cut(response.body, call.place);
  if (response.recorded) response.recorded->end = {};
  return {};
}

}  // namespace

extern const FaultType end_fault;
constinit const FaultType end_fault{
    .name = "end",
    .family = "endings",
    .summary = "Ends the response before the place as if that were all: the framing is whole, the stream is not.",
    .seen = "All earlier bytes, then a sound end of the HTTP message; the connection stays open.",
    .function = BodyFault{apply_end},
    .places = PlaceUse::of_body,
    .standard_place = "before_done",
};

}  // namespace wiretape::fault
