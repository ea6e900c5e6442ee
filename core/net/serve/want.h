#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "wiretape/core/net/serve/handler.h"

namespace wiretape::net {

/// What a Connection has its driver do, and which of the connection's functions tells it of the outcome.
namespace want {

/// TLS's handshake, as a server of this context: on_shaken_hands.
struct ShakeHands {
  ssl_ctx_st* context;
};
/// Wait for bytes and read at most so many: on_bytes; on_fin, on_broken.
struct Read {
  std::size_t most;
};
/// The same, but the bytes may be dropped, under TLS as they are: nothing can be read from then on.
struct Drop {};
/// Send some of this, at least a byte, once there is room: on_written; on_broken. The driver may let the time pass
/// before that, and ask by on_room.
struct Send {
  std::string_view bytes;
};
/// Look for bytes, a FIN or a RST without taking them, as soon as there are any: on_news.
struct Watch {};
/// Look for a FIN or a RST, even behind bytes that nobody has read, at once: on_looked.
struct Look {};
/// Only wait for time.
struct Pause {};
/// Let other connections have a turn: on_turn.
struct Yield {};
/// Send a FIN, under TLS close_notify before it where it `notifies`, once there is room for that: on_shut_down.
struct ShutDown {
  bool notifies;
};
/// Find out whether the peer has acknowledged all that was sent: on_acknowledged.
struct AskAcknowledged {};
/// Close; where it notifies, with close_notify (under TLS) and a FIN first, as far as there is room. The last want.
struct Close {
  bool notifies = false;
};
/// Close with a RST. The last want.
struct Reset {};
/// Pass bytes on between this connection and that of the descriptor `socket`, which is the driver's from here on, until
/// both have ended or one is broken: on_fin. `early` was read here already, and goes first.
struct Join {
  int socket;
  std::string_view early;
};

}  // namespace want

struct Want {
  std::variant<want::ShakeHands, want::Read, want::Drop, want::Send, want::Watch, want::Look, want::Pause, want::Yield,
               want::ShutDown, want::AskAcknowledged, want::Close, want::Reset, want::Join>
      what;
  /// Where this comes before the outcome: on_time, and the want is void.
  Time until = Time::max();
};

}  // namespace wiretape::net
