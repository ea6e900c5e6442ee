#include <array>

#include "wiretape/core/program/fault.h"

namespace wiretape::program {
namespace {

constexpr std::array parameters{
    FaultParameter{.name = "after",
                   .kind = FaultParameter::Kind::word,
                   .standard = "client_hello",
                   .meaning = "how far the handshake comes: nothing is sent, or the ServerHello alone",
                   .words = "client_hello|server_hello"},
    FaultParameter{.name = "times",
                   .kind = FaultParameter::Kind::count,
                   .standard = "",
                   .meaning = "how many connections it hits at most",
                   .least = 1},
};

}  // namespace

extern const FaultType handshake_stall_fault;
constinit const FaultType handshake_stall_fault{
    .name = "handshake_stall",
    .family = "listener",
    .summary = "Stops in the TLS handshake, with the connection open.",
    .seen = "The handshake waits for ever.",
    .function = ListenerFault{},
    .parameters = parameters,
};

}  // namespace wiretape::program
