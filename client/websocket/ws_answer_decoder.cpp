#include "wiretape/client/websocket/ws_answer_decoder.h"

#include <string>

#include <fmt/format.h>

#include "wiretape/client/provider_error.h"

//   head: 101 ────▶ message by message, which may end it; a close, and every end without a terminator: truncated
//         2xx ────▶ protocol error
//         another ▶ collect the body ─▶ end: one error

namespace wiretape::client {

WsAnswerDecoder::WsAnswerDecoder(const provider::Dialect& dialect, const SizeLimits& limits)
    : dialect_(&dialect), limits_(limits), answer_(dialect, true), response_(dialect, true, limits) {}

void WsAnswerDecoder::head(const wire::HttpResponseHead& head) {
  if (head.status == 101) {
    opened_ = head;
  } else if (head.status < 300) {
    outcome_ = ProtocolError{fmt::format("the server answered {}, not 101: it opens no WebSocket", head.status)};
  } else {
    response_.head(head);
  }
}

bool WsAnswerDecoder::body(std::string_view bytes) {
  if (outcome_) return false;
  const bool has_said_something = response_.body(bytes);
  outcome_ = response_.outcome();
  return has_said_something;
}

bool WsAnswerDecoder::take(const WsCallStep& step) {
  if (outcome_) return false;
  if (const auto* message = std::get_if<WsMessage>(&step)) return take_message(message->bytes);
  if (const auto* close = std::get_if<wire::WsClose>(&step)) close_ = {close->code, std::string(close->reason)};
  return false;
}

bool WsAnswerDecoder::take_message(std::string_view bytes) {
  const bool has_said_something = answer_.frame({{}, bytes}, offset_);
  offset_ += bytes.size();
  if (answer_.content_size() > limits_.answer) {
    outcome_ = ProtocolError{fmt::format("the answer is longer than {} bytes", limits_.answer), offset_};
  }
  adopt_outcome();
  return has_said_something;
}

void WsAnswerDecoder::end(const net::CallEnd& end) {
  if (outcome_) return;
  const auto* const ended = std::get_if<net::ResponseEnded>(&end);
  if (opened_ && ended != nullptr) {
    answer_.end(ended->ending);
    adopt_outcome();
    if (auto* truncated = std::get_if<Truncated>(&*outcome_)) truncated->close = close_;
  } else {
    response_.end(end);
    outcome_ = response_.outcome();
  }
}

void WsAnswerDecoder::adopt_outcome() {
  if (outcome_ || !answer_.outcome()) return;
  outcome_ = answer_.outcome();
  if (auto* error = std::get_if<ProviderError>(&*outcome_)) add_response(*error, *dialect_, *opened_);
}

}  // namespace wiretape::client
