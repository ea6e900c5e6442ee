// Faults of the listener as clients see them, without TLS.

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/faulted_server_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

class ConnectionFaults : public FaultedServer {
 protected:
  static void expect_served(RawClient& client, const std::string& json = "{}") {
    client.send(post("/", json));
    EXPECT_EQ(client.read(served.size()), served);
  }

  /// A client for each of the server's threads is served: what they had to do before, they have done.
  void serve_on_all_threads() const {
    for (int i = 0; i < 2; ++i) {
      RawClient client(port());
      expect_served(client);
    }
  }
};

TEST_F(ConnectionFaults, RefuseUntilDisarmed) {
  start({});
  RawClient before(port());
  expect_served(before);
  for (int round = 0; round < 20; ++round) {
    arm({{Refuse{}}});
    EXPECT_EQ(testing::connect_error(port()), ECONNREFUSED);
    EXPECT_EQ(testing::bind_error(port(), true), EADDRINUSE);
    expect_served(before);
    arm({});
    RawClient after(port());
    expect_served(after);
  }
  EXPECT_THAT(server_->journal().totals().connections_by_fault, IsEmpty());
}

TEST_F(ConnectionFaults, RefuseFromTheStart) {
  start({{Refuse{}}});
  EXPECT_EQ(testing::connect_error(port()), ECONNREFUSED);
  arm({});
  serve_on_all_threads();
}

TEST_F(ConnectionFaults, RefuseFromTheThirdConnectionOn) {
  start({{Refuse{}, {3}}});
  serve_on_all_threads();
  EXPECT_EQ(testing::connect_error(port()), ECONNREFUSED);
  for (int round = 0; round < 20; ++round) {
    arm({{Refuse{}, {2}}});  // counts anew
    RawClient client(port());
    expect_served(client);
    EXPECT_EQ(testing::connect_error(port()), ECONNREFUSED);
  }
}

TEST_F(ConnectionFaults, StopAndDrainWhileRefusing) {
  start({});
  RawClient client(port());
  expect_served(client);
  arm({{Refuse{}}});
  drain();
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), ReadEnd::fin);
  arm({});  // drained, it listens no more
  EXPECT_EQ(testing::connect_error(port()), ECONNREFUSED);
}

TEST_F(ConnectionFaults, StaySilentForEver) {
  start({{Silent{}, {1, 2}}});
  RawClient first(port());
  first.send(post("/", "{}"));
  RawClient second(port());
  ASSERT_TRUE(has_hit("silent", 2));
  serve_on_all_threads();
  EXPECT_EQ(first.read_now(), "");
  EXPECT_EQ(second.read_now(), "");
  EXPECT_TRUE(first.send("more"));
  EXPECT_EQ(server_->journal().totals().received, 2U);
}

TEST_F(ConnectionFaults, StaySilentUntilThePeerLeaves) {
  start({{Silent{}}});
  {
    RawClient unheard(port());
    unheard.send(post("/", "{}"));
    const RawClient wordless(port());
    RawClient resetting(port());
    resetting.send(post("/", "{}"));
    ASSERT_TRUE(has_hit("silent", 3));
    EXPECT_TRUE(has_open(3));
    resetting.reset();
  }
  EXPECT_TRUE(has_open(0));
}

TEST_F(ConnectionFaults, StaySilentUntilTheServerDrains) {
  start({{Silent{}}});
  RawClient unheard(port());
  unheard.send(post("/", "{}"));
  RawClient wordless(port());
  ASSERT_TRUE(has_hit("silent", 2));
  drain();
  EXPECT_EQ(unheard.read_all(), "");
  EXPECT_NE(unheard.end(), ReadEnd::timeout);
  EXPECT_EQ(wordless.read_all(), "");
  EXPECT_EQ(wordless.end(), ReadEnd::fin);
}

TEST_F(ConnectionFaults, StaySilentForAWhileAndServe) {
  start({{.action = Silent{50ms}, .hits = 1}});
  const auto connected = steady_clock::now();
  RawClient client(port());
  expect_served(client);
  EXPECT_GE(steady_clock::now() - connected, 50ms);
  expect_served(client);
  EXPECT_TRUE(has_hit("silent", 1));
}

TEST_F(ConnectionFaults, ServeAsUsualOnceDisarmed) {
  start({{Silent{}}});
  RawClient silent(port());
  silent.send(post("/", "{}"));
  ASSERT_TRUE(has_hit("silent", 1));
  arm({});
  serve_on_all_threads();
  EXPECT_EQ(silent.read_now(), "");  // what was hit stays so
}

