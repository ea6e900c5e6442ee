#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/frame_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::fault {
namespace {

constexpr std::array split_message_parameters{
    FaultParameter{.name = "frames",
                   .kind = FaultParameter::Kind::count,
                   .standard = "2",
                   .meaning = "how many frames the message comes in; those beyond its bytes are empty",
                   .least = 2,
                   .most = 10'000},
    FaultParameter{.name = "pings",
                   .kind = FaultParameter::Kind::flag,
                   .standard = "false",
                   .meaning = "send a ping between two of them"},
};

/// The message in so many frames, about equally long wherever that cuts a character.
std::string in_frames(const MessageFrame& message, std::size_t frames, bool has_pings) {
  std::string out;
  wire::WsFrameHead head = message.head;
  for (std::size_t index = 0; index < frames; ++index) {
    const std::size_t begin = message.payload.size() * index / frames;
    const std::size_t end = message.payload.size() * (index + 1) / frames;
    if (index > 0) head.opcode = wire::WsOpcode::continuation;
    if (index > 0 && has_pings) wire::append_ws_frame(out, {.opcode = wire::WsOpcode::ping}, "between");
    head.fin = index + 1 == frames;
    wire::append_ws_frame(out, head, message.payload.substr(begin, end - begin));
  }
  return out;
}

FaultResult apply_split_message(program::Response& response, const FaultCall& call) {
  if (call.context.framing != wire::Framing::websocket) return no_websocket();
  const auto message = message_from(response.body, call.place);
  if (!message) return no_event_behind();
  const FaultArguments& arguments = call.arguments();
  program::replace(response.body, message->start, message->size,
                   in_frames(*message, arguments.count("frames"), arguments.flag("pings")));
  return {};
}

}  // namespace

extern const FaultType split_message_fault;
constinit const FaultType split_message_fault{
    .name = "split_message",
    .family = "WebSocket",
    .summary = "Sends the message behind the place in several frames, which the standard allows, wherever they cut it.",
    .seen = "The same message in fragments, with or without pings between them.",
    .function = BodyFault{apply_split_message},
    .parameters = split_message_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
    .framings = only_websockets,
};

}  // namespace wiretape::fault
