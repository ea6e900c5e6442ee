#include "wiretape/core/wire/websocket/ws_client_handshake.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/websocket/ws_accept.h"

namespace wiretape::wire {
namespace {

using Kind = WsHandshakeError::Kind;

// The values of all fields of that name, joined; nullopt where there is none.
std::optional<std::string> joined_values(const HttpFields& fields, std::string_view name) {
  std::optional<std::string> joined;
  for (const HttpField& field : fields) {
    if (equal_ignoring_case(field.name, name)) joined = joined ? *joined + ", " + field.value : field.value;
  }
  return joined;
}

std::optional<WsHandshakeError> refuse_switch(const HttpResponseHead& head, const WsOffer& offer) {
  if (head.status != 101)
    return WsHandshakeError{Kind::status, "the server answered " + std::to_string(head.status) + ", not 101"};
  if (!has_token(head.fields, "upgrade", "websocket"))
    return WsHandshakeError{Kind::upgrade, "the server's Upgrade does not name websocket"};
  if (!has_token(head.fields, "connection", "upgrade"))
    return WsHandshakeError{Kind::connection, "the server's Connection does not name upgrade"};
  const auto accept = joined_values(head.fields, "sec-websocket-accept");
  if (!accept) return WsHandshakeError{Kind::accept, "the server sent no Sec-WebSocket-Accept"};
  if (*accept != ws_accept_of(offer.key))
    return WsHandshakeError{Kind::accept, "the server's Sec-WebSocket-Accept is not that of the key"};
  return std::nullopt;
}

std::optional<WsHandshakeError> take_subprotocol(const HttpResponseHead& head, const WsOffer& offer,
                                                 WsAgreement& agreement) {
  agreement.subprotocol = joined_values(head.fields, "sec-websocket-protocol");
  const auto& chosen = agreement.subprotocol;
  if (!chosen || std::ranges::find(offer.subprotocols, *chosen) != offer.subprotocols.end()) return std::nullopt;
  return WsHandshakeError{Kind::subprotocol, "the server chose the subprotocol " + *chosen + ", which was not offered"};
}

std::optional<WsHandshakeError> take_extensions(const HttpResponseHead& head, const WsOffer& offer,
                                                WsAgreement& agreement) {
  const auto list = joined_values(head.fields, "sec-websocket-extensions");
  const auto extensions = parse_ws_extensions(list.value_or(""));
  if (extensions && extensions->empty()) return std::nullopt;
  if (extensions && extensions->size() == 1 && offer.deflate)
    agreement.deflate = read_ws_deflate_answer(extensions->front(), *offer.deflate);
  if (agreement.deflate) return std::nullopt;
  return WsHandshakeError{Kind::extension, "the server chose the extension " + *list + ", which was not offered so"};
}

}  // namespace

HttpFields ws_request_fields(const WsOffer& offer) {
  HttpFields fields = {{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Key", offer.key},
                       {"Sec-WebSocket-Version", "13"}};
  std::string subprotocols;
  for (const std::string& subprotocol : offer.subprotocols)
    subprotocols.append(subprotocols.empty() ? "" : ", ").append(subprotocol);
  if (!subprotocols.empty()) fields.push_back({"Sec-WebSocket-Protocol", subprotocols});
  if (offer.deflate) fields.push_back({"Sec-WebSocket-Extensions", to_field_value(ws_deflate_offer(*offer.deflate))});
  return fields;
}

std::variant<WsAgreement, WsHandshakeError> read_ws_response(const HttpResponseHead& head, const WsOffer& offer) {
  WsAgreement agreement;
  if (auto error = refuse_switch(head, offer)) return *std::move(error);
  if (auto error = take_subprotocol(head, offer, agreement)) return *std::move(error);
  if (auto error = take_extensions(head, offer, agreement)) return *std::move(error);
  return agreement;
}

}  // namespace wiretape::wire
