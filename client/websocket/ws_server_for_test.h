#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/client/websocket/ws_connection.h"
#include "wiretape/core/wire/http/http_request_reader.h"
#include "wiretape/core/wire/http/http_writer.h"
#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"

// For tests and fuzzers: what a WebSocket's server sends, and what a client's end makes of it, told as text, so that
// any two ways of cutting the same bytes can be compared with ==.

namespace wiretape::client::testing {

/// Numbers that everybody can predict.
inline WsRandom counting_random() {
  return [number = std::uint32_t{0}]() mutable { return ++number; };
}

/// The key in a request to open a WebSocket.
inline std::string ws_key_in(const std::string& request) {
  wire::HttpRequestReader reader;
  std::string_view input = request;
  const auto step = reader.next(input);
  const auto* const complete = std::get_if<wire::HttpRequestComplete>(&step);
  return complete == nullptr ? "" : std::string(*wire::find_field(complete->request.head.fields, "sec-websocket-key"));
}

/// The 101 that answers it. `deflate`: what the server answers to the offer.
inline std::string ws_answer_to(const std::string& request, const std::optional<wire::WsExtension>& deflate = {},
                                const std::optional<std::string>& subprotocol = {}) {
  std::string answer;
  wire::append_response_head(answer, wire::ws_response(ws_key_in(request), subprotocol, deflate));
  return answer;
}

/// A frame of a server: its head's length is the payload's.
inline std::string server_frame(wire::WsOpcode opcode, std::string_view payload, bool fin = true) {
  std::string frame;
  wire::append_ws_frame(frame, {.fin = fin, .opcode = opcode}, payload);
  return frame;
}

inline std::string server_text(std::string_view payload) {
  return server_frame(wire::WsOpcode::text, payload);
}

inline std::string server_close(std::uint16_t code, std::string_view reason = {}) {
  return server_frame(wire::WsOpcode::close, wire::ws_close_payload(code, reason));
}

/// What came of a server's bytes.
struct WsHearing {
  std::vector<std::string> steps;  ///< a line each
  std::string sent;                ///< by the client, behind its request
  wire::Ending ending_at_fin = wire::Ending::abandoned;

  friend bool operator==(const WsHearing&, const WsHearing&) = default;
};

struct WsStepLine {
  std::string operator()(wire::WsNeedMore /*step*/) const { return ""; }
  std::string operator()(const WsOpened& opened) const {
    return "opened" + (opened.agreement->subprotocol ? " " + *opened.agreement->subprotocol : "") +
           (opened.agreement->deflate ? " packed" : "");
  }
  std::string operator()(const WsRefused& refused) const { return "refused " + std::to_string(refused.head->status); }
  std::string operator()(const wire::HttpBodyBytes& piece) const { return "body " + std::string(piece.bytes); }
  std::string operator()(WsRefusalEnd /*step*/) const { return "end"; }
  std::string operator()(const WsMessage& message) const {
    return (message.is_text ? "text " : "binary ") + std::string(message.bytes);
  }
  std::string operator()(const wire::WsClose& close) const {
    return "close " + (close.code ? std::to_string(*close.code) : "none") + " " + std::string(close.reason);
  }
  std::string operator()(const WsFailure& failure) const {
    return "failure at " + std::to_string(failure.offset) + ": " + failure.what;
  }
};

inline bool is_last_ws_step(const WsConnectionStep& step) {
  return std::holds_alternative<WsRefusalEnd>(step) || std::holds_alternative<WsFailure>(step);
}

/// Gives a client the bytes that come to it in pieces, each in memory of its own that is gone afterwards. Pongs are
/// taken where they are due only at the end, so that the same ones are sent whatever the pieces are.
inline WsHearing hear(WsConnection& connection, const wire::Pieces& pieces) {
  WsHearing hearing;
  bool is_over = false;
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    connection.received({home.data(), home.size()});
    while (!is_over) {
      const auto step = connection.next();
      if (std::holds_alternative<wire::WsNeedMore>(step)) break;
      const auto line = std::visit(WsStepLine{}, step);
      const bool goes_on =
          line.starts_with("body ") && !hearing.steps.empty() && hearing.steps.back().starts_with("body ");
      if (goes_on) {
        hearing.steps.back() += line.substr(5);
      } else {
        hearing.steps.push_back(line);
      }
      is_over = is_last_ws_step(step);
    }
    if (is_over) break;
  }
  hearing.sent = connection.take_output();
  hearing.ending_at_fin = connection.ending_at_fin();
  return hearing;
}

/// The frames that a client has sent, unmasked, a line each: "text Hello", "close 1000 ", "pong x".
inline std::vector<std::string> frames_of_client(std::string_view bytes,
                                                 const std::optional<wire::WsDeflateParams>& deflate = {}) {
  std::vector<std::string> lines;
  wire::WsMessageReader reader(wire::WsRole::server, {}, deflate);
  std::string message;
  bool is_text = false;
  for (;;) {
    const auto step = reader.next(bytes);
    if (std::holds_alternative<wire::WsNeedMore>(step)) return lines;
    if (const auto* violation = std::get_if<wire::WsViolation>(&step)) {
      lines.push_back("violation " + violation->what);
      return lines;
    }
    if (const auto* begin = std::get_if<wire::WsMessageBegin>(&step)) {
      is_text = begin->is_text;
      message.clear();
    } else if (const auto* piece = std::get_if<wire::WsMessageBytes>(&step)) {
      message += piece->bytes;
    } else if (std::holds_alternative<wire::WsMessageEnd>(step)) {
      lines.push_back((is_text ? "text " : "binary ") + message);
    } else if (const auto* pong = std::get_if<wire::WsPong>(&step)) {
      lines.push_back("pong " + std::string(pong->payload));
    } else if (const auto* close = std::get_if<wire::WsClose>(&step)) {
      lines.push_back(WsStepLine{}(*close));
    }
  }
}

}  // namespace wiretape::client::testing
