#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/fault/listener_action.h"
#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/text/position.h"
#include "wiretape/core/wire/connection_fault.h"

// Faults of the listener: what goes wrong with a connection before any request is read.

namespace wiretape::mockserver {

using fault::ListenerAction;
using fault::Refuse;
using wire::Cut;
using wire::DelayFirstRead;
using wire::HandshakePlace;
using wire::Silent;
using wire::SlowRead;
using wire::TlsCut;
using wire::TlsStall;

/// What it does to a connection that was accepted; nullptr for Refuse, which accepts none.
[[nodiscard]] std::unique_ptr<const wire::ConnectionFault> fault_of_connection(const ListenerAction& action);

/// "refuse", "silent", "delay_first_read", "handshake_stall", "handshake_cut" or "slow_read".
[[nodiscard]] std::string_view name_of(const ListenerAction& action);

/// Connections by their number, which counts from 1 those that the server has accepted since the faults were armed,
/// without those that it turned away for being too many.
struct ConnectionRange {
  std::uint64_t first = 1;  ///< at least 1
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();

  [[nodiscard]] bool contains(std::uint64_t number) const { return first <= number && number <= last; }
};

/// What happens to which connections. Of several faults the first that fits hits a connection, alone. `Refuse` begins
/// once `connections.first - 1` were accepted, stays until other faults are armed, and wins over all others.
struct ListenerFault {
  ListenerAction action;
  ConnectionRange connections{};
  std::uint64_t hits = std::numeric_limits<std::uint64_t>::max();  ///< how many connections it hits at most
  std::string text{};                                              ///< as a plan writes it; empty: no plan has it
  text::Position position{};                                       ///< in that plan
};

/// As a plan writes it; its name where no plan has it.
[[nodiscard]] std::string text_of(const ListenerFault& fault);

/// Why a fault can't be armed on such a server, and what to do; nullopt where it can. A server looks at none of it: it
/// lets a TLS fault pass without TLS, and ignores how many connections `Refuse` is to hit.
[[nodiscard]] std::optional<std::string> mistake_in(const ListenerFault& fault, net::Security security);

}  // namespace wiretape::mockserver
