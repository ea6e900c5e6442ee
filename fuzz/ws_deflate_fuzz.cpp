// Any bytes are messages that pack and come back, whatever window and context was agreed on; and any bytes are a packed
// message, which unpacks to the same at every split, to no more than the limit.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

constexpr WsFrameHead packed_head = {.rsv = ws_rsv1, .opcode = WsOpcode::binary};

// Each piece is a message, packed in two parts.
void check_packing(std::string_view bytes, int window_bits, bool keeps_context) {
  const Pieces texts = random_pieces(bytes, bytes.size(), 200);
  WsDeflater deflater(window_bits, keeps_context);
  std::string sent;
  for (const std::string_view text : texts) {
    std::string packed;
    deflater.append(packed, text.substr(0, text.size() / 2));
    deflater.append(packed, text.substr(text.size() / 2));
    deflater.end_message(packed);
    append_ws_frame(sent, packed_head, packed);
  }
  const WsDeflateParams agreed{.server_no_context_takeover = !keeps_context, .server_max_window_bits = window_bits};
  const WsReading reading = read_ws(random_pieces(sent, sent.size(), 60), WsRole::client, {}, agreed);
  require(reading.messages.size() == texts.size());
  for (std::size_t at = 0; at < texts.size(); ++at)
    require(reading.messages[at].bytes == texts[at]);
}

void check_unpacking(std::string_view packed, std::uint64_t limit) {
  std::string sent;
  for (int times = 0; times < 2; ++times)
    append_ws_frame(sent, packed_head, packed);
  const WsLimits limits{.frame = std::uint64_t{1} << 20, .message = limit};
  const WsReading whole = read_ws({sent}, WsRole::client, limits, WsDeflateParams{});
  require(read_ws(pieces_of_size(sent, 1), WsRole::client, limits, WsDeflateParams{}).text == whole.text);
  require(read_ws(random_pieces(sent, sent.size(), 60), WsRole::client, limits, WsDeflateParams{}).text == whole.text);
  if (whole.begun) require(whole.begun->bytes.size() <= limit);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int window_bits = 8 + static_cast<int>(size % 8);
  check_packing(bytes, window_bits, true);
  check_packing(bytes, window_bits, false);
  check_unpacking(bytes, std::uint64_t{1} << 20);
  check_unpacking(bytes, 100);
  return 0;
}
