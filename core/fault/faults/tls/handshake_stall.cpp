#include <array>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/faults/listener/listener_parameters.h"

namespace wiretape::fault {
namespace {

constexpr std::array handshake_stall_parameters{
    handshake_place_parameter,
    times_parameter,
};

ListenerAction stall_handshake(const FaultArguments& arguments) {
  return TlsStall{handshake_place(arguments)};
}

}  // namespace

extern const FaultType handshake_stall_fault;
constinit const FaultType handshake_stall_fault{
    .name = "handshake_stall",
    .family = "listener",
    .summary = "Stops in the TLS handshake, with the connection open.",
    .seen = "The handshake waits for ever.",
    .function = ListenerFault{stall_handshake},
    .parameters = handshake_stall_parameters,
};

}  // namespace wiretape::fault
