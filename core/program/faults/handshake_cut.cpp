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
    FaultParameter{.name = "how",
                   .kind = FaultParameter::Kind::word,
                   .standard = "fin",
                   .meaning = "what cuts it",
                   .words = "fin|reset"},
    FaultParameter{.name = "times",
                   .kind = FaultParameter::Kind::count,
                   .standard = "",
                   .meaning = "how many connections it hits at most",
                   .least = 1},
};

}  // namespace

extern const FaultType handshake_cut_fault;
constinit const FaultType handshake_cut_fault{
    .name = "handshake_cut",
    .family = "listener",
    .summary = "Cuts the connection in the TLS handshake, without an alert.",
    .seen = "The handshake fails: an unexpected end of the stream, or ECONNRESET.",
    .function = ListenerFault{},
    .parameters = parameters,
};

}  // namespace wiretape::program
