#include "wiretape/core/wire/websocket/ws_frame_rules.h"

#include <utility>

#include "wiretape/core/wire/websocket/ws_close_code.h"

namespace wiretape::wire {

bool WsFrameRules::may_have(std::uint8_t rsv, WsOpcode opcode) const {
  const bool begins_message = opcode == WsOpcode::text || opcode == WsOpcode::binary;
  return rsv == 0 || (rsv == ws_rsv1 && packed_ && begins_message);
}

const char* WsFrameRules::mistake_in_control(const WsFrameHead& head) const {
  if (!head.fin) return "a control frame in fragments";
  const bool is_short = head.length <= ws_longest_control && head.form == WsLengthForm::shortest;
  return is_short ? nullptr : "a control frame whose length takes more than 7 bits";
}

const char* WsFrameRules::mistake_in_data(const WsFrameHead& head) const {
  const bool continues = head.opcode == WsOpcode::continuation;
  if (continues && !in_message_) return "a continuation of no message";
  if (!continues && in_message_) return "a new message inside another one";
  return head.length >> 63U != 0 ? "a frame of 2^63 bytes or more" : nullptr;  // last: not in the first two bytes
}

const char* WsFrameRules::mistake(const WsFrameHead& head) const {
  if (role_ == WsRole::server && !head.mask) return "a client's frame that is not masked";
  if (role_ == WsRole::client && head.mask) return "a server's frame that is masked";
  return is_control(head.opcode) ? mistake_in_control(head) : mistake_in_data(head);
}

std::optional<WsViolation> WsFrameRules::check(const WsFrameHead& head) const {
  const auto violation = [](std::string what) { return WsViolation{ws_close::protocol_error, std::move(what)}; };
  if (!may_have(head.rsv, head.opcode)) return violation("a reserved bit that no extension uses here");
  if (!is_known(head.opcode)) return violation("a frame of the reserved " + to_string(head.opcode));
  const char* const what = mistake(head);
  return what == nullptr ? std::nullopt : std::optional(violation(what));
}

void WsFrameRules::pass(const WsFrameHead& head) {
  if (!is_control(head.opcode)) in_message_ = !head.fin;
}

}  // namespace wiretape::wire
