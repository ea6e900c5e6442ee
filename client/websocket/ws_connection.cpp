#include "wiretape/client/websocket/ws_connection.h"

#include <array>
#include <utility>

#include "wiretape/core/wire/http/http_writer.h"
#include "wiretape/core/wire/websocket/ws_accept.h"
#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

//   GET ─▶ response ── not 101 ──────────▶ WsRefused, its body, WsRefusalEnd
//             │    └── not to the standard ▶ WsFailure
//            101
//             ▼
//          frames ── messages ───────────▶ WsMessage
//             │  └── ping ▷ pong
//             ├───── close ▷ close ──────▶ wire::WsClose, then nothing
//             └───── a violation ▷ close ▶ WsFailure                        ▷ is among what is to be sent

namespace wiretape::client {
namespace {

std::string draw_ws_key(const WsRandom& random) {
  std::array<std::uint8_t, 16> nonce{};
  for (std::size_t at = 0; at < nonce.size(); at += 4) {
    const std::uint32_t number = random();
    for (std::size_t byte = 0; byte < 4; ++byte)
      nonce[at + byte] = static_cast<std::uint8_t>(number >> (8U * byte));
  }
  return wire::ws_key(nonce);
}

wire::WsOffer keyed(wire::WsOffer offer, const WsRandom& random) {
  offer.key = draw_ws_key(random);
  return offer;
}

}  // namespace

WsConnection::WsConnection(const WsHandshake& handshake, wire::WsLimits limits, WsRandom random)
    : offer_(keyed(handshake.offer, random)), limits_(limits), random_(std::move(random)) {
  wire::HttpRequestHead head{"GET", handshake.target, 1, {}};
  for (const wire::HttpField& field : handshake.fields)
    head.fields.push_back({field.name, field.value});
  for (const wire::HttpField& field : wire::ws_request_fields(offer_))
    head.fields.push_back({field.name, field.value});
  wire::append_request_head(output_, head);
}

void WsConnection::received(std::string_view bytes) {
  has_begun_ = has_begun_ || !bytes.empty();
  input_ = bytes;
}

WsConnectionStep WsConnection::next() {
  if (failure_) return *failure_;
  if (!frames_) return next_of_response();
  for (;;) {
    const wire::WsStep step = frames_->next(input_);
    if (auto result = take(step)) return *std::move(result);
  }
}

WsConnectionStep WsConnection::next_of_response() {
  const wire::HttpResponseStep step = response_.next(input_);
  if (std::holds_alternative<wire::HttpResponseHeadDone>(step)) return take_head();
  if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) return *piece;
  if (std::holds_alternative<wire::HttpResponseComplete>(step)) return WsRefusalEnd{};
  if (const auto* error = std::get_if<wire::HttpError>(&step)) return fail(error->what, error->offset);
  return wire::WsNeedMore{};
}

WsConnectionStep WsConnection::take_head() {
  const wire::HttpResponseHead& head = response_.head();
  auto read = wire::read_ws_response(head, offer_);
  if (auto* error = std::get_if<wire::WsHandshakeError>(&read)) {
    if (error->kind == wire::WsHandshakeError::Kind::status) return WsRefused{&head};
    return fail(std::move(error->what), 0);
  }
  agreement_ = std::get<wire::WsAgreement>(std::move(read));
  frames_.emplace(wire::WsRole::client, limits_, agreement_.deflate);
  writer_.emplace(random_, agreement_.deflate);
  return WsOpened{&head, &agreement_};
}

std::optional<WsConnectionStep> WsConnection::take(const wire::WsStep& step) {
  if (std::holds_alternative<wire::WsNeedMore>(step)) return wire::WsNeedMore{};
  if (const auto* begin = std::get_if<wire::WsMessageBegin>(&step)) {
    is_text_ = begin->is_text;
    message_.clear();
  } else if (const auto* piece = std::get_if<wire::WsMessageBytes>(&step)) {
    message_ += piece->bytes;
  } else if (std::holds_alternative<wire::WsMessageEnd>(step)) {
    return WsMessage{is_text_, message_};
  } else if (const auto* ping = std::get_if<wire::WsPing>(&step)) {
    pong_ = ping->payload;
  } else if (const auto* close = std::get_if<wire::WsClose>(&step)) {
    close_with(close->code ? wire::ws_close_payload(*close->code) : std::string());
    return *close;
  } else if (const auto* violation = std::get_if<wire::WsViolation>(&step)) {
    close_with(wire::ws_close_payload(violation->code));
    return fail(violation->what, response_.consumed() + violation->offset);
  }
  return std::nullopt;
}

void WsConnection::send(bool is_text, std::string_view bytes) {
  if (is_open()) writer_->append_message(output_, is_text, bytes);
}

void WsConnection::close(std::uint16_t code, std::string_view reason) {
  if (is_open()) close_with(wire::ws_close_payload(code, reason));
}

void WsConnection::close_with(std::string payload) {
  if (std::exchange(has_closed_, true)) return;
  close_ = std::move(payload);
}

std::string WsConnection::take_output() {
  const auto pong = std::exchange(pong_, std::nullopt);
  // Behind a close that was taken before nothing may follow.
  const bool may_answer = !has_closed_ || close_;
  if (pong && may_answer) writer_->append_control(output_, wire::WsOpcode::pong, *pong);
  if (const auto close = std::exchange(close_, std::nullopt))
    writer_->append_control(output_, wire::WsOpcode::close, *close);
  return std::exchange(output_, {});
}

wire::Ending WsConnection::ending_at_fin() const {
  if (!frames_) return response_.ending_at_fin();
  if (failure_) return wire::Ending::malformed;
  if (frames_->is_closed()) return wire::Ending::complete;
  return frames_->in_frame() ? wire::Ending::short_content_length : wire::Ending::closed;
}

WsConnectionStep WsConnection::fail(std::string what, std::uint64_t offset) {
  failure_ = WsFailure{std::move(what), offset};
  return *failure_;
}

}  // namespace wiretape::client
