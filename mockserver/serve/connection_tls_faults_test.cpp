// Faults of the listener as clients see them, under TLS.

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/mockserver/serve/faulted_server_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_tls_client.h"
#include "tests/support/tls_handshake.h"

namespace wiretape::mockserver {
namespace {

using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::RawTlsClient;
using wiretape::testing::ReadEnd;
using wiretape::testing::TlsHandshake;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto after_client_hello = HandshakePlace::client_hello;
constexpr auto after_server_hello = HandshakePlace::server_hello;

class TlsConnectionFaults : public FaultedServer {
 protected:
  void start(std::vector<ListenerFault> faults, std::chrono::milliseconds request_timeout = 30s) {
    FaultedServer::start(std::move(faults), over_tls({.request_timeout = request_timeout}));
  }

  [[nodiscard]] RawTlsClient connect() const { return RawTlsClient(port(), authority().certificate); }

  static void expect_served(RawTlsClient& client) {
    ASSERT_TRUE(client.is_connected());
    client.send(post("/", "{}"));
    EXPECT_EQ(client.read_until("body"), served);
  }

  /// A client for each of the server's threads is served: what they had to do before, they have done.
  void serve_on_all_threads() const {
    for (int i = 0; i < 2; ++i) {
      auto client = connect();
      expect_served(client);
    }
  }

  /// One record whole.
  static std::string read_record(RawClient& client) {
    auto record = client.read(5);
    if (record.size() < 5) return record;
    const auto length = static_cast<unsigned char>(record[3]) << 8 | static_cast<unsigned char>(record[4]);
    return record + client.read(static_cast<std::size_t>(length));
  }
};

TEST_F(TlsConnectionFaults, StallAfterTheClientHello) {
  start({{TlsStall{after_client_hello}, {1, 1}}});
  {
    RawClient client(port());
    client.send(TlsHandshake().hello());
    ASSERT_TRUE(has_hit("handshake_stall", 1));
    serve_on_all_threads();
    EXPECT_EQ(client.read_now(), "");
    EXPECT_TRUE(has_open(1));
  }
  EXPECT_TRUE(has_open(0));
}

TEST_F(TlsConnectionFaults, StallAfterTheServerHello) {
  start({{TlsStall{after_server_hello}, {1, 1}}});
  {
    RawClient client(port());
    TlsHandshake handshake;
    client.send(handshake.hello());
    EXPECT_TRUE(handshake.wants_more_than(read_record(client)));
    serve_on_all_threads();
    EXPECT_EQ(client.read_now(), "");
  }
  EXPECT_TRUE(has_open(0));
}

TEST_F(TlsConnectionFaults, StallIsNotHeldToTheRequestTimeout) {
  start({{TlsStall{after_client_hello}, {1, 1}}, {Silent{1100ms}}}, 1s);
  RawClient stalled(port());
  stalled.send(TlsHandshake().hello());
  auto later = connect();  // is answered when the time for the other's handshake would be over
  expect_served(later);
  EXPECT_EQ(stalled.read_now(), "");
}

TEST_F(TlsConnectionFaults, CutByFinOrResetAfterTheClientHello) {
  start({{TlsCut{after_client_hello, Cut::fin}, {1, 2}}, {TlsCut{after_client_hello, Cut::reset}, {3, 4}}});
  for (const auto end : {ReadEnd::fin, ReadEnd::reset}) {
    RawClient client(port());
    client.send(TlsHandshake().hello());
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), end);
    EXPECT_FALSE(connect().is_connected());
  }
  EXPECT_TRUE(has_hit("handshake_cut", 4));
  serve_on_all_threads();
}

TEST_F(TlsConnectionFaults, CutAfterTheWholeServerHello) {
  start({{TlsCut{after_server_hello, Cut::fin}, {1, 50}}, {TlsCut{after_server_hello, Cut::reset}, {51, 100}}});
  for (int i = 0; i < 100; ++i) {
    RawClient client(port());
    TlsHandshake handshake;
    client.send(handshake.hello());
    const auto record = read_record(client);
    EXPECT_EQ(record.substr(0, 1), "\x16");
    EXPECT_TRUE(handshake.wants_more_than(record));
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), i < 50 ? ReadEnd::fin : ReadEnd::reset) << i;
  }
  EXPECT_TRUE(has_hit("handshake_cut", 100));
  serve_on_all_threads();
}

