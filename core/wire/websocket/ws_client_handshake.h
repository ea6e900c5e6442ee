#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"

namespace wiretape::wire {

/// What a client asks for when it opens a WebSocket.
struct WsOffer {
  std::string key;                           ///< of ws_key
  std::vector<std::string> subprotocols{};   ///< by preference: tokens, none twice
  std::optional<WsDeflateParams> deflate{};  ///< whether permessage-deflate is offered, and what is asked for
};

/// The fields of the GET that asks for it (RFC 6455 section 4.1), but for Host.
[[nodiscard]] HttpFields ws_request_fields(const WsOffer& offer);

/// What a server's 101 agreed to.
struct WsAgreement {
  std::optional<std::string> subprotocol{};  ///< nullopt: none, whatever was offered
  std::optional<WsDeflateParams> deflate{};
};

/// Why a response opens no WebSocket.
struct WsHandshakeError {
  enum class Kind : std::uint8_t {
    status,       ///< another than 101: an answer like any other, with a body
    upgrade,      ///< no `Upgrade: websocket`
    connection,   ///< no `Connection: upgrade`
    accept,       ///< Sec-WebSocket-Accept is missing, repeated or of another key
    subprotocol,  ///< one that was not offered, or several
    extension,    ///< one that was not offered, or not so
  } kind;
  std::string what;  ///< one sentence, e.g. "the server chose the subprotocol chat, which was not offered"
};

/// Reads the response to a request with ws_request_fields(offer). Refuses all that a client must refuse (RFC 6455
/// section 4.1, RFC 7692 section 5.1).
[[nodiscard]] std::variant<WsAgreement, WsHandshakeError> read_ws_response(const HttpResponseHead& head,
                                                                           const WsOffer& offer);

}  // namespace wiretape::wire
