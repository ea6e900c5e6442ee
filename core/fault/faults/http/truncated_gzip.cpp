#include "wiretape/core/fault/edit/pack_body.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::fault {
namespace {

FaultResult apply_truncated_gzip(program::Response& response, const FaultCall& call) {
  if (wire::find_field(response.head.fields, "content-encoding")) {
    return Misfit{"an answer that has a content-encoding", "one without"};
  }
  program::cut(response.body, call.place);
  if (response.recorded) response.recorded->end = {};
  pack_body(response, false);
  return {};
}

}  // namespace

extern const FaultType truncated_gzip_fault;
constinit const FaultType truncated_gzip_fault{
    .name = "truncated_gzip",
    .family = "HTTP framing",
    .summary =
        "Packs the body with gzip and stops it before the place, as if that were all: the HTTP framing is whole, "
        "the gzip stream is not. Faults that change the body stand before it.",
    .seen =
        "`content-encoding: gzip`, what comes before the place in stored blocks, without the last block and the "
        "checksum; then a sound end of the HTTP message.",
    .function = BodyFault{apply_truncated_gzip},
    .places = PlaceUse::of_body,
    .standard_place = "before_finish",
    .group = "coding",
    .framings = only_bodies,
};

}  // namespace wiretape::fault