TEST_F(ConnectionFaults, DelayTheFirstReadOnly) {
  start({{DelayFirstRead{50ms}}});
  const auto connected = steady_clock::now();
  RawClient client(port());
  expect_served(client);
  EXPECT_GE(steady_clock::now() - connected, 50ms);
  EXPECT_TRUE(has_hit("delay_first_read", 1));

  arm({{DelayFirstRead{1h}}});
  expect_served(client);
}

TEST_F(ConnectionFaults, ReadSlowlyHeadAndBodyOfEachRequest) {
  start({{SlowRead{20, 2ms}}}, {.request_timeout = 5ms});
  const std::string json = R"({"text":")" + std::string(300, 'x') + R"("})";
  const auto reads = post("/", json).size() / 20;
  RawClient client(port());
  for (std::uint64_t request = 1; request <= 2; ++request) {
    const auto began = steady_clock::now();
    expect_served(client, json);
    EXPECT_GE(steady_clock::now() - began, (reads - 1) * 2ms);  // the first wait may be over
    EXPECT_EQ(server_->journal().entries().back().request.body, json);
  }
}

TEST_F(ConnectionFaults, ReadSlowlyManyBytesAtOnce) {
  start({{SlowRead{100'000, 1ms}}});
  RawClient client(port());
  const std::string json = R"({"text":")" + std::string(500'000, 'x') + R"("})";
  const auto began = steady_clock::now();
  expect_served(client, json);
  EXPECT_GE(steady_clock::now() - began, 4ms);  // five reads, and the first wait may be over
  EXPECT_EQ(server_->journal().entries().back().request.body, json);
}

TEST_F(ConnectionFaults, ReadSlowlyUntilThePeerLeavesOrTheServerDrains) {
  start({{SlowRead{1, 1ms}, {1, 1}}, {SlowRead{1, 1h}}});
  {
    RawClient leaving(port());
    leaving.send("POST ");
    ASSERT_TRUE(has_hit("slow_read", 1));
  }
  EXPECT_TRUE(has_open(0));
  RawClient client(port());
  ASSERT_TRUE(has_hit("slow_read", 2));
  drain();
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST_F(ConnectionFaults, HitNobodyWhoIsTurnedAway) {
  start({{Silent{}, {2, 2}}}, {.max_connections = 1});
  {
    RawClient first(port());
    expect_served(first);
    RawClient turned_away(port());
    EXPECT_THAT(turned_away.read_all(), StartsWith("HTTP/1.1 503 "));
  }
  ASSERT_TRUE(has_open(0));
  const RawClient second(port());
  EXPECT_TRUE(has_hit("silent", 1));
}

TEST_F(ConnectionFaults, LetTlsFaultsPassWithoutTls) {
  start({{TlsStall{}, {1, 1}}, {TlsCut{}}});
  serve_on_all_threads();
}

TEST_F(ConnectionFaults, AreArmedFromAnyThread) {
  start({});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int round = 0; round < 50; ++round) {
        arm({{Refuse{}, {2}}, {Silent{}, {1, 1}}});
        static_cast<void>(testing::connect_error(port()));
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  arm({});
  serve_on_all_threads();
}

TEST(MockServerFaults, AreInForceOnceArmed) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.push_back(plain("plain", "/", "body"));
  auto server = std::get<MockServer>(MockServer::start(std::move(tapes), {.listener_faults = {{Refuse{}}}}));
  for (int round = 0; round < 20; ++round) {
    EXPECT_EQ(testing::connect_error(server.port()), ECONNREFUSED);
    server.disarm();
    RawClient client(server.port());
    client.send(post("/", "{}"));
    EXPECT_EQ(client.read(served.size()), served);
    server.arm({{Refuse{}}});
  }
}

TEST(MockServerFaults, AreAllDisarmedTogether) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.push_back(plain("plain", "/", "body"));
  auto server = std::get<MockServer>(MockServer::start(std::move(tapes)));
  const auto is_served = [&](const char* target) {
    RawClient client(server.port());
    client.send(post(target, "{}"));
    return client.read(served.size()) == served;
  };
  for (const char* plan : {"refuse", "refuse,reset"}) {
    EXPECT_TRUE(server.arm_faults(plan).empty());
    EXPECT_EQ(testing::connect_error(server.port()), ECONNREFUSED);
    EXPECT_TRUE(server.arm_faults("reset", "mine").empty());
    server.disarm_faults();
    EXPECT_TRUE(is_served("/"));
    EXPECT_TRUE(is_served("/~mine/"));
  }
  EXPECT_TRUE(server.arm_faults("refuse").empty());
  EXPECT_TRUE(server.arm_faults("faults: []").empty());
  EXPECT_TRUE(is_served("/"));
  EXPECT_FALSE(server.arm_faults("refuse", "mine").empty());
  EXPECT_TRUE(is_served("/"));
}

}  // namespace
}  // namespace wiretape::mockserver
