#pragma once

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// How many connections a fault of the listener hits.
inline constexpr FaultParameter times_parameter{.name = "times",
                                                .kind = FaultParameter::Kind::count,
                                                .standard = "",
                                                .meaning = "how many connections it hits at most",
                                                .least = 1};

/// Where in the TLS handshake a fault acts.
inline constexpr FaultParameter handshake_place_parameter{
    .name = "after",
    .kind = FaultParameter::Kind::word,
    .standard = "client_hello",
    .meaning = "how far the handshake comes: nothing is sent, or the ServerHello alone",
    .words = "client_hello|server_hello"};

inline HandshakePlace handshake_place(const FaultArguments& arguments) {
  return arguments.text("after") == "server_hello" ? HandshakePlace::server_hello : HandshakePlace::client_hello;
}

}  // namespace wiretape::fault
