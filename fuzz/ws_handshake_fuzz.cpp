// Any bytes are a request and a response that may open a WebSocket. What the server's half takes, the client's half
// takes when it is answered; extensions that are read are written back; and what is chosen of any offers of
// permessage-deflate is what the client then reads of the answer.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/http_request_reader.h"
#include "wiretape/core/wire/http/http_response_reader.h"
#include "wiretape/core/wire/websocket/ws_client_handshake.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

void check_extensions(std::string_view value) {
  const auto extensions = parse_ws_extensions(value);
  if (!extensions) return;
  std::string written;
  for (const WsExtension& extension : *extensions)
    written += (written.empty() ? "" : ", ") + to_field_value(extension);
  require(parse_ws_extensions(written) == extensions);
  for (const WsDeflateParams& wish : {WsDeflateParams{}, WsDeflateParams{true, true, 8, 9}}) {
    const auto choice = choose_ws_deflate(*extensions, wish);
    if (choice) require(read_ws_deflate_answer(choice->answer, {}) == choice->params);
  }
}

void check_request(std::string_view text) {
  HttpRequestReader reader;
  const auto step = reader.next(text);
  const auto* const complete = std::get_if<HttpRequestComplete>(&step);
  if (complete == nullptr) return;
  const auto read = read_ws_request(complete->request.head);
  if (const auto* refusal = std::get_if<WsRefusal>(&read)) {
    require(refusal->status == 400 || refusal->status == 405 || refusal->status == 426);
    return;
  }
  const auto& asked = std::get<WsRequest>(read);
  std::optional<std::string> subprotocol;
  if (!asked.subprotocols.empty()) subprotocol = asked.subprotocols.back();
  const WsOffer offer{.key = asked.key, .subprotocols = asked.subprotocols, .deflate = WsDeflateParams{}};
  const auto choice = choose_ws_deflate(asked.extensions, {});
  const auto answer = ws_response(asked.key, subprotocol, choice ? std::optional(choice->answer) : std::nullopt);
  const auto agreed = read_ws_response(answer, offer);
  require(std::holds_alternative<WsAgreement>(agreed));
  require(std::get<WsAgreement>(agreed).subprotocol == subprotocol);
  require(std::get<WsAgreement>(agreed).deflate == (choice ? std::optional(choice->params) : std::nullopt));
}

void check_response(std::string_view text) {
  HttpResponseReader reader;
  const WsOffer offer{.key = "dGhlIHNhbXBsZSBub25jZQ==", .subprotocols = {"chat"}, .deflate = WsDeflateParams{}};
  if (!std::holds_alternative<HttpResponseHeadDone>(reader.next(text))) return;
  const auto read = read_ws_response(reader.head(), offer);
  if (std::holds_alternative<WsAgreement>(read)) require(reader.head().status == 101);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_extensions(text);
  check_request(text);
  check_response(text);
  return 0;
}
