#include "wiretape/mockserver/mock_server.h"

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::body_of;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

MockServer serve(std::vector<tape::Exchange> exchanges, const ServerOptions& options = {}) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = std::move(exchanges);
  return std::get<MockServer>(MockServer::start(std::move(tapes), options));
}

tape::Exchange stream_of(std::vector<provider::Event> events, tape::Delivery delivery = {}) {
  tape::Exchange exchange;
  exchange.id = "stream";
  exchange.delivery = std::move(delivery);
  exchange.answer = tape::StreamResponse{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
      std::move(events)};
  return exchange;
}

tape::Exchange plain(std::string body) {
  tape::Exchange exchange;
  exchange.id = "plain";
  exchange.answer = tape::PlainResponse{{}, std::move(body)};
  return exchange;
}

constexpr auto closing = "Connection: close\r\n";

TEST(MockServer, PlaysAStreamToARawSocket) {
  const auto server = serve(
      {stream_of({provider::DataEvent{"", "a", {}}, provider::CommentEvent{" c"}, provider::DataEvent{"x", "b", {}}})});
  RawClient client(server.port());
  client.send(post("/v1/chat/completions", "{}", closing));
  EXPECT_EQ(client.read_all(),
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            "9\r\ndata: a\n\n\r\n"
            "5\r\n: c\n\n\r\n"
            "12\r\nevent: x\ndata: b\n\n\r\n"
            "0\r\n\r\n");
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST(MockServer, AnswersRequestAfterRequestOnOneConnection) {
  const auto server = serve({plain("body")});
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(post("/", "{}"));
    EXPECT_EQ(client.read_until("body"), "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
  }
}

TEST(MockServer, AnswersPipelinedRequestsInOrder) {
  tape::Exchange first = plain("first");
  first.request.path = "/1";
  const auto server = serve({first, plain("other")});
  RawClient client(server.port());
  std::string burst;
  for (int i = 0; i < 2000; ++i)
    burst += post("/1", "{}") + post("/2", "{}");
  std::thread sender([&] { client.send(burst + post("/1", "{}", closing)); });
  const auto all = client.read_all();
  sender.join();
  const std::string one = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirst";
  const std::string two = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nother";
  std::string expected;
  for (int i = 0; i < 2000; ++i)
    expected += one + two;
  EXPECT_TRUE(all == expected + one) << all.size();
}

TEST(MockServer, TakesARequestByteByByte) {
  const auto server = serve({plain("body")});
  RawClient client(server.port());
  for (const char byte : post("/", R"({"a":1})", closing))
    client.send({&byte, 1});
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
}

TEST(MockServer, TakesALargeBody) {
  const auto server = serve({plain("body")});
  RawClient client(server.port());
  client.send(post("/", std::string(3'000'000, 'x'), closing));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
  EXPECT_THAT(server.journal().entries().at(0).request.body, SizeIs(3'000'000));
}

TEST(MockServer, AsksForTheBodyWhereTheClientWaits) {
  const auto server = serve({plain("body")});
  RawClient client(server.port());
  const auto request = post("/", R"({"a":1})", "Expect: 100-continue\r\nConnection: close\r\n");
  const auto head_size = request.find("\r\n\r\n") + 4;
  client.send(std::string_view(request).substr(0, head_size));
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(std::string_view(request).substr(head_size));
  const auto response = client.read_all();
  EXPECT_THAT(response, EndsWith("\r\n\r\nbody"));
  const auto entry = server.journal().entries().at(0);
  EXPECT_EQ(entry.continued, 25U);
  EXPECT_EQ(entry.writes.at(0).offset, 0U);
  EXPECT_EQ(entry.writes.at(0).length, response.size());
  EXPECT_EQ(server.journal().totals().bytes_written, 25 + response.size());
}

TEST(MockServer, RefusesBytesThatAreNoRequestAndGoesOnServing) {
  const auto server = serve({plain("body")});
  RawClient bad(server.port());
  bad.send("GET / HTTP/1.1\nHost: x\n\n");
  EXPECT_THAT(bad.read_all(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_EQ(bad.end(), ReadEnd::fin);
  RawClient good(server.port());
  good.send(post("/", "{}", closing));
  EXPECT_THAT(good.read_all(), EndsWith("\r\n\r\nbody"));
}

TEST(MockServer, ClosesWithFinAlthoughTheClientSentMore) {
  const auto server = serve({plain("body")});
  RawClient client(server.port());
  client.send(post("/", "{}", closing) + "bytes that nobody will read");
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

/// A server whose answer is "data: a", a silence of an hour, and "data: b".
MockServer serve_silence() {
  return serve(
      {stream_of({provider::DataEvent{"", "a", {}}, provider::PauseEvent{1h}, provider::DataEvent{"", "b", {}}})});
}

wire::Ending ending_of_silence(const MockServer& server) {
  EXPECT_TRUE(server.journal().wait_for_ended(1, 30s));
  return server.journal().entries().at(0).end.value().ending;
}

TEST(MockServer, NoticesThatAClientLeavesInASilence) {
  const auto server = serve_silence();
  RawClient client(server.port());
  client.send(post("/", "{}"));
  static_cast<void>(client.read_until("data: a\n\n\r\n"));
  client.close();
  EXPECT_EQ(ending_of_silence(server), wire::Ending::abandoned);
}

TEST(MockServer, NoticesThatAClientLeavesBehindItsNextRequest) {
  const auto server = serve_silence();
  RawClient client(server.port());
  client.send(post("/", "{}"));
  static_cast<void>(client.read_until("data: a\n\n\r\n"));
  client.send(post("/", "{}"));
  client.close();
  EXPECT_EQ(ending_of_silence(server), wire::Ending::abandoned);
}

TEST(MockServer, NoticesThatAClientResetsBehindItsNextRequest) {
  const auto server = serve_silence();
  RawClient client(server.port());
  client.send(post("/", "{}"));
  static_cast<void>(client.read_until("data: a\n\n\r\n"));
  client.send(post("/", "{}"));
  client.reset();
  EXPECT_EQ(ending_of_silence(server), wire::Ending::reset);
}

TEST(MockServer, NoticesThatAClientLeavesBeforeTheFirstByte) {
  auto exchange = plain("body");
  exchange.delivery.first_byte = 1h;
  const auto server = serve({exchange});
  RawClient client(server.port());
  client.send(post("/", "{}"));
  client.close();
  EXPECT_EQ(ending_of_silence(server), wire::Ending::abandoned);
}

TEST(MockServer, PlaysOnForAClientThatHasClosedItsSendingSide) {
  tape::Delivery delivery;
  delivery.gap = 10ms;
  const auto server =
      serve({stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"", "b", {}}}, delivery)});
  RawClient client(server.port());
  client.send(post("/", "{}", closing));
  client.shut_down_sending();
  EXPECT_EQ(body_of(client.read_all()), "data: a\n\ndata: b\n\n");
}

TEST(MockServer, JournalsRequestsAndTheWritesReallyMade) {
  tape::Delivery delivery;
  delivery.gap = 2ms;
  const auto server =
      serve({stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"", "b", {}}}, delivery)});
  RawClient client(server.port());
  client.send(post("/~mine/v1", R"({"n":1})", closing));
  const auto all = client.read_all();
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().at(0);
  EXPECT_EQ(entry.session, "mine");
  EXPECT_EQ(entry.exchange, "stream");
  EXPECT_EQ(entry.request.head.target, "/~mine/v1");
  EXPECT_EQ(entry.request.body, R"({"n":1})");
  EXPECT_EQ(entry.end->ending, wire::Ending::complete);
  ASSERT_THAT(entry.writes, SizeIs(2));
  EXPECT_EQ(entry.writes[0].offset, 0U);
  EXPECT_EQ(entry.writes[1].offset, entry.writes[0].length);
  EXPECT_EQ(entry.writes[0].length + entry.writes[1].length, all.size());
  EXPECT_GE(entry.writes[1].at, 2ms);
}

