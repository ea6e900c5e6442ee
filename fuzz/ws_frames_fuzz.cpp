// Any bytes are what a WebSocket's peer sends. Whatever they are: every split gives the same steps, for both roles,
// with and without permessage-deflate, with generous limits and with tight ones; and every frame that was read is
// written back to the byte.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/websocket/ws_frame_reader.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

void check_reading(std::string_view bytes, WsRole role, WsLimits limits,
                   const std::optional<WsDeflateParams>& deflate) {
  const WsReading whole = read_ws({bytes}, role, limits, deflate);
  require(read_ws(pieces_of_size(bytes, 1), role, limits, deflate).text == whole.text);
  require(read_ws(random_pieces(bytes, bytes.size(), 40), role, limits, deflate).text == whole.text);
  for (const WsViolation& violation : whole.violations)
    require(violation.offset <= bytes.size());
  for (const WsMessage& message : whole.messages)
    require(message.bytes.size() <= limits.message);
}

void check_frames_are_written_back(std::string_view bytes) {
  WsFrameReader reader;
  std::string written;
  std::string payload;
  WsFrameHead head;
  std::string_view input = bytes;
  for (;;) {
    const WsFrameStep step = reader.next(input);
    if (const auto* begin = std::get_if<WsFrameBegin>(&step)) {
      require(begin->offset == written.size());
      head = begin->head;
      payload.clear();
    } else if (const auto* piece = std::get_if<WsFrameBytes>(&step)) {
      payload += piece->bytes;
    } else if (std::holds_alternative<WsFrameEnd>(step)) {
      append_ws_frame(written, head, payload);
    } else {
      break;
    }
  }
  require(written == bytes.substr(0, reader.frame_offset()));
  require(reader.consumed() == bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr WsLimits wide = {.frame = std::uint64_t{1} << 20, .message = std::uint64_t{1} << 18};
  constexpr WsLimits narrow = {.frame = 40, .message = 60};
  for (const WsRole role : {WsRole::client, WsRole::server}) {
    check_reading(bytes, role, wide, std::nullopt);
    check_reading(bytes, role, narrow, WsDeflateParams{});
    check_reading(bytes, role, wide, WsDeflateParams{.server_no_context_takeover = true});
  }
  check_frames_are_written_back(bytes);
  return 0;
}
