// A server against peers that send what they should not, or never what they should, on sockets and in memory.

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/serve/memory_server_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/corpus.h"
#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using json = nlohmann::ordered_json;
using ::testing::EndsWith;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

template <class World>
class HostilePeers : public ::testing::Test {
 protected:
  using Client = typename World::Client;
  using Server = typename World::Server;

  static Server serve_all() {
    std::vector<tape::Tape> tapes(1);
    tapes.front().exchanges.push_back(plain("any", "", "body"));
    tapes.front().exchanges.front().request.path.reset();
    return World::serve(std::move(tapes));
  }

  static void expect_still_serving(const Server& server, const std::string& after = "") {
    Client client(server.port());
    client.send(post("/", "{}", closing));
    EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody")) << after;
  }

  /// What the server answers to the pieces and a FIN after them, up to its own end.
  static std::string exchange(const Server& server, const std::vector<std::string>& pieces, const std::string& id) {
    Client client(server.port());
    for (const auto& piece : pieces)
      client.send(piece);
    client.shut_down_sending();
    const auto answer = client.read_all();
    EXPECT_NE(client.end(), ReadEnd::timeout) << id;
    return answer;
  }
};

using Worlds = ::testing::Types<OnSockets, InMemory>;
TYPED_TEST_SUITE(HostilePeers, Worlds, NameOfWorld);

/// Pieces of a text: whole, in halves, and byte by byte (its first bytes: some cases are long).
std::vector<std::vector<std::string>> splits_of(const std::string& text) {
  constexpr std::size_t most_bytes = 300;
  std::vector<std::string> bytes;
  const auto alone = std::min(text.size(), most_bytes);
  for (std::size_t i = 0; i < alone; ++i)
    bytes.push_back(text.substr(i, 1));
  bytes.push_back(text.substr(alone));
  return {{text}, {text.substr(0, text.size() / 2), text.substr(text.size() / 2)}, std::move(bytes)};
}

/// The first status of an answer, 100 apart; 0 where the server closed without one.
int status_of(std::string_view answer) {
  constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  constexpr std::string_view version = "HTTP/1.1 ";
  while (answer.starts_with(go_on))
    answer.remove_prefix(go_on.size());
  if (!answer.starts_with(version)) return 0;
  return std::stoi(std::string(answer.substr(version.size(), 3)));
}

bool allows(const json& ranges, int status) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const json& range) { return range[0] <= status && status <= range[1]; });
}

TYPED_TEST(HostilePeers, GetAnAnswerThatIsAllowedHoweverTheirBytesAreSplit) {
  const auto cases = testing::corpus_json("conformance/http1_requests.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  const auto server = TestFixture::serve_all();
  int judged = 0;
  for (const json& entry : *cases) {
    const std::string id = entry["id"];
    const auto text = testing::from_base64(entry["request_b64"].get<std::string>());
    std::vector<std::string> answers;
    for (const auto& pieces : splits_of(text))
      answers.push_back(TestFixture::exchange(server, pieces, id));
    if (entry.contains("expect_status") && !entry["expect_status"].is_null()) {
      ++judged;
      EXPECT_TRUE(allows(entry["expect_status"], status_of(answers.front()))) << id << ": " << answers.front();
    }
    for (const auto& answer : answers)
      EXPECT_EQ(status_of(answer), status_of(answers.front())) << id;
    TestFixture::expect_still_serving(server, id);
  }
  EXPECT_EQ(judged, 55);
}

TYPED_TEST(HostilePeers, ThatDripOrStaySilentKeepNobodyWaiting) {
  const auto server = TestFixture::serve_all();
  std::vector<std::unique_ptr<typename TestFixture::Client>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<typename TestFixture::Client>(server.port()));
    slow.back()->send(post("/", "{}").substr(0, static_cast<std::size_t>(i)));
  }
  for (const auto& client : slow) {
    client->send("x");
    TestFixture::expect_still_serving(server);
  }
}

TYPED_TEST(HostilePeers, ThatNeverReadKeepNobodyWaiting) {
  const std::string large(30'000'000, 'x');
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = {plain("large", "/large", large), plain("small", "/", "body")};
  const auto server = TypeParam::serve(std::move(tapes));
  std::vector<std::unique_ptr<typename TestFixture::Client>> deaf;
  for (int i = 0; i < 5; ++i) {
    deaf.push_back(std::make_unique<typename TestFixture::Client>(server.port()));
    deaf.back()->send(post("/large", "{}", closing));
    TestFixture::expect_still_serving(server);
  }
  // One that reads after all gets everything.
  EXPECT_TRUE(testing::body_of(deaf.front()->read_all()) == large);
}

TYPED_TEST(HostilePeers, ThatAreHalfOpenOrGoneKeepNobodyWaiting) {
  const auto server = TestFixture::serve_all();
  for (const std::string sent : {"", "G", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"}) {
    typename TestFixture::Client half_open(server.port());
    half_open.send(sent);
    half_open.shut_down_sending();
    EXPECT_EQ(half_open.read_all(), "");
    EXPECT_EQ(half_open.end(), ReadEnd::fin);
    typename TestFixture::Client gone(server.port());
    gone.send(sent);
    gone.reset();
    TestFixture::expect_still_serving(server);
  }
}

TYPED_TEST(HostilePeers, ThatSendGarbageAfterTheServersFinAreReadForAWhileAndClosed) {
  const auto server = TestFixture::serve_all();
  typename TestFixture::Client client(server.port());
  client.send(post("/", "{}", closing));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
  const std::string garbage(100'000, '\xff');
  // Until the server has enough of it: then the kernel answers with a reset.
  while (client.send(garbage)) {
  }
  TestFixture::expect_still_serving(server);
}

TYPED_TEST(HostilePeers, ThatPipelineAHundredRequestsInOneWriteGetTheAnswersInOrder) {
  std::vector<tape::Tape> tapes(1);
  for (int i = 0; i < 100; ++i) {
    const auto name = std::to_string(i);
    tapes.front().exchanges.push_back(plain(name, "/" + name, "answer " + name));
  }
  const auto server = TypeParam::serve(std::move(tapes));
  std::string burst;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const auto name = std::to_string(i);
    const auto body = "answer " + name;
    burst += post("/" + name, "{}");
    expected += "HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  typename TestFixture::Client client(server.port());
  client.send(burst);
  EXPECT_EQ(client.read(expected.size()), expected);
}

TYPED_TEST(HostilePeers, ThatPipelineAnUnsoundRequestGetTheAnswersBeforeIt) {
  const auto server = TestFixture::serve_all();
  typename TestFixture::Client client(server.port());
  client.send(post("/", "{}") + post("/", "{}") + "no request\r\n\r\n" + post("/", "{}"));
  const std::string answered = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody";
  EXPECT_THAT(client.read_all(), StartsWith(answered + answered + "HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

}  // namespace
}  // namespace wiretape::mockserver
