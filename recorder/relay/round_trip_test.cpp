// Mock server → recorder → tape → mock server: what was played is played again, failures as failures.

#include <stdlib.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/net/file_descriptors.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/corpus.h"
#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using mockserver::MockServer;
using testing::body_of;
using testing::post;
using testing::RawClient;
using testing::ReadEnd;
using namespace std::chrono_literals;

/// A folder that is empty, and goes with this.
class EmptyFolder {
 public:
  EmptyFolder() {
    auto pattern = ::testing::TempDir() + "wiretape-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;
  ~EmptyFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What an application hears.
struct Heard {
  std::string bytes;
  ReadEnd end = ReadEnd::timeout;

  /// What comes before the response's own head.
  [[nodiscard]] std::string interim() const {
    std::size_t size = 0;
    while (std::string_view(bytes).substr(size).starts_with("HTTP/1.1 1"))
      size = bytes.find("\r\n\r\n", size) + 4;
    return bytes.substr(0, size);
  }
  [[nodiscard]] std::string response() const { return bytes.substr(interim().size()); }
  [[nodiscard]] std::string status_line() const { return response().substr(0, response().find('\r')); }

  /// The body with its framing.
  [[nodiscard]] std::string rest() const {
    const auto blank = response().find("\r\n\r\n");
    return blank == std::string::npos ? "" : response().substr(blank + 4);
  }
};

Heard hear(std::uint16_t port, const std::string& request) {
  RawClient client(port);
  client.send(request);
  auto bytes = client.read_all();
  return {std::move(bytes), client.end()};
}

MockServer playing(std::vector<tape::Tape> tapes) {
  return std::get<MockServer>(MockServer::start(std::move(tapes), {.delivery = {.instant = true}}));
}

/// Records one request to a server that plays the exchange; what the application heard.
Heard record_one(const tape::Exchange& exchange, const std::string& request, const std::string& folder) {
  auto log = std::get<log::CaptureLog>(log::CaptureLog::open({.folder = folder}));
  Heard heard;
  {
    const auto upstream = playing({{.name = "t.yaml", .exchanges = {exchange}}});
    RelayForTest relay(RelayForTest::to(upstream.port()), log.sink());
    heard = hear(relay.port(), request);
  }
  EXPECT_TRUE(log.finish(30s));
  EXPECT_EQ(log.counts().kept, 1U) << exchange.id;
  return heard;
}

std::vector<tape::Tape> tapes_of(const std::string& folder) {
  std::vector<tape::Tape> tapes;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    auto loaded = compile::load_tape(file.path().string());
    if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
      ADD_FAILURE() << to_string(*mistakes);
    } else {
      tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
    }
  }
  return tapes;
}

/// What does not end by itself, or is the connection's rather than the answer's.
bool is_left_out(const tape::Exchange& exchange) {
  const std::set<std::string> names{"hang", "hold", "never_close"};
  return names.contains(exchange.faults.at(0).name) || exchange.id.ends_with("reset-at-once");
}

TEST(RoundTrip, EveryFaultIsRecordedAndPlayedAgain) {
  const auto root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures" / "faults";
  for (const char* dialect : {"openai_chat", "anthropic_messages"}) {
    for (const auto& file : std::filesystem::directory_iterator(root / dialect)) {
      const auto tape = std::get<tape::Tape>(compile::load_tape(file.path().string()));
      for (const auto& exchange : tape.exchanges) {
        if (is_left_out(exchange)) continue;
        SCOPED_TRACE(std::string(dialect) + " " + exchange.id);
        const auto asked = compile::sample_request(exchange);
        const auto request = post(asked.head.target, asked.body, "Connection: close\r\n");
        const EmptyFolder folder;
        const auto heard = record_one(exchange, request, folder.path());
        const auto replay = playing(tapes_of(folder.path()));
        const auto again = hear(replay.port(), request);
        EXPECT_EQ(again.interim(), heard.interim());
        EXPECT_EQ(again.status_line(), heard.status_line());
        EXPECT_EQ(body_of(again.bytes), body_of(heard.bytes));
        EXPECT_EQ(again.end == ReadEnd::reset, heard.end == ReadEnd::reset);
        // A tape has neither what is no chunk size nor the digits of one that is cut.
        const bool is_broken = exchange.id.ends_with("fin-in-size-line") || exchange.id.ends_with("bad-chunk-size") ||
                               exchange.id.ends_with("no-chunk-crlf");
        if (!is_broken) {
          EXPECT_EQ(again.rest(), heard.rest());
        }
      }
    }
  }
}

/// Plays a body as it stands, cut into pieces that fall anywhere.
tape::Exchange captured(const std::string& path, std::string_view type, std::string body) {
  tape::Exchange exchange;
  exchange.id = path;
  exchange.request.path = path;
  exchange.delivery.fragment = tape::FragmentRandom{1, 700};
  exchange.delivery.seed = 7;
  exchange.answer =
      tape::PlainResponse{{.status = 200,
                           .reason = "",
                           .minor_version = 1,
                           .fields = {{"content-type", std::string(type)}, {"transfer-encoding", "chunked"}}},
                          std::move(body)};
  return exchange;
}

