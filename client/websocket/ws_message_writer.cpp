#include "wiretape/client/websocket/ws_message_writer.h"

#include <unistd.h>

#include <utility>

#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_packed_message.h"

//   message ─▶ [packed, rsv1] ─▶ FIN + opcode │ MASK + length │ key │ payload joined with the key

namespace wiretape::client {

std::uint32_t ws_random() {
  std::uint32_t number = 0;
  // It fails only for more than 256 bytes, or where the kernel has no entropy at all: then a mask of zeros still is
  // one.
  if (::getentropy(&number, sizeof number) != 0) return 0;
  return number;
}

WsMessageWriter::WsMessageWriter(WsRandom random, const std::optional<wire::WsDeflateParams>& deflate)
    : random_(std::move(random)) {
  if (deflate) deflater_.emplace(deflate->client_max_window_bits, !deflate->client_no_context_takeover);
}

void WsMessageWriter::append_message(std::string& out, bool is_text, std::string_view bytes) {
  wire::WsFrameHead head;
  head.opcode = is_text ? wire::WsOpcode::text : wire::WsOpcode::binary;
  head.mask = draw_mask();
  if (!deflater_) return wire::append_ws_frame(out, head, bytes);
  wire::append_packed_ws_message(out, *deflater_, head, bytes);
}

void WsMessageWriter::append_control(std::string& out, wire::WsOpcode opcode, std::string_view payload) {
  wire::WsFrameHead head;
  head.opcode = opcode;
  head.mask = draw_mask();
  wire::append_ws_frame(out, head, payload);
}

wire::WsMaskKey WsMessageWriter::draw_mask() {
  const std::uint32_t number = random_();
  return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8U),
          static_cast<std::uint8_t>(number >> 16U), static_cast<std::uint8_t>(number >> 24U)};
}

}  // namespace wiretape::client
