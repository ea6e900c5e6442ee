// From the bytes of an `openai.chat` stream to typed deltas, and what that is to be compared with: the two baselines do
// the least that a client could, with a DOM and with simdjson. Only ratios within one run count.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/wire/sse/sse_parser.h"

namespace {

using namespace wiretape;

constexpr std::size_t event_count = 4096;
constexpr std::size_t read_size = 64 << 10;

std::string_view word(std::size_t number) {
  constexpr std::string_view words[] = {"Hello", " from", " the", " tape", ",", " and", " again", "."};
  return words[number % std::size(words)];
}

// What a host of this dialect sends for each token: some 240 bytes an event. `padded`: with OpenAI's padding, whose
// length changes from event to event, so that no event is the one before with another text.
std::string make_stream(bool padded) {
  constexpr std::string_view padding = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string out;
  for (std::size_t number = 0; number < event_count; ++number) {
    out += R"(data: {"id":"chatcmpl-0123456789ABCDEFGHIJKLMNOPQRS","object":"chat.completion.chunk",)"
           R"("created":1735689600,"model":"gpt-4o-2024-08-06","system_fingerprint":"fp_0123456789",)"
           R"("choices":[{"index":0,"delta":{"content":")";
    out += word(number);
    out += R"("},"logprobs":null,"finish_reason":null}])";
    if (padded) out.append(R"(,"obfuscation":")").append(padding.substr(number % padding.size())).append("\"");
    out += "}\n\n";
  }
  return out;
}

const std::string& stream() {
  static const std::string text = make_stream(false);
  return text;
}

const std::string& padded_stream() {
  static const std::string text = make_stream(true);
  return text;
}

// Hands the stream to `feed` as reads of 64 KiB.
template <typename Feed>
void in_reads(std::string_view bytes, Feed feed) {
  while (!bytes.empty()) {
    feed(bytes.substr(0, read_size));
    bytes.remove_prefix(std::min(read_size, bytes.size()));
  }
}

template <typename OnEvent>
void parse_sse(std::string_view bytes, OnEvent on_event) {
  wire::SseParser parser;
  in_reads(bytes, [&](std::string_view input) {
    while (true) {
      const wire::SseItem item = parser.next(input);
      if (const auto* event = std::get_if<wire::SseEvent>(&item)) {
        on_event(*event);
      } else if (std::holds_alternative<wire::SseNeedMore>(item)) {
        return;
      }
    }
  });
}

void report(benchmark::State& state, std::size_t text_bytes, std::size_t stream_bytes) {
  std::size_t expected = 0;
  for (std::size_t number = 0; number < event_count; ++number)
    expected += word(number).size();
  if (text_bytes != expected * static_cast<std::size_t>(state.iterations())) state.SkipWithError("text was lost");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(event_count));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream_bytes));
}

// What is measured: the SSE parser and the decoder, as the client uses them.
void events_to_deltas(benchmark::State& state, const std::string& bytes) {
  std::size_t text_bytes = 0;
  std::vector<provider::Delta> deltas;
  for (auto _ : state) {
    const auto decoder = provider::openai_chat.read.make_decoder();
    parse_sse(bytes, [&](const wire::SseEvent& event) {
      deltas.clear();
      decoder->decode({event.name, event.data}, deltas);
      for (const provider::Delta& delta : deltas) {
        if (const auto* text = std::get_if<provider::TextDelta>(&delta)) text_bytes += text->text.size();
      }
    });
  }
  report(state, text_bytes, bytes.size());
}

void wiretape_events_to_deltas(benchmark::State& state) {
  events_to_deltas(state, stream());
}
BENCHMARK(wiretape_events_to_deltas);

// The same where the decoder must read the JSON of every event.
void wiretape_padded_events_to_deltas(benchmark::State& state) {
  events_to_deltas(state, padded_stream());
}
BENCHMARK(wiretape_padded_events_to_deltas);

// The same SSE parser, then nlohmann's DOM.
void nlohmann_dom(benchmark::State& state) {
  std::size_t text_bytes = 0;
  for (auto _ : state) {
    parse_sse(stream(), [&](const wire::SseEvent& event) {
      const auto chunk = nlohmann::json::parse(event.data, nullptr, /*allow_exceptions=*/false);
      text_bytes += chunk["choices"][0]["delta"]["content"].get_ref<const std::string&>().size();
    });
  }
  report(state, text_bytes, stream().size());
}
BENCHMARK(nlohmann_dom);

// The least there is: a search for blank lines, and simdjson asked for what a client needs of each chunk, in the order
// in which it stands there; nothing else is checked. It takes LF only, one data line an event, and relies on the bytes
// behind the event for its padding.
void minimal_scan_and_simdjson(benchmark::State& state) {
  const std::string padded = stream() + std::string(simdjson::SIMDJSON_PADDING, ' ');
  simdjson::ondemand::parser parser;
  std::size_t text_bytes = 0;
  for (auto _ : state) {
    std::string_view rest(padded.data(), stream().size());
    while (!rest.empty()) {
      const std::size_t end = rest.find("\n\n");
      const std::string_view data = rest.substr(6, end - 6);
      simdjson::ondemand::document document;
      if (parser.iterate(data.data(), data.size(), data.size() + simdjson::SIMDJSON_PADDING).get(document)) break;
      std::string_view id;
      std::string_view model;
      std::string_view text;
      simdjson::ondemand::object choice;
      if (document.find_field("id").get(id) || document.find_field("model").get(model)) break;
      if (document.find_field("choices").at(0).get(choice)) break;
      if (choice.find_field("delta").find_field("content").get(text)) break;
      const bool unfinished = choice.find_field("finish_reason").is_null();
      benchmark::DoNotOptimize(id.size() + model.size() + (unfinished ? 1 : 0));
      text_bytes += text.size();
      rest.remove_prefix(end + 2);
    }
  }
  report(state, text_bytes, stream().size());
}
BENCHMARK(minimal_scan_and_simdjson);

}  // namespace

BENCHMARK_MAIN();