std::string_view type_of(std::string_view api) {
  if (api == "bedrock.eventstream") return "application/vnd.amazon.eventstream";
  return api.starts_with("ollama") ? "application/x-ndjson" : "text/event-stream";
}

TEST(RoundTrip, EveryCapturedStreamIsRecordedAndPlayedAgain) {
  if (!testing::corpus_folder()) GTEST_SKIP() << testing::no_corpus;
  const auto patterns = redact::make_patterns(redact::default_rules());
  for (const char* api : {"openai.chat", "openai.responses", "anthropic.messages", "google.generateContent",
                          "bedrock.eventstream", "cohere.chat", "ollama.chat", "ollama.generate", "generic.sse"}) {
    const auto streams = *testing::corpus_streams(api);
    std::vector<tape::Tape> tapes(1);
    std::vector<std::string> bodies;
    for (const auto& stream : streams) {
      bodies.push_back(testing::corpus_body(stream));
      tapes.front().exchanges.push_back(captured("/" + std::to_string(bodies.size()), type_of(api), bodies.back()));
    }
    const EmptyFolder folder;
    auto log = std::get<log::CaptureLog>(log::CaptureLog::open({.folder = folder.path()}));
    std::vector<Heard> heard;
    {
      const auto upstream = playing(std::move(tapes));
      RelayForTest relay(RelayForTest::to(upstream.port()), log.sink());
      for (std::size_t stream = 1; stream <= bodies.size(); ++stream)
        heard.push_back(hear(relay.port(), post("/" + std::to_string(stream), "{}", "Connection: close\r\n")));
    }
    EXPECT_TRUE(log.finish(60s));
    EXPECT_EQ(log.counts().kept, bodies.size()) << api;
    const auto replay = playing(tapes_of(folder.path()));
    for (std::size_t stream = 1; stream <= bodies.size(); ++stream) {
      SCOPED_TRACE(std::string(api) + " " + std::to_string(stream));
      const auto& body = bodies[stream - 1];
      EXPECT_TRUE(body_of(heard[stream - 1].bytes) == body) << "what passes is never masked";
      const auto again = hear(replay.port(), post("/" + std::to_string(stream), "{}", "Connection: close\r\n"));
      const bool is_text = std::string_view(api) != "bedrock.eventstream";
      EXPECT_TRUE(body_of(again.bytes) == (is_text ? redact::redacted_text(body, patterns) : body));
    }
  }
}

/// A tape's text without its times, and without the port of its upstream. Arrivals stand on one line or, where that is
/// too long, on those below.
std::string without_times(const std::string& file) {
  std::ifstream opened(file);
  std::string text;
  bool is_arrivals = false;
  for (std::string line; std::getline(opened, line);) {
    is_arrivals = line.starts_with("      arrivals:") || (is_arrivals && line.starts_with("        "));
    const bool is_time = is_arrivals || line.starts_with("  # 20");
    if (!is_time && !line.starts_with("      upstream:")) text += line + "\n";
  }
  return text;
}

TEST(RoundTrip, TwoRecordingsOfOnePlayDifferInTimesOnly) {
  std::string first;
  for (int turn = 0; turn < 2; ++turn) {
    auto exchange = mockserver::says("You will hear of this again.");
    exchange.delivery.seed = 7;
    const EmptyFolder folder;
    const auto asked = R"({"model":"m","stream":true})";
    record_one(exchange, post("/v1/chat/completions", asked, "Connection: close\r\n"), folder.path());
    const auto file = std::filesystem::directory_iterator(folder.path())->path().string();
    if (turn == 0) first = without_times(file);
    EXPECT_EQ(without_times(file), first);
    EXPECT_GT(first.size(), 1000U);
  }
}

TEST(RoundTrip, AThousandStreamsAreRecordedAtOnce) {
  constexpr std::size_t streams = 1000;
  net::raise_file_descriptor_limit();
  const EmptyFolder folder;
  auto log = std::get<log::CaptureLog>(log::CaptureLog::open({.folder = folder.path()}));
  {
    auto exchange = mockserver::says("You will hear of this.");
    auto upstream = playing({{.name = "t.yaml", .exchanges = {std::move(exchange)}}});
    RelayForTest relay(RelayForTest::to(upstream.port()), log.sink());
    std::vector<std::unique_ptr<RawClient>> clients;
    const auto request =
        post("/@hold:text=1/v1/chat/completions", R"({"model":"m","stream":true})", "Connection: close\r\n");
    for (std::size_t stream = 0; stream < streams; ++stream) {
      clients.push_back(std::make_unique<RawClient>(relay.port()));
      clients.back()->send(request);
    }
    ASSERT_TRUE(upstream.wait_held(streams, 60s));
    upstream.release();
    for (const auto& client : clients)
      EXPECT_TRUE(client->read_all().ends_with("data: [DONE]\n\n\r\n0\r\n\r\n"));
  }
  EXPECT_TRUE(log.finish(120s));
  EXPECT_EQ(log.counts().kept, streams);
  EXPECT_EQ(log.counts().trouble, 0U);
}

}  // namespace
}  // namespace wiretape::recorder::relay
