#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "wiretape/client/answer_decoder.h"
#include "wiretape/client/event.h"
#include "wiretape/client/options.h"
#include "wiretape/client/outcome.h"
#include "wiretape/client/response_decoder.h"
#include "wiretape/client/websocket/ws_call_step.h"
#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"

namespace wiretape::client {

/// Turns what a WebSocket's server says into events and an outcome, without I/O: head(), then take() for each message,
/// of which each is a frame for the dialect, binary ones too; or body() for what comes with a refusal; then end(). Only
/// the dialect's terminator completes an answer, whatever the server closes with. Once there is an outcome, what
/// follows is ignored. Not thread safe.
class WsAnswerDecoder {
 public:
  /// The dialect must outlive the decoder.
  explicit WsAnswerDecoder(const provider::Dialect& dialect, const SizeLimits& limits = {});

  /// The response to the handshake.
  void head(const wire::HttpResponseHead& head);

  /// The next piece of a refusal's body. Returns whether it said anything.
  bool body(std::string_view bytes);

  /// A message or a close. Returns whether it said anything: keep-alives don't.
  bool take(const WsCallStep& step);

  /// How the call ended. There is an outcome afterwards.
  void end(const net::CallEnd& end);

  /// As ResponseDecoder's.
  [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }
  [[nodiscard]] std::optional<Event> take_event() { return answer_.take_event(); }
  [[nodiscard]] const provider::Message& message() const { return answer_.message(); }
  [[nodiscard]] bool has_content() const { return answer_.has_content(); }

 private:
  bool take_message(std::string_view bytes);
  void adopt_outcome();

  const provider::Dialect* dialect_;
  SizeLimits limits_;
  AnswerDecoder answer_;
  ResponseDecoder response_;  // of all that is no answer: a refusal, and ends of any kind
  std::optional<wire::HttpResponseHead> opened_;
  std::optional<WebSocketClose> close_;
  std::uint64_t offset_ = 0;  // of the next message, all of them joined
  std::optional<Outcome> outcome_;
};

}  // namespace wiretape::client
