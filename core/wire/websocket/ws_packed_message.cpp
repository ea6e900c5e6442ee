#include "wiretape/core/wire/websocket/ws_packed_message.h"

#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::wire {

void append_packed_ws_message(std::string& out, WsDeflater& deflater, WsFrameHead head, std::string_view message) {
  std::string packed;
  deflater.append(packed, message);
  deflater.end_message(packed);
  head.rsv = ws_rsv1;
  append_ws_frame(out, head, packed);
}

}  // namespace wiretape::wire
