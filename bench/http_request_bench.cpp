// How long reading one whole HTTP request takes: head, strict check, body. The request is what a provider's SDK sends.

#include <string>
#include <string_view>
#include <variant>

#include <benchmark/benchmark.h>

#include "wiretape/core/wire/http/http_request_reader.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace {

using namespace wiretape::wire;

// 9 fields, about 600 bytes with the body.
std::string sample_request() {
  const std::string body =
      R"({"model":"gpt-4o","messages":[{"role":"system","content":"Answer in one short sentence."},)"
      R"({"role":"user","content":"Which city is the capital of France, and how many people live there?"}],)"
      R"("stream":true,"stream_options":{"include_usage":true},"temperature":0.2})";
  std::string request;
  append_request_head(request, {"POST",
                                "/v1/chat/completions",
                                1,
                                {{"Host", "127.0.0.1:8089"},
                                 {"Accept", "application/json"},
                                 {"Accept-Encoding", "gzip, deflate"},
                                 {"Connection", "keep-alive"},
                                 {"Content-Type", "application/json"},
                                 {"User-Agent", "ExampleSdk/Python 1.2.3"},
                                 {"X-Client-Runtime", "CPython"},
                                 {"Authorization", "Bearer test-key-0000000000000000"},
                                 {"Content-Length", std::to_string(body.size())}}});
  return request + body;
}

// The request comes in pieces of `range(0)` bytes; 0: whole.
void read_request(benchmark::State& state) {
  const std::string request = sample_request();
  const std::size_t piece = state.range(0) == 0 ? request.size() : static_cast<std::size_t>(state.range(0));
  HttpRequestReader reader;
  for (auto _ : state) {
    bool whole = false;
    for (std::size_t begin = 0; begin < request.size(); begin += piece) {
      std::string_view input = std::string_view(request).substr(begin, piece);
      auto step = reader.next(input);
      benchmark::DoNotOptimize(step);
      whole = std::holds_alternative<HttpRequestComplete>(step);
    }
    if (!whole) state.SkipWithError("the request was not read");
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(request.size()));
  state.counters["bytes"] = static_cast<double>(request.size());
}
BENCHMARK(read_request)->Arg(0)->Arg(300)->Arg(1);

}  // namespace

BENCHMARK_MAIN();
