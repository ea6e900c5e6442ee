// A relay between a raw client and an upstream that does what the test says.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::RefusingPort;
using net::testing::ScriptedPeer;
using tape::RecordedEnd;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::post;
using testing::RawClient;
using testing::ReadEnd;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wire::Ending;
using namespace std::chrono_literals;

constexpr std::string_view closing = "Connection: close\r\n";
const std::string chunked_head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// An upstream that answers each request with `response`.
std::function<void(PeerConnection&)> answering(std::string response) {
  return [response = std::move(response)](PeerConnection& connection) {
    while (!connection.read_request().empty())
      connection.send(response);
  };
}

std::string get(std::string_view path, std::string_view method = "GET") {
  return std::string(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
}

TEST(Relay, PassesARequestOnAndTellsOfIt) {
  std::string asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    asked = connection.read_request();
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(RelayForTest::to({"http://127.0.0.1:" + std::to_string(upstream.port()) + "/base"}));
  RawClient client(relay.port());
  client.send(post("/v1/x?key=k", "{}", "Authorization: Bearer k\r\nAccept-Encoding: br\r\n"));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 204 No Content\r\n\r\n");
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(asked, "POST /base/v1/x?key=k HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(upstream.port()) +
                       "\r\nContent-Type: application/json\r\nAuthorization: Bearer k\r\nAccept-Encoding: "
                       "identity\r\nContent-Length: 2\r\n\r\n{}");
  const auto began = relay.told().all<capture::RequestBegan>().at(0);
  EXPECT_EQ(began.head.target, "/v1/x?key=k");
  EXPECT_EQ(began.upstream, "http://127.0.0.1:" + std::to_string(upstream.port()));
  EXPECT_EQ(relay.told().all<capture::RequestBytes>().at(0).bytes, "{}");
  EXPECT_THAT(relay.told().all<capture::RequestSent>(), SizeIs(1));
  EXPECT_EQ(relay.told().end().end, (RecordedEnd{RecordedEnd::By::upstream, Ending::complete}));
}

TEST(Relay, PassesAPackedBodyOnAsItIs) {
  std::string asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    asked = connection.read_request();
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(post("/", "\x1f\x8b no gzip", "Content-Encoding: gzip\r\n"));
  client.read_until("\r\n\r\n");
  EXPECT_THAT(asked, EndsWith("\r\n\r\n\x1f\x8b no gzip"));
}

TEST(Relay, TellsEachReadWithWhatItBrought) {
  Latch first;
  Latch second;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + "3\r\none\r\n");
    first.wait();
    connection.send("3\r\ntwo\r\n4\r\nthr");
    second.wait();
    connection.send("e\r\n0\r\nsum: 1\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  client.read_until("one\r\n");
  first.open();
  client.read_until("thr");
  second.open();
  client.read_until("sum: 1\r\n\r\n");
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  const auto reads = relay.told().all<capture::ResponseRead>();
  ASSERT_THAT(reads, SizeIs(3));
  EXPECT_EQ(reads[0].bytes, "one");
  EXPECT_EQ(reads[1].bytes, "twothr");
  EXPECT_EQ(reads[2].bytes, "e");
  EXPECT_LE(relay.told().all<capture::RequestSent>().at(0).at, reads[0].at);
  EXPECT_LE(reads[0].at, reads[1].at);
  std::vector<std::uint64_t> sizes;
  for (const auto& edges : relay.told().all<capture::ChunkEdges>())
    sizes.insert(sizes.end(), edges.sizes.begin(), edges.sizes.end());
  EXPECT_THAT(sizes, ElementsAre(3, 3, 4));
  EXPECT_THAT(std::get<tape::ChunkFraming>(relay.told().end().framing).trailers,
              ElementsAre(wire::HttpField{"sum", "1"}));
}

TEST(Relay, PassesOnTheFirstEventBeforeThereIsASecond) {
  tape::StreamResponse response{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}}, {}};
  for (const char* data : {"a", "b"})
    response.events.emplace_back(provider::DataEvent{"", data, {}});
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.emplace_back().id = "events";
  tapes.front().exchanges.back().answer = std::move(response);
  auto upstream = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(post("/@hold:event=2/", "{}", closing));
  EXPECT_THAT(client.read_until("data: a\n\n"), EndsWith("data: a\n\n"));
  ASSERT_TRUE(upstream.wait_held(1, 30s));
  upstream.release();
  EXPECT_THAT(client.read_all(), EndsWith("data: b\n\n\r\n0\r\n\r\n"));
}