TEST_F(TlsConnectionFaults, WaitForAHelloInPieces) {
  start({{TlsCut{after_client_hello, Cut::reset}}});
  RawClient client(port());
  const auto hello = TlsHandshake().hello();
  for (std::size_t at = 0; at + 1 < hello.size(); ++at)
    ASSERT_TRUE(client.send(hello.substr(at, 1)));
  ASSERT_TRUE(has_hit("handshake_cut", 1));
  EXPECT_EQ(client.read_now(), "");
  ASSERT_TRUE(client.send(hello.substr(hello.size() - 1)));
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), ReadEnd::reset);
}

TEST_F(TlsConnectionFaults, EndAHelloThatIsNeverWhole) {
  start({{TlsStall{}}}, 10ms);
  RawClient late(port());
  late.send(TlsHandshake().hello().substr(0, 10));
  EXPECT_EQ(late.read_all(), "");
  EXPECT_NE(late.end(), ReadEnd::timeout);
}

TEST_F(TlsConnectionFaults, EndWithAPeerThatLeavesAmidItsHello) {
  start({{TlsStall{}}});
  RawClient leaving(port());
  leaving.send(TlsHandshake().hello().substr(0, 10));
  ASSERT_TRUE(has_hit("handshake_stall", 1));
  leaving.close();
  EXPECT_TRUE(has_open(0));
}

TEST_F(TlsConnectionFaults, AnswerNothingToPlainHttp) {
  start({{TlsCut{after_server_hello, Cut::fin}}});
  RawClient client(port());
  client.send(post("/", "{}"));
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST_F(TlsConnectionFaults, StaySilentBeforeTheHandshake) {
  start({{Silent{}, {1, 1}}, {Silent{50ms}, {2, 2}}});
  RawClient silent(port());
  silent.send(TlsHandshake().hello());
  const auto connected = steady_clock::now();
  auto late = connect();
  EXPECT_GE(steady_clock::now() - connected, 50ms);
  expect_served(late);
  serve_on_all_threads();
  EXPECT_EQ(silent.read_now(), "");
}

TEST_F(TlsConnectionFaults, DelayTheFirstReadAfterTheHandshake) {
  start({{DelayFirstRead{50ms}, {1, 1}}, {DelayFirstRead{1h}, {2, 2}}});
  const auto began = steady_clock::now();
  auto late = connect();
  expect_served(late);
  EXPECT_GE(steady_clock::now() - began, 50ms);

  auto unheard = connect();
  ASSERT_TRUE(unheard.is_connected());
  unheard.send(post("/", "{}"));
  serve_on_all_threads();
  EXPECT_EQ(server_->journal().totals().received, 3U);
}

TEST_F(TlsConnectionFaults, ReadSlowly) {
  start({{SlowRead{20, 2ms}}});
  auto client = connect();
  const auto began = steady_clock::now();
  expect_served(client);
  EXPECT_GE(steady_clock::now() - began, (post("/", "{}").size() / 20 - 1) * 2ms);
}

TEST_F(TlsConnectionFaults, DrainEndsAllOfThem) {
  start({{Silent{}, {1, 1}}, {TlsStall{}, {2, 2}}, {DelayFirstRead{1h}, {3, 3}}});
  RawClient silent(port());
  RawClient stalled(port());
  stalled.send(TlsHandshake().hello());
  const auto delayed = connect();
  ASSERT_TRUE(has_hit("delay_first_read", 1));
  drain();  // returns once the delayed one has ended, too
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_NE(silent.end(), ReadEnd::timeout);
  EXPECT_EQ(stalled.read_all(), "");
  EXPECT_NE(stalled.end(), ReadEnd::timeout);
}

}  // namespace
}  // namespace wiretape::mockserver
