#include <array>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/faults/listener/listener_parameters.h"

namespace wiretape::fault {
namespace {

constexpr std::array handshake_cut_parameters{
    handshake_place_parameter,
    FaultParameter{.name = "how",
                   .kind = FaultParameter::Kind::word,
                   .standard = "fin",
                   .meaning = "what cuts it",
                   .words = "fin|reset"},
    times_parameter,
};

ListenerAction cut_handshake(const FaultArguments& arguments) {
  return TlsCut{handshake_place(arguments), arguments.text("how") == "reset" ? Cut::reset : Cut::fin};
}

}  // namespace

extern const FaultType handshake_cut_fault;
constinit const FaultType handshake_cut_fault{
    .name = "handshake_cut",
    .family = "listener",
    .summary = "Cuts the connection in the TLS handshake, without an alert.",
    .seen = "The handshake fails: an unexpected end of the stream, or ECONNRESET.",
    .function = ListenerFault{cut_handshake},
    .parameters = handshake_cut_parameters,
};

}  // namespace wiretape::fault