TEST(Relay, AnswersWithoutABodyLeaveTheConnectionOpen) {
  for (const std::string_view status : {"204 No Content", "304 Not Modified"}) {
    ScriptedPeer upstream(answering(std::string("HTTP/1.1 ").append(status).append("\r\ncontent-length: 9\r\n\r\n")));
    RelayForTest relay(upstream.port());
    RawClient client(relay.port());
    for (int round = 0; round < 2; ++round) {
      client.send(get("/"));
      EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr(status));
    }
  }
  ScriptedPeer upstream(answering("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"));
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  for (int round = 0; round < 2; ++round) {
    client.send(get("/", "HEAD"));
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
  }
}

TEST(Relay, InformationalResponsesComeAtOnce) {
  Latch hints_seen;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n");
    hints_seen.wait();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n");
  hints_seen.open();
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().all<capture::Interim>().at(0).head.status, 103);
}

TEST(Relay, AsksAClientThatWaitsForItsBody) {
  std::string asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    asked = connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("4\r\nbody\r\n0\r\n\r\n");
  EXPECT_THAT(client.read_until("ok"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(asked, HasSubstr("content-length: 4\r\n"));
  EXPECT_THAT(asked, EndsWith("\r\n\r\nbody"));
}

TEST(Relay, TakesPipelinedRequestsInTurn) {
  std::vector<std::string> asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    for (auto request = connection.read_request(); !request.empty(); request = connection.read_request()) {
      asked.push_back(request);
      connection.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n" + std::to_string(asked.size()));
    }
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/first") + get("/second"));
  EXPECT_THAT(client.read_until("\r\n\r\n1"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(client.read_until("\r\n\r\n2"), StartsWith("HTTP/1.1 200 OK\r\n"));
  ASSERT_TRUE(relay.told().wait_for_ended(2));
  EXPECT_EQ(relay.told().all<capture::RequestBegan>(2).at(0).head.target, "/second");
}

TEST(Relay, AClientThatLeavesEndsTheCallAndIsTold) {
  std::atomic<bool> upstream_was_left = false;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + "3\r\none\r\n");
    connection.wait_for_close();
    upstream_was_left = true;
  });
  {
    RelayForTest relay(upstream.port());
    RawClient client(relay.port());
    client.send(get("/"));
    client.read_until("one\r\n");
    client.close();
    ASSERT_TRUE(relay.told().wait_for_ended(1));
    EXPECT_EQ(relay.told().end().end, (RecordedEnd{RecordedEnd::By::client, Ending::abandoned}));
    RawClient rude(relay.port());
    rude.send(get("/"));
    rude.read_until("one\r\n");
    rude.reset();
    ASSERT_TRUE(relay.told().wait_for_ended(2));
    EXPECT_EQ(relay.told().end(2).end, (RecordedEnd{RecordedEnd::By::client, Ending::reset}));
    EXPECT_EQ(relay.told().body(2), "one");
  }
  EXPECT_TRUE(upstream_was_left);
}

TEST(Relay, ARefusedConnectionIsAnErrorThatSaysSo) {
  RefusingPort nobody;
  RelayForTest relay(nobody.port());
  RawClient client(relay.port());
  client.send(post("/v1/chat/completions", "{}", closing));
  const auto answer = client.read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
  EXPECT_THAT(answer, HasSubstr("Connection refused; check host and port in --upstream"));
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_THAT(relay.told().end().cause, HasSubstr("Connection refused"));
  EXPECT_THAT(relay.told().all<capture::ResponseBegan>(), IsEmpty());
}

TEST(Relay, AnUpstreamThatIsSilentIsAnErrorOrACut) {
  ScriptedPeer upstream([](PeerConnection& connection) {
    if (connection.read_request().starts_with("GET /body")) connection.send(chunked_head);
    connection.wait_for_close();
  });
  auto options = RelayForTest::to(upstream.port());
  options.upstream.timeouts.silence = 1s;  // the head comes long before
  RelayForTest relay(options);
  RawClient client(relay.port());
  client.send(get("/"));
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 504 Gateway Timeout\r\n"));
  RawClient other(relay.port());
  other.send(get("/body"));
  EXPECT_EQ(other.read_all(), chunked_head);
  EXPECT_EQ(other.end(), ReadEnd::fin);
  ASSERT_TRUE(relay.told().wait_for_ended(2));
  for (const std::uint64_t exchange : {1, 2})
    EXPECT_EQ(relay.told().end(exchange).end, (RecordedEnd{RecordedEnd::By::client, Ending::timed_out}));
}

TEST(Relay, WhatIsNoHttpIsAnError) {
  ScriptedPeer upstream(answering("SSH-2.0-OpenSSH\r\n"));
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("x-wiretape-error: wiretape_upstream_malformed\r\n"));
}

