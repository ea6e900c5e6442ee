// How fast WsMessageReader reads what clients send: text messages of 64 KiB, masked, which are unmasked and checked to
// be UTF-8, in reads of 64 KiB; the same in short messages, in binary, and as servers send them, without a mask. The
// copy of the same bytes in the same run is the yardstick: who hands out what was masked can do no less.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>

#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"

namespace {

using namespace wiretape::wire;

constexpr std::size_t ws_read_size = std::size_t{64} << 10;
constexpr std::size_t long_message = std::size_t{64} << 10;
constexpr std::size_t short_message = 220;
constexpr std::size_t stream_size = std::size_t{4} << 20;

constexpr std::string_view ascii =
    R"({"type":"response.output_text.delta","delta":"The well-known approach is to parse the input first."})";
constexpr std::string_view mixed =
    "{\"delta\":\"Größe: 3,5 Ω – naïve Straße; 東京で会いましょう, привет мир, 안녕하세요 😀🎉, and plain English "
    "between it all.\"}";

// A message of about `size` bytes that ends with a whole character.
std::string repeated(std::string_view text, std::size_t size) {
  std::string message;
  do {
    message += text;
  } while (message.size() + text.size() <= size);
  return message;
}

std::string ws_stream(std::string_view message, const WsFrameHead& head) {
  std::string stream;
  while (stream.size() < stream_size)
    append_ws_frame(stream, head, message);
  return stream;
}

constexpr WsFrameHead masked_head = {.mask = WsMaskKey{0x37, 0xFA, 0x21, 0x3D}};

// The bytes of all messages, or 0 where one was refused.
std::size_t read_messages(std::string_view stream, WsRole role) {
  WsMessageReader reader(role);
  std::size_t bytes = 0;
  for (; !stream.empty(); stream.remove_prefix(std::min(ws_read_size, stream.size()))) {
    std::string_view input = stream.substr(0, ws_read_size);
    for (;;) {
      const WsStep step = reader.next(input);
      if (const auto* piece = std::get_if<WsMessageBytes>(&step)) {
        benchmark::DoNotOptimize(piece->bytes.data());
        bytes += piece->bytes.size();
      }
      if (std::holds_alternative<WsNeedMore>(step)) break;
      if (std::holds_alternative<WsViolation>(step)) return 0;
    }
  }
  return bytes;
}

void run_reader(benchmark::State& state, const std::string& message, const WsFrameHead& head) {
  const std::string stream = ws_stream(message, head);
  for (auto _ : state) {
    if (read_messages(stream, head.mask ? WsRole::server : WsRole::client) == 0) {
      state.SkipWithError("a message was refused");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
}

void bare_copy(benchmark::State& state) {
  const std::string stream = ws_stream(repeated(ascii, long_message), masked_head);
  std::vector<char> copy(ws_read_size);
  for (auto _ : state) {
    for (std::size_t at = 0; at < stream.size(); at += ws_read_size) {
      std::memcpy(copy.data(), stream.data() + at, std::min(ws_read_size, stream.size() - at));
      benchmark::DoNotOptimize(copy.data());
      benchmark::ClobberMemory();
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
}

void ws_ascii(benchmark::State& state) {
  run_reader(state, repeated(ascii, long_message), masked_head);
}
void ws_mixed(benchmark::State& state) {
  run_reader(state, repeated(mixed, long_message), masked_head);
}
void ws_ascii_short(benchmark::State& state) {
  run_reader(state, repeated(ascii, short_message), masked_head);
}
void ws_mixed_short(benchmark::State& state) {
  run_reader(state, repeated(mixed, short_message), masked_head);
}
void ws_binary(benchmark::State& state) {
  WsFrameHead head = masked_head;
  head.opcode = WsOpcode::binary;
  run_reader(state, repeated(ascii, long_message), head);
}
void ws_ascii_unmasked(benchmark::State& state) {
  run_reader(state, repeated(ascii, long_message), {});
}

BENCHMARK(bare_copy);
BENCHMARK(ws_ascii);
BENCHMARK(ws_mixed);
BENCHMARK(ws_ascii_short);
BENCHMARK(ws_mixed_short);
BENCHMARK(ws_binary);
BENCHMARK(ws_ascii_unmasked);

}  // namespace

BENCHMARK_MAIN();
