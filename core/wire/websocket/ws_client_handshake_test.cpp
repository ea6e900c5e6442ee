#include "wiretape/core/wire/websocket/ws_client_handshake.h"

#include <gtest/gtest.h>

#include "wiretape/core/wire/websocket/ws_accept.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"

namespace wiretape::wire {
namespace {

using Kind = WsHandshakeError::Kind;

WsOffer some_offer() {
  return {.key = "dGhlIHNhbXBsZSBub25jZQ==", .subprotocols = {"a", "b"}, .deflate = WsDeflateParams{}};
}

HttpResponseHead good_answer() {
  return ws_response(some_offer().key, "b", WsExtension{"permessage-deflate"});
}

// Why good_answer() is refused where the named field has this value, or isn't there.
std::optional<Kind> refused_with(const std::string& name, const std::optional<std::string>& value) {
  HttpResponseHead head = good_answer();
  std::erase_if(head.fields, [&](const HttpField& field) { return field.name == name; });
  if (value) head.fields.push_back({name, *value});
  const auto read = read_ws_response(head, some_offer());
  if (const auto* error = std::get_if<WsHandshakeError>(&read)) return error->kind;
  return std::nullopt;
}

TEST(WsClientHandshake, AsksForWhatItOffers) {
  EXPECT_EQ(ws_request_fields(some_offer()),
            (HttpFields{{"Upgrade", "websocket"},
                        {"Connection", "Upgrade"},
                        {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                        {"Sec-WebSocket-Version", "13"},
                        {"Sec-WebSocket-Protocol", "a, b"},
                        {"Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"}}));
  EXPECT_EQ(ws_request_fields({.key = "k"}).size(), 4U);
}

TEST(WsClientHandshake, IsReadByTheServersHalf) {
  const auto read = read_ws_request({.method = "GET", .target = "/", .fields = ws_request_fields(some_offer())});
  ASSERT_TRUE(std::holds_alternative<WsRequest>(read));
  EXPECT_EQ(std::get<WsRequest>(read).subprotocols, some_offer().subprotocols);
}

TEST(WsClientHandshake, TakesWhatWasOffered) {
  const auto read = read_ws_response(good_answer(), some_offer());
  ASSERT_TRUE(std::holds_alternative<WsAgreement>(read));
  EXPECT_EQ(std::get<WsAgreement>(read).subprotocol, "b");
  EXPECT_EQ(std::get<WsAgreement>(read).deflate, WsDeflateParams{});
  const auto bare = read_ws_response(ws_response(some_offer().key, std::nullopt, std::nullopt), some_offer());
  ASSERT_TRUE(std::holds_alternative<WsAgreement>(bare)) << "a server may agree to nothing";
  EXPECT_EQ(std::get<WsAgreement>(bare).subprotocol, std::nullopt);
  EXPECT_EQ(std::get<WsAgreement>(bare).deflate, std::nullopt);
}

TEST(WsClientHandshake, RefusesWhatAClientMustRefuse) {
  EXPECT_EQ(refused_with("Upgrade", std::nullopt), Kind::upgrade);
  EXPECT_EQ(refused_with("Upgrade", "h2c"), Kind::upgrade);
  EXPECT_EQ(refused_with("Connection", std::nullopt), Kind::connection);
  EXPECT_EQ(refused_with("Sec-WebSocket-Accept", std::nullopt), Kind::accept);
  EXPECT_EQ(refused_with("Sec-WebSocket-Accept", ws_accept_of("another")), Kind::accept);
  EXPECT_EQ(refused_with("Sec-WebSocket-Protocol", "c"), Kind::subprotocol);
  EXPECT_EQ(refused_with("Sec-WebSocket-Protocol", "a, b"), Kind::subprotocol);
  EXPECT_EQ(refused_with("Sec-WebSocket-Protocol", "B"), Kind::subprotocol);
  EXPECT_EQ(refused_with("Sec-WebSocket-Extensions", "x-foo"), Kind::extension);
  EXPECT_EQ(refused_with("Sec-WebSocket-Extensions", "a;"), Kind::extension);
  EXPECT_EQ(refused_with("Sec-WebSocket-Extensions", "permessage-deflate, permessage-deflate"), Kind::extension);
  EXPECT_EQ(refused_with("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"), Kind::extension);
  EXPECT_EQ(refused_with("Upgrade", "WebSocket"), std::nullopt) << "in any case";
}

TEST(WsClientHandshake, RefusesAnotherStatusAndWhatWasNotOffered) {
  HttpResponseHead unauthorized;
  unauthorized.status = 401;
  const auto refused = read_ws_response(unauthorized, some_offer());
  EXPECT_EQ(std::get<WsHandshakeError>(refused).kind, Kind::status);
  EXPECT_EQ(std::get<WsHandshakeError>(refused).what, "the server answered 401, not 101");
  const auto unasked = read_ws_response(good_answer(), {.key = some_offer().key, .subprotocols = {"b"}});
  EXPECT_EQ(std::get<WsHandshakeError>(unasked).kind, Kind::extension);
}

}  // namespace
}  // namespace wiretape::wire
