#include "wiretape/core/program/stage/pack_messages.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_packed_message.h"

namespace wiretape::program {
namespace {

/// The payload of a frame that is a whole message, and all of the bytes; nullopt where they are something else.
std::optional<std::string_view> whole_message(std::string_view bytes, wire::WsFrameHead& head) {
  wire::WsFrameHeadReader reader;
  const auto read = reader.next(bytes);
  if (!read || read->length != bytes.size() || read->mask || read->rsv != 0 || !read->fin) return std::nullopt;
  if (read->opcode != wire::WsOpcode::text && read->opcode != wire::WsOpcode::binary) return std::nullopt;
  head = *read;
  return bytes;
}

}  // namespace

void pack_messages(Body& body, const wire::WsDeflateParams& agreed) {
  wire::WsDeflater deflater(agreed.server_max_window_bits, !agreed.server_no_context_takeover);
  std::deque<std::string> frames;  // which the replacements refer to
  std::vector<Replacement> replacements;
  for (std::size_t event = 0; event < body.event_starts.size(); ++event) {
    const std::size_t start = body.event_starts[event];
    const std::size_t size = event_end(body, event) - start;
    wire::WsFrameHead head;
    const auto payload = whole_message(std::string_view(body.bytes).substr(start, size), head);
    if (!payload) continue;
    std::string& frame = frames.emplace_back();
    wire::append_packed_ws_message(frame, deflater, head, *payload);
    replacements.push_back({start, size, frame});
  }
  replace_all(body, replacements);
}

}  // namespace wiretape::program
