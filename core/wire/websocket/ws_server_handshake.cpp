#include "wiretape/core/wire/websocket/ws_server_handshake.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/websocket/ws_accept.h"

// The handshake (RFC 6455 section 1.3):
//
//   GET /v1/realtime HTTP/1.1                            HTTP/1.1 101 Switching Protocols
//   Host: …                                              Upgrade: websocket
//   Upgrade: websocket                                   Connection: Upgrade
//   Connection: Upgrade                                  Sec-WebSocket-Accept: base64(SHA-1(key + GUID))
//   Sec-WebSocket-Key: base64(16 bytes)                  Sec-WebSocket-Protocol: realtime
//   Sec-WebSocket-Version: 13                            Sec-WebSocket-Extensions: permessage-deflate
//   Sec-WebSocket-Protocol: realtime, …
//   Sec-WebSocket-Extensions: permessage-deflate; …

namespace wiretape::wire {
namespace {

constexpr std::string_view ws_version = "13";

// The values of all fields of that name, joined; nullopt where there is none.
std::optional<std::string> all_values(const HttpFieldLines& fields, std::string_view name) {
  std::optional<std::string> joined;
  for (const auto& field : fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    joined = (joined ? *joined + ", " : std::string()).append(field.value);
  }
  return joined;
}

// Tokens in a list, of which none stands twice; nullopt where it is anything else.
std::optional<std::vector<std::string>> read_subprotocols(std::string_view list) {
  std::vector<std::string> tokens;
  for (;;) {
    const std::size_t comma = list.find(',');
    const std::string_view token = trim_white_space(list.substr(0, comma));
    const bool is_sound = !token.empty() && token_bytes.find_outside(token) == std::string_view::npos;
    if (!is_sound || std::ranges::find(tokens, token) != tokens.end()) return std::nullopt;
    tokens.emplace_back(token);
    if (comma == std::string_view::npos) return tokens;
    list.remove_prefix(comma + 1);
  }
}

WsRefusal upgrade_required(std::string what) {
  return {426,
          std::move(what),
          {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Version", std::string(ws_version)}}};
}

std::optional<WsRefusal> refuse_version(const HttpFieldLines& fields) {
  const auto version = all_values(fields, "sec-websocket-version");
  if (!version) return WsRefusal{400, "there is no Sec-WebSocket-Version"};
  if (*version == ws_version) return std::nullopt;
  return upgrade_required("Sec-WebSocket-Version is " + *version + ", where only 13 is spoken");
}

std::optional<WsRefusal> refuse_upgrade(const HttpRequestHead& head) {
  if (head.method != "GET")
    return WsRefusal{405, "a WebSocket is opened with GET, not " + head.method, {{"Allow", "GET"}}};
  if (head.minor_version < 1) return WsRefusal{400, "a WebSocket is opened with HTTP/1.1, not HTTP/1.0"};
  if (!asks_for_ws(head)) return upgrade_required("Upgrade does not name websocket");
  if (!has_token(head.fields, "connection", "upgrade")) return WsRefusal{400, "Connection does not name upgrade"};
  return refuse_version(head.fields);
}

}  // namespace

bool asks_for_ws(const HttpRequestHead& head) {
  return has_token(head.fields, "upgrade", "websocket");
}

std::variant<WsRequest, WsRefusal> read_ws_request(const HttpRequestHead& head) {
  if (auto refusal = refuse_upgrade(head)) return *std::move(refusal);
  WsRequest request;
  request.key = all_values(head.fields, "sec-websocket-key").value_or("");
  if (!is_ws_key(request.key)) return WsRefusal{400, "Sec-WebSocket-Key is not the base64 of 16 bytes"};
  if (const auto list = all_values(head.fields, "sec-websocket-protocol")) {
    auto subprotocols = read_subprotocols(*list);
    if (!subprotocols) return WsRefusal{400, "Sec-WebSocket-Protocol is no list of distinct tokens"};
    request.subprotocols = *std::move(subprotocols);
  }
  auto extensions = parse_ws_extensions(all_values(head.fields, "sec-websocket-extensions").value_or(""));
  if (!extensions) return WsRefusal{400, "Sec-WebSocket-Extensions is no list of extensions"};
  request.extensions = *std::move(extensions);
  return request;
}

std::optional<std::string> choose_ws_subprotocol(const WsRequest& request, std::span<const std::string_view> known) {
  const auto chosen = std::ranges::find_if(
      request.subprotocols, [&](const std::string& asked) { return std::ranges::find(known, asked) != known.end(); });
  return chosen == request.subprotocols.end() ? std::nullopt : std::optional(*chosen);
}

HttpResponseHead ws_response(std::string_view key, const std::optional<std::string>& subprotocol,
                             const std::optional<WsExtension>& extension) {
  HttpResponseHead head;
  head.status = 101;
  head.fields = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", ws_accept_of(key)}};
  if (subprotocol) head.fields.push_back({"Sec-WebSocket-Protocol", *subprotocol});
  if (extension) head.fields.push_back({"Sec-WebSocket-Extensions", to_field_value(*extension)});
  return head;
}

}  // namespace wiretape::wire
