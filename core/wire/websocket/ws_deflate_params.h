#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/websocket/ws_extensions.h"

namespace wiretape::wire {

/// What the two sides agree on with permessage-deflate (RFC 7692 section 7.1). As a wish: what one asks for, and what
/// it will do at least itself.
struct WsDeflateParams {
  bool server_no_context_takeover = false;  ///< the server packs each message by itself
  bool client_no_context_takeover = false;
  int server_max_window_bits = 15;  ///< the server refers at most 2^bits bytes back; 8 to 15
  int client_max_window_bits = 15;

  friend bool operator==(const WsDeflateParams&, const WsDeflateParams&) = default;
};

/// A client's offer. It says that the server may limit the client's window, whatever the wish.
[[nodiscard]] WsExtension ws_deflate_offer(const WsDeflateParams& wish);

/// What a server makes of offers, and what it answers.
struct WsDeflateChoice {
  WsDeflateParams params;
  WsExtension answer;
};

/// The first offer of permessage-deflate that can be accepted, with as much of the wish as it allows: a client's window
/// can be limited only where the offer says so. nullopt where there is none: the connection goes on without.
[[nodiscard]] std::optional<WsDeflateChoice> choose_ws_deflate(std::span<const WsExtension> offers,
                                                               const WsDeflateParams& wish);

/// What a server's answer to ws_deflate_offer(wish) agrees on. nullopt where it says what it may not say, or doesn't
/// confirm what was asked for: the client must fail the connection (RFC 7692 sections 5.1 and 7.1).
[[nodiscard]] std::optional<WsDeflateParams> read_ws_deflate_answer(const WsExtension& answer,
                                                                    const WsDeflateParams& wish);

inline constexpr std::string_view ws_deflate_name = "permessage-deflate";

}  // namespace wiretape::wire