TEST(MockServer, JournalsThatTheClientResetAHeldStream) {
  const auto server = serve({stream_of({provider::DataEvent{"", "a", {}}, provider::PauseEvent{1h}})});
  RawClient client(server.port());
  client.send(post("/", "{}"));
  EXPECT_THAT(client.read_until("data: a\n\n\r\n"), HasSubstr("data: a"));
  client.reset();
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(server.journal().entries().at(0).end->ending, wire::Ending::reset);
}

TEST(MockServer, SendsAllOfALargeStreamToASlowReader) {
  const std::string large(8'000'000, 'x');
  const auto server = serve({stream_of({provider::DataEvent{"", large, {}}, provider::DataEvent{"", "end", {}}})});
  RawClient client(server.port());
  client.send(post("/", "{}", closing));
  EXPECT_TRUE(body_of(client.read_all()) == "data: " + large + "\n\ndata: end\n\n");
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().at(0);
  std::size_t offset = 0;
  for (const auto& write : entry.writes) {
    EXPECT_EQ(write.offset, offset);
    offset += write.length;
  }
}

TEST(MockServer, HoldsManyStreamsWhileOthersAreServed) {
  tape::Exchange held = stream_of({provider::DataEvent{"", "a", {}}, provider::PauseEvent{1h}});
  held.request.path = "/held";
  const auto server = serve({held, plain("body")});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(post("/held", "{}"));
    EXPECT_THAT(clients.back()->read_until("data: a\n\n\r\n"), HasSubstr("data: a"));
  }
  RawClient client(server.port());
  client.send(post("/", "{}", closing));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
}

