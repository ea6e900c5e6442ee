#pragma once

#include <variant>

#include "wiretape/core/wire/connection_fault.h"

// What a fault of the listener does: what goes wrong with a connection before any request is read. Who listens does it.
// All durations are up to a day.

namespace wiretape::fault {

/// Connections are refused: the port stays taken, and nobody listens.
/// Client: connect() fails with ECONNREFUSED. One whose connection had not been accepted yet gets a RST.
struct Refuse {};

using wire::Cut;
using wire::DelayFirstRead;
using wire::HandshakePlace;
using wire::Silent;
using wire::SlowRead;
using wire::TlsCut;
using wire::TlsStall;

/// One of them.
using ListenerAction = std::variant<Refuse, Silent, DelayFirstRead, TlsStall, TlsCut, SlowRead>;

}  // namespace wiretape::fault
