#include "wiretape/core/fault/edit/pack_body.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_gzip(program::Response& response, const FaultCall& /*call*/) {
  if (wire::find_field(response.head.fields, "content-encoding")) {
    return Misfit{"an answer that has a content-encoding", "one without"};
  }
  pack_body(response, true);
  return {};
}

}  // namespace

extern const FaultType gzip_fault;
constinit const FaultType gzip_fault{
    .name = "gzip",
    .family = "HTTP framing",
    .summary = "Packs the body with gzip although nobody asked for it. Faults that change the body stand before it.",
    .seen =
        "`content-encoding: gzip` and a body of stored blocks, the same bytes everywhere; events still arrive one "
        "by one, each in blocks of its own.",
    .function = BodyFault{apply_gzip},
    .group = "coding",
    .framings = only_bodies,
};

}  // namespace wiretape::fault
