#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_tls_cut(program::WireDraft& wire, const FaultCall& call) {
  if (!call.context.response.is_tls) return Misfit{"a connection without TLS", "one with TLS; 'fin' cuts any"};
  wire.cut(call.place, program::FinAction{.notifies = false}, wire::Ending::tls_cut);
  return {};
}

}  // namespace

extern const FaultType tls_cut_fault;
constinit const FaultType tls_cut_fault{
    .name = "tls_cut",
    .family = "endings",
    .summary = "Closes the TLS connection with a FIN before the place, without the close_notify that should go first.",
    .seen = "All earlier bytes, then a FIN inside TLS: a truncation. A connection without TLS can't have it.",
    .function = WireFault{apply_tls_cut},
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .group = "ending",
};

}  // namespace wiretape::fault
