// A mock server breaks its answers, and the application finds behind a relay what it would have found at the server.

#include <cstddef>
#include <filesystem>
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
#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using mockserver::MockServer;
using testing::post;
using testing::RawClient;
using testing::ReadEnd;

constexpr std::string_view closing_field = "Connection: close\r\n";

/// What a raw socket reads of an answer, and how it ends.
struct Seen {
  std::string bytes;
  ReadEnd end = ReadEnd::timeout;

  friend bool operator==(const Seen&, const Seen&) = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << seen.bytes << (seen.end == ReadEnd::fin ? "[fin]" : seen.end == ReadEnd::reset ? "[reset]" : "[timeout]");
}

Seen see(std::uint16_t port, const std::string& request) {
  RawClient client(port);
  client.send(request);
  auto bytes = client.read_all();
  return {std::move(bytes), client.end()};
}

/// Two servers that answer alike, one of them behind a relay.
class Twins {
 public:
  explicit Twins(const std::vector<tape::Tape>& tapes) : near_(serve(tapes)), far_(serve(tapes)), relay_(far_.port()) {}

  /// Expects that the relay's answer is the server's own; returns that.
  Seen expect_same(const std::string& request, const std::string& what) {
    const auto seen = see(near_.port(), request);
    EXPECT_EQ(see(relay_.port(), request), seen) << what;
    EXPECT_TRUE(relay_.told().wait_for_ended(++asked_)) << what;
    return seen;
  }

  [[nodiscard]] Told& told() { return relay_.told(); }
  [[nodiscard]] std::size_t asked() const { return asked_; }

 private:
  static MockServer serve(const std::vector<tape::Tape>& tapes) {
    return std::get<MockServer>(MockServer::start(tapes, {.delivery = {.instant = true, .seed = 1}}));
  }

  MockServer near_;
  MockServer far_;
  RelayForTest relay_;
  std::size_t asked_ = 0;
};

/// What does not end by itself, or ends a connection rather than an answer.
bool is_endless(const tape::Exchange& exchange) {
  const std::set<std::string> names{"hang", "hold", "never_close"};
  return names.contains(exchange.faults.at(0).name);
}

/// Whose bytes behind the response's end are nobody's, or may be lost.
bool is_undecided(const tape::Exchange& exchange) {
  return exchange.id.ends_with("short-content-length") || exchange.id.ends_with("reset-at-once");
}

TEST(RelayFaults, EveryFaultIsTheSameBehindARelay) {
  const auto root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures" / "faults";
  for (const char* dialect : {"openai_chat", "anthropic_messages"}) {
    for (const auto& file : std::filesystem::directory_iterator(root / dialect)) {
      const auto tape = std::get<tape::Tape>(compile::load_tape(file.path().string()));
      Twins twins({tape});
      for (const auto& exchange : tape.exchanges) {
        if (is_endless(exchange) || is_undecided(exchange)) continue;
        const auto request = compile::sample_request(exchange);
        twins.expect_same(post(request.head.target, request.body, closing_field), exchange.id);
      }
    }
  }
}

TEST(RelayFaults, ACutAtAnyByteIsAtTheSameByte) {
  auto exchange = mockserver::says("Ça va? You will hear of this.");
  const std::string body = R"({"model":"m","stream":true})";
  const std::string path(exchange.dialect->default_path);
  Twins twins({{.name = "t.yaml", .exchanges = {std::move(exchange)}}});
  const auto whole = twins.expect_same(post(path, body, closing_field), "whole").bytes;
  constexpr std::size_t step = 23;
  for (std::size_t at = 0; at < whole.size(); at += step) {
    for (const std::string fault : {"fin", "reset"}) {
      const auto plan = "/@" + fault + ":wire_byte=" + std::to_string(at);
      const auto seen = twins.expect_same(post(plan + path, body, closing_field), plan);
      EXPECT_EQ(seen.bytes.size(), at);
      const auto end = twins.told().end(twins.asked());
      EXPECT_EQ(end.end.by, tape::RecordedEnd::By::upstream);
      EXPECT_EQ(end.end.how == wire::Ending::reset, fault == "reset") << plan;
    }
  }
}

TEST(RelayFaults, TheEndThatIsToldIsTheOneThatWasMade) {
  struct Case {
    std::string plan;
    wire::Ending how;
  };
  auto exchange = mockserver::says("Ça va? You will hear of this.");
  const std::string path(exchange.dialect->default_path);
  Twins twins({{.name = "t.yaml", .exchanges = {std::move(exchange)}}});
  using wire::Ending;
  for (const auto& [plan, how] : std::vector<Case>{{"fin:at=before_finish;in=size_line", Ending::cut_in_size_line},
                                                   {"fin:at=before_finish;in=data", Ending::cut_in_data},
                                                   {"fin:at=before_finish;in=before_crlf", Ending::cut_before_crlf},
                                                   {"fin:at=before_finish", Ending::cut_between_chunks},
                                                   {"fin:at=before_finish;in=trailers", Ending::cut_in_trailers},
                                                   {"bad_chunk_size:text=2", Ending::malformed},
                                                   {"reset:text=2", Ending::reset},
                                                   {"tls_cut:at=before_finish;optional=true", Ending::complete}}) {
    const auto seen =
        twins.expect_same(post("/@" + plan + path, R"({"model":"m","stream":true})", closing_field), plan);
    const auto number = twins.asked();
    EXPECT_EQ(to_string(twins.told().end(number).end.how), to_string(how)) << plan;
    EXPECT_EQ(twins.told().body(number), testing::body_of(seen.bytes)) << plan;
  }
}

}  // namespace
}  // namespace wiretape::recorder::relay
