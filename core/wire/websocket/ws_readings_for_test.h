#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"

// For tests and fuzzers: reads a WebSocket's bytes that come in pieces to their end and tells as text what came out, so
// that any two ways of cutting the same bytes can be compared with ==. Each piece lies in memory of its own, which is
// gone when the next one comes, so that a sanitizer sees a reader that looks beyond it or keeps a view.

namespace wiretape::wire {

inline std::string describe(const WsFrameHead& head) {
  return std::string(head.fin ? "fin " : "") + (head.rsv != 0 ? "rsv" + std::to_string(head.rsv) + " " : "") +
         to_string(head.opcode) + (head.mask ? " masked" : "") + " " + std::to_string(head.length) +
         (head.form == WsLengthForm::shortest ? "" : " in more bits than needed");
}

inline std::string describe(const WsViolation& violation) {
  return std::to_string(violation.code) + " at " + std::to_string(violation.offset) + ": " + violation.what;
}

struct WsMessage {
  bool is_text = false;
  std::string bytes;

  friend bool operator==(const WsMessage&, const WsMessage&) = default;
};

/// What came of a WebSocket's bytes.
struct WsReading {
  std::vector<WsMessage> messages;      ///< whole ones
  std::vector<WsViolation> violations;  ///< at most one
  std::optional<WsMessage> begun;       ///< the message that is not whole
  std::optional<std::uint16_t> close_code;
  std::string text;  ///< all steps a line each, the bytes of a message joined
};

namespace for_test {

struct WsReadingStep {
  WsReading& reading;
  std::string& bytes;  // of the message, since the last other step

  void flush() {
    if (!bytes.empty()) reading.text += "bytes " + bytes + "\n";
    bytes.clear();
  }
  void tell(const std::string& line) {
    flush();
    reading.text += line + "\n";
  }
  bool operator()(WsNeedMore) { return false; }
  bool operator()(const WsFrameBegin& begin) {
    tell("frame at " + std::to_string(begin.offset) + ": " + describe(begin.head));
    return true;
  }
  bool operator()(WsMessageBegin begin) {
    tell(std::string("begin ") + (begin.is_text ? "text" : "binary") + (begin.packed ? " packed" : ""));
    reading.begun = WsMessage{begin.is_text, {}};
    return true;
  }
  bool operator()(WsMessageBytes piece) {
    bytes += piece.bytes;
    reading.begun->bytes += piece.bytes;
    return true;
  }
  bool operator()(WsMessageEnd) {
    tell("end");
    reading.messages.push_back(*reading.begun);
    reading.begun.reset();
    return true;
  }
  bool operator()(WsPing ping) {
    tell("ping " + std::string(ping.payload));
    return true;
  }
  bool operator()(WsPong pong) {
    tell("pong " + std::string(pong.payload));
    return true;
  }
  bool operator()(const WsClose& close) {
    tell("close " + (close.code ? std::to_string(*close.code) : "without a code") + " " + std::string(close.reason));
    reading.close_code = close.code;
    return true;
  }
  bool operator()(const WsViolation& violation) {
    tell("violation " + describe(violation));
    reading.violations.push_back(violation);
    return false;
  }
};

}  // namespace for_test

inline WsReading read_ws(const Pieces& pieces, WsRole role, WsLimits limits = {},
                         const std::optional<WsDeflateParams>& deflate = {}) {
  WsReading reading;
  std::string bytes;
  for_test::WsReadingStep step{reading, bytes};
  WsMessageReader reader(role, limits, deflate);
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    std::string_view input(home.data(), home.size());
    while (std::visit(step, reader.next(input))) {
    }
    if (!reading.violations.empty()) break;
  }
  step.flush();
  if (reading.violations.empty()) {
    reading.text += std::string(reader.is_closed() ? "closed" : "") + (reader.in_message() ? " in a message" : "") +
                    (reader.in_frame() ? " in a frame" : "") + "\n";
  }
  return reading;
}

}  // namespace wiretape::wire
