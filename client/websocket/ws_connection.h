#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/client/websocket/ws_message_writer.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/http/http_response_reader.h"
#include "wiretape/core/wire/websocket/ws_client_handshake.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"

namespace wiretape::client {

/// The request that opens a WebSocket.
struct WsHandshake {
  std::string target;         ///< of the GET, as it is sent
  wire::HttpFields fields{};  ///< Host among them; those of the handshake itself are added
  wire::WsOffer offer{};      ///< but for its key, which is drawn for each connection
};

/// The server has opened the WebSocket. Both stay as long as the connection.
struct WsOpened {
  const wire::HttpResponseHead* head;
  const wire::WsAgreement* agreement;
};

/// The server answered something else than 101, with a body like any other. The head stays as long as the connection.
struct WsRefused {
  const wire::HttpResponseHead* head;
};

/// The body of a refusal is whole.
struct WsRefusalEnd {};

/// A whole message, unpacked, valid until the next step.
struct WsMessage {
  bool is_text;  ///< of UTF-8; else binary
  std::string_view bytes;
};

/// What the server may not say, or more than is taken.
struct WsFailure {
  std::string what;          ///< one sentence
  std::uint64_t offset = 0;  ///< where in all that the server has sent, its response to the handshake included
};

/// What comes of the server's bytes. wire::WsNeedMore: they are used up. wire::WsClose: the server closes.
using WsConnectionStep = std::variant<wire::WsNeedMore, WsOpened, WsRefused, wire::HttpBodyBytes, WsRefusalEnd,
                                      WsMessage, wire::WsClose, WsFailure>;

/// A client's end of one WebSocket (RFC 6455), from the handshake to the close, without I/O and time: bytes come in,
/// steps and bytes to send come out. Pings are answered, and so is a close; what is against the standard is closed with
/// 1002, 1007 or 1009. Any split of the input gives the same steps. Not thread safe.
class WsConnection {
 public:
  /// The request is among what is to be sent from the beginning. `limits.message` also bounds the memory that a message
  /// takes.
  explicit WsConnection(const WsHandshake& handshake, wire::WsLimits limits = {}, WsRandom random = ws_random);

  /// Bytes have come. They must stay until next() has returned wire::WsNeedMore, and come only after that.
  void received(std::string_view bytes);

  /// The next step. After WsRefusalEnd and WsFailure it is the same again and again; after wire::WsClose what comes is
  /// passed over.
  [[nodiscard]] WsConnectionStep next();

  /// Sends a message: only while is_open(), else nothing is done.
  void send(bool is_text, std::string_view bytes);

  /// Sends a close frame, behind which nothing is sent: only while is_open(). `reason`: UTF-8, at most 123 bytes.
  void close(std::uint16_t code, std::string_view reason = {});

  /// Whether there is something to send.
  [[nodiscard]] bool has_output() const { return !output_.empty() || pong_ || close_; }

  /// All that is to be sent now. Of pings that were not answered yet the last one is (RFC 6455 section 5.5.3), so that
  /// what waits does not grow while nothing can be sent.
  [[nodiscard]] std::string take_output();

  /// Whether the WebSocket is open, and neither side has closed it.
  [[nodiscard]] bool is_open() const { return frames_ && !has_closed_; }

  /// Whether any byte has come.
  [[nodiscard]] bool has_begun() const { return has_begun_; }

  /// What it means if the server ends TCP here: `complete` after its close frame, `short_content_length` inside a
  /// frame, `closed` elsewhere in an open WebSocket, and what a response's end comes to before that.
  [[nodiscard]] wire::Ending ending_at_fin() const;

 private:
  [[nodiscard]] WsConnectionStep next_of_response();
  [[nodiscard]] WsConnectionStep take_head();
  [[nodiscard]] std::optional<WsConnectionStep> take(const wire::WsStep& step);
  [[nodiscard]] WsConnectionStep fail(std::string what, std::uint64_t offset);
  void close_with(std::string payload);

  wire::WsOffer offer_;
  wire::WsLimits limits_;
  WsRandom random_;
  wire::HttpResponseReader response_;
  wire::WsAgreement agreement_;
  std::optional<wire::WsMessageReader> frames_;  // once it is open
  std::optional<WsMessageWriter> writer_;
  std::string_view input_;  // what next() has not consumed
  std::string output_;
  std::optional<std::string> pong_;   // the payload of a pong that is not among the output yet
  std::optional<std::string> close_;  // the same for a close
  std::string message_;
  std::optional<WsFailure> failure_;
  bool is_text_ = false;  // the message
  bool has_begun_ = false;
  bool has_closed_ = false;  // a close frame was sent, or is to be
};

}  // namespace wiretape::client