TEST(MockServer, ClosesHeldStreamsWhenItIsDestroyed) {
  std::unique_ptr<RawClient> client;
  {
    const auto server = serve({stream_of({provider::DataEvent{"", "a", {}}, provider::PauseEvent{1h}})});
    client = std::make_unique<RawClient>(server.port());
    client->send(post("/", "{}"));
    static_cast<void>(client->read_until("data: a\n\n\r\n"));
  }
  EXPECT_EQ(client->read_all(), "");
  EXPECT_NE(client->end(), ReadEnd::timeout);
}

TEST(MockServer, SaysWhyItCannotListen) {
  const auto server = serve({});
  const auto second = MockServer::start({}, {.port = server.port()});
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  const auto& error = std::get<net::ListenError>(second);
  EXPECT_EQ(error.port, server.port());
  EXPECT_THAT(error.cause, HasSubstr("in use"));
  EXPECT_TRUE(std::holds_alternative<net::ListenError>(MockServer::start({}, {.host = "no.such.host.invalid"})));
}

TEST(MockServer, NamesItsUrl) {
  const auto server = serve({});
  EXPECT_EQ(server.url("/v1"), "http://127.0.0.1:" + std::to_string(server.port()) + "/v1");
}

TEST(MockServer, ResetsAfterThePeerHasEveryByte) {
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\n", std::string(3'000'000, 'x')};  // more than the socket's buffers take at once
  recorded.end.how = wire::Ending::reset;
  tape::Exchange exchange;
  exchange.id = "recorded";
  exchange.answer = recorded;
  const auto server = serve({exchange});
  RawClient client(server.port());
  client.send(post("/", "{}"));
  const std::string response = client.read_all();
  EXPECT_EQ(client.end(), ReadEnd::reset);
  const std::string expected_end = "\r\n2dc6c9\r\ndata: a\n\n" + recorded.body[1] + "\r\n";
  EXPECT_TRUE(response.ends_with(expected_end)) << response.size();
  ASSERT_TRUE(server.journal().wait_for_ended(1, 10s));
  EXPECT_EQ(server.journal().entries().at(0).end->ending, wire::Ending::reset);
}

TEST(MockServer, CutsARecordedResponseInsideItsChunk) {
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\n"};
  recorded.end.how = wire::Ending::cut_in_data;
  recorded.framing = tape::ChunkFraming{.sizes = {4, 16}, .trailers = {}};
  tape::Exchange exchange;
  exchange.id = "recorded";
  exchange.answer = recorded;
  const auto server = serve({exchange});
  RawClient client(server.port());
  client.send(post("/", "{}"));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\n4\r\ndata\r\n10\r\n: a\n\n"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST(MockServer, AnswersWhatProvidersHaveBesideTheirStreams) {
  const auto server = serve({});
  RawClient client(server.port());
  client.send(post("/v1/embeddings", R"({"model":"m","input":"a","dimensions":2})", closing));
  const auto answer = client.read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_"));
  EXPECT_THAT(answer, HasSubstr(R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[)"));
  RawClient counting(server.port());
  counting.send(post("/v1/messages/count_tokens", R"({"messages":[{"role":"user","content":"hi"}]})", closing));
  EXPECT_THAT(counting.read_all(), EndsWith("\r\n\r\n{\"input_tokens\":1}"));
  EXPECT_TRUE(server.unmatched_requests().empty());
}

TEST(MockServer, LeavesThatToItsTapesWhereItIsStrict) {
  const auto server = std::get<MockServer>(MockServer::start({}, {.strict_endpoints = true}));
  for (const auto* request : {"POST /v1/embeddings", "GET /v1/models", "GET /v1/models/x"}) {
    RawClient client(server.port());
    client.send(std::string(request) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 404 ")) << request;
  }
  EXPECT_EQ(server.unmatched_requests().size(), 3U);
}

TEST(MockServer, SaysWithAnErrorWhenToTryAgain) {
  for (const auto* name : {"openai.chat", "anthropic.messages", "openai.responses"}) {
    provider::Reply reply;
    reply.error = provider::ErrorReply{.status = 429, .message = "Slow down.", .type = {}, .code = {}, .param = {}};
    reply.error->retry_after = 1500ms;
    reply.error->headers = {{"x-should-retry", "true"}};
    tape::Exchange exchange;
    exchange.dialect = provider::find_dialect(name);
    exchange.answer = std::move(reply);
    const auto server = serve({std::move(exchange)});
    RawClient client(server.port());
    client.send(post("/x", R"({"stream":true})", closing));
    const auto answer = client.read_all();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nretry-after: 2\r\nretry-after-ms: 1500\r\nx-should-retry: true\r\n")) << name;
    EXPECT_THAT(answer, HasSubstr("Slow down."));
  }
}

}  // namespace
}  // namespace wiretape::mockserver
