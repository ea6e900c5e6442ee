#include "wiretape/core/program/stage/ws_close.h"

#include <array>
#include <cstdint>
#include <string>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"

namespace wiretape::fault {
namespace {

constexpr std::array ws_close_parameters{
    FaultParameter{.name = "code",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1011",
                   .meaning = "of the close frame, also one that no frame may carry, such as 1006",
                   .most = 65'535},
    FaultParameter{.name = "reason",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "of the close frame: 123 bytes at most"},
};

FaultResult apply_ws_close(provider::Events& events, const FaultCall& call) {
  if (call.context.framing != wire::Framing::websocket) return no_websocket();
  erase_events_from(events, call.place);
  const auto code = static_cast<std::uint16_t>(call.arguments().count("code"));
  program::append_ws_close(events.events, code, call.arguments().text_if_given("reason").value_or(""));
  return {};
}

}  // namespace

extern const FaultType ws_close_fault;
constinit const FaultType ws_close_fault{
    .name = "ws_close",
    .family = "WebSocket",
    .summary = "Closes the WebSocket before the place with a code and a reason, allowed or not.",
    .seen = "All earlier messages, a close frame, and a FIN once it is answered, or 5 s later.",
    .function = EventsFault{apply_ws_close},
    .parameters = ws_close_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "before_finish",
    .framings = only_websockets,
};

}  // namespace wiretape::fault
