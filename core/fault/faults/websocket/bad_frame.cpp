#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "wiretape/core/fault/edit/frame_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::fault {
namespace {

using wire::WsFrameHead;
using wire::WsOpcode;

constexpr std::array bad_frame_parameters{
    FaultParameter{
        .name = "how",
        .kind = FaultParameter::Kind::word,
        .standard = "opcode",
        .meaning = "what is wrong: with the message's frame, or (the last three) a frame that comes before it",
        .words = "opcode|control_opcode|masked|rsv1|rsv2|rsv3|long_length|huge_length|continuation|"
                 "unfinished|ping_in_fragments|long_ping|close_of_one_byte"},
};

constexpr WsOpcode reserved{3};
constexpr WsOpcode reserved_control{11};
constexpr wire::WsMaskKey mask{0x57, 0x69, 0x72, 0x65};
constexpr std::uint64_t not_allowed_size = std::uint64_t{1} << 63U;

/// A frame that comes before the message; empty: it is the message that is bad.
std::string bad_neighbour(std::string_view how) {
  std::string frame;
  if (how == "ping_in_fragments") wire::append_ws_frame(frame, {.fin = false, .opcode = WsOpcode::ping}, "cut");
  if (how == "long_ping") wire::append_ws_frame(frame, {.opcode = WsOpcode::ping}, std::string(126, '.'));
  if (how == "close_of_one_byte") wire::append_ws_frame(frame, {.opcode = WsOpcode::close}, "\x03");
  return frame;
}

WsFrameHead bad_head(WsFrameHead head, std::string_view how) {
  if (how == "opcode") head.opcode = reserved;
  if (how == "control_opcode") head.opcode = reserved_control;
  if (how == "masked") head.mask = mask;
  if (how == "rsv1") head.rsv = wire::ws_rsv1;
  if (how == "rsv2") head.rsv = wire::ws_rsv2;
  if (how == "rsv3") head.rsv = wire::ws_rsv3;
  if (how == "long_length") head.form = wire::WsLengthForm::bits64;
  if (how == "continuation") head.opcode = WsOpcode::continuation;
  if (how == "unfinished") head.fin = false;
  return head;
}

std::string bad_frame(const MessageFrame& message, std::string_view how) {
  std::string frame;
  WsFrameHead head = bad_head(message.head, how);
  if (how != "huge_length") {
    wire::append_ws_frame(frame, head, message.payload);
    return frame;
  }
  head.length = not_allowed_size;
  wire::append_ws_frame_head(frame, head);
  wire::append_ws_payload(frame, head, message.payload);
  return frame;
}

FaultResult apply_bad_frame(program::Response& response, const FaultCall& call) {
  if (call.context.framing != wire::Framing::websocket) return no_websocket();
  const auto message = message_from(response.body, call.place);
  if (!message) return no_event_behind();
  const std::string_view how = call.arguments().text("how");
  const std::string neighbour = bad_neighbour(how);
  if (neighbour.empty()) {
    program::replace(response.body, message->start, message->size, bad_frame(*message, how));
  } else {
    program::replace(response.body, message->start, 0, neighbour);
  }
  return {};
}

}  // namespace

extern const FaultType bad_frame_fault;
constinit const FaultType bad_frame_fault{
    .name = "bad_frame",
    .family = "WebSocket",
    .summary = "Breaks the frame of the message behind the place, or sends one before it that nobody may send.",
    .seen = "All earlier messages, a frame that the standard forbids, and the rest as it should be.",
    .function = BodyFault{apply_bad_frame},
    .parameters = bad_frame_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
    .framings = only_websockets,
};

}  // namespace wiretape::fault
