#include "wiretape/core/wire/websocket/ws_frame_writer.h"

#include "wiretape/core/wire/websocket/ws_mask.h"

namespace wiretape::wire {

void append_ws_frame(std::string& out, WsFrameHead head, std::string_view payload) {
  head.length = payload.size();
  append_ws_frame_head(out, head);
  append_ws_payload(out, head, payload);
}

void append_ws_payload(std::string& out, const WsFrameHead& head, std::string_view bytes, std::uint64_t offset) {
  const std::size_t begin = out.size();
  out += bytes;
  if (head.mask) ws_mask(bytes, *head.mask, offset, out.data() + begin);
}

std::string ws_close_payload(std::uint16_t code, std::string_view reason) {
  std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code)};
  payload += reason;
  return payload;
}

}  // namespace wiretape::wire
