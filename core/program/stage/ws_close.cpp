#include "wiretape/core/program/stage/ws_close.h"

#include <chrono>
#include <string>
#include <utility>

#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::program {
namespace {

constexpr std::chrono::seconds answer_limit{5};  // who closes doesn't wait for ever for who doesn't

}  // namespace

void append_ws_close(std::vector<provider::Event>& events, std::optional<std::uint16_t> code, std::string_view reason) {
  const std::string payload =
      code ? wire::ws_close_payload(*code, reason.substr(0, wire::ws_longest_control - 2)) : std::string();
  std::string frame;
  wire::append_ws_frame(frame, {.opcode = wire::WsOpcode::close}, payload);
  events.emplace_back(provider::DataEvent{"", "", {}, std::move(frame), wire::Framing::websocket});
  events.emplace_back(provider::ExpectEvent{.limit = answer_limit});
}

}  // namespace wiretape::program
