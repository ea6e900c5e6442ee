// How fast SseParser reads the commonest stream: one-line events of 220 bytes, in reads of 64 KiB. The bare scan of the
// same bytes in the same run is the yardstick: it only finds the blank lines, so no parser can do less.

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <benchmark/benchmark.h>

#include "wiretape/core/wire/sse/sse_parser.h"

namespace {

using namespace wiretape;

constexpr std::size_t event_size = 220;
constexpr std::size_t event_count = 20'000;
constexpr std::size_t read_size = std::size_t{64} << 10;

// The events, each `event_size` bytes and framed by `line_end`.
std::string make_stream(std::string_view line_end) {
  std::string stream;
  stream.reserve(event_size * event_count);
  for (std::size_t i = 0; i < event_count; ++i) {
    std::string event = R"(data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","created":1700000000,)"
                        R"("model":"bench","choices":[{"index":0,"delta":{"content":")" +
                        std::to_string(i);
    const std::string_view tail = R"("},"finish_reason":null}]})";
    event.append(event_size - event.size() - tail.size() - 2 * line_end.size(), 'x');
    stream.append(event).append(tail).append(line_end).append(line_end);
  }
  return stream;
}

// Counts the events of the stream, parsed in reads of `size` bytes.
std::size_t parse(std::string_view stream, std::size_t size) {
  wire::SseParser parser;
  std::size_t events = 0;
  for (std::size_t at = 0; at < stream.size(); at += size) {
    std::string_view input = stream.substr(at, size);
    while (!input.empty()) {
      const wire::SseItem item = parser.next(input);
      if (const auto* event = std::get_if<wire::SseEvent>(&item)) {
        benchmark::DoNotOptimize(event->data.data());
        ++events;
      }
    }
  }
  return events;
}

// Counts the blank lines, and nothing else: an LF at the front of a line.
std::size_t scan(std::string_view stream, std::size_t size) {
  std::size_t events = 0;
  for (std::size_t at = 0; at < stream.size(); at += size) {
    const std::string_view input = stream.substr(at, size);
    const char* line = input.data();
    const char* const end = line + input.size();
    while (const void* found = line < end ? std::memchr(line, '\n', static_cast<std::size_t>(end - line)) : nullptr) {
      const char* const lf = static_cast<const char*>(found);
      if (lf == line) ++events;
      line = lf + 1;
    }
  }
  return events;
}

template <typename Count>
void run(benchmark::State& state, std::string_view line_end, std::size_t size, Count count) {
  const std::string stream = make_stream(line_end);
  for (auto _ : state) {
    const std::size_t events = count(std::string_view(stream), size);
    if (events < event_count) {
      state.SkipWithError("events are missing");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.size()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(event_count));
}

void bare_scan(benchmark::State& state) {
  run(state, "\n", read_size, scan);
}
void sse_parser(benchmark::State& state) {
  run(state, "\n", read_size, parse);
}
void sse_parser_crlf(benchmark::State& state) {
  run(state, "\r\n", read_size, parse);
}
void sse_parser_small_reads(benchmark::State& state) {
  run(state, "\n", 100, parse);
}

BENCHMARK(bare_scan);
BENCHMARK(sse_parser);
BENCHMARK(sse_parser_crlf);
BENCHMARK(sse_parser_small_reads);

}  // namespace

BENCHMARK_MAIN();
