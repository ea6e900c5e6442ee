#include "wiretape/core/fault/edit/frame_edit.h"

#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::fault {

std::optional<MessageFrame> message_from(const program::Body& body, std::size_t offset) {
  for (std::size_t event = program::event_from(body, offset); event < body.event_starts.size(); ++event) {
    const std::size_t start = body.event_starts[event];
    const std::size_t size = program::event_end(body, event) - start;
    std::string_view rest = std::string_view(body.bytes).substr(start, size);
    wire::WsFrameHeadReader reader;
    const auto head = reader.next(rest);
    if (head && !wire::is_control(head->opcode)) return MessageFrame{start, size, *head, rest};
  }
  return std::nullopt;
}

}  // namespace wiretape::fault