TEST(Relay, PathsLeadToUpstreamsByName) {
  ScriptedPeer one(answering("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none"));
  ScriptedPeer two(answering("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ntwo"));
  RelayForTest relay(RelayForTest::to(
      {"one=http://127.0.0.1:" + std::to_string(one.port()), "two=http://127.0.0.1:" + std::to_string(two.port())}));
  RawClient client(relay.port());
  client.send(get("/two/v1/x"));
  EXPECT_THAT(client.read_until("two"), EndsWith("\r\n\r\ntwo"));
  client.send(get("/one/v1/x"));
  EXPECT_THAT(client.read_until("one"), EndsWith("\r\n\r\none"));
  client.send(get("/three/v1/x"));
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 404 Not Found\r\n"));
  EXPECT_EQ(relay.told().all<capture::RequestBegan>(1).at(0).upstream,
            "http://127.0.0.1:" + std::to_string(two.port()));
  EXPECT_EQ(relay.told().all<capture::RequestBegan>(1).at(0).head.target, "/v1/x");
  EXPECT_EQ(relay.told().exchanges(), 2U) << "what goes nowhere is no exchange";
}

TEST(Relay, ASlowClientSlowsUpstream) {
  constexpr std::size_t size = std::size_t{64} << 20;
  const std::string body(size, 'x');
  std::size_t taken = 0;
  Latch full;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(size) + "\r\n\r\n");
    taken = connection.send_until_full(body, 500);
    full.open();
    connection.send(std::string_view(body).substr(taken));
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  full.wait();
  EXPECT_LT(taken, size) << "the relay would hold all that nobody reads";
  client.read_until("\r\n\r\n");
  EXPECT_EQ(client.read(size), body);
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().body().size(), size);
}

TEST(Relay, AHundredStreamsAtOnce) {
  auto exchange = mockserver::says("You will hear of this.");
  exchange.request.path.reset();
  auto upstream = std::get<mockserver::MockServer>(
      mockserver::MockServer::start({{.name = "t.yaml", .exchanges = {std::move(exchange)}}}));
  RelayForTest relay(upstream.port());
  constexpr std::size_t streams = 100;
  std::vector<std::unique_ptr<RawClient>> clients;
  const auto request = post("/@hold:text=1/v1/chat/completions", R"({"model":"m","stream":true})", closing);
  for (std::size_t stream = 0; stream < streams; ++stream) {
    clients.push_back(std::make_unique<RawClient>(relay.port()));
    clients.back()->send(request);
  }
  ASSERT_TRUE(upstream.wait_held(streams, 30s));
  upstream.release();
  for (const auto& client : clients)
    EXPECT_THAT(client->read_all(), EndsWith("data: [DONE]\n\n\r\n0\r\n\r\n"));
  ASSERT_TRUE(relay.told().wait_for_ended(streams));
  for (std::uint64_t exchange_number = 1; exchange_number <= streams; ++exchange_number)
    EXPECT_EQ(relay.told().end(exchange_number).end.how, Ending::complete);
}

TEST(Relay, DrainsWhenWhatIsOpenIsDone) {
  Latch go_on;
  Latch drained;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + "3\r\none\r\n");
    go_on.wait();
    connection.send("0\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  client.read_until("one\r\n");
  relay.post([&](RelayServer& server) { server.drain([&] { drained.open(); }); });
  go_on.open();
  EXPECT_EQ(client.read_all(), "0\r\n\r\n");
  drained.wait();
  EXPECT_NE(testing::connect_error(relay.port()), 0);
}

TEST(Relay, StoppingItIsToldOfWhatWasOpen) {
  ScriptedPeer upstream([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + "3\r\none\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get("/"));
  client.read_until("one\r\n");
  relay.post([&](RelayServer& server) { server.stop(); });
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().end().cause, "the recorder was stopped");
}

}  // namespace
}  // namespace wiretape::recorder::relay
