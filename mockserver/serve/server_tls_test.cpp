#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::body_of;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::RawTlsClient;
using wiretape::testing::ReadEnd;
using wiretape::testing::TlsEnd;
using namespace std::chrono_literals;

MockServer serve(tape::Exchange exchange, std::chrono::milliseconds request_timeout = 30s) {
  return server_of({std::move(exchange)}, over_tls({.request_timeout = request_timeout}));
}

tape::Exchange any(std::string body) {
  auto exchange = plain("any", "", std::move(body));
  exchange.request.path.reset();
  return exchange;
}

tape::Exchange stream_of(std::vector<provider::Event> events) {
  tape::Exchange exchange;
  exchange.id = "stream";
  exchange.answer = tape::StreamResponse{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
      std::move(events)};
  return exchange;
}

RawTlsClient connect(const MockServer& server, const testing::RawTlsOptions& options = {}) {
  return RawTlsClient(server.port(), authority().certificate, options);
}

void expect_tls_still_serving(const MockServer& server) {
  auto client = connect(server);
  client.send(post("/", "{}", closing));
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
}

TEST(ServerTls, PlaysAStreamByteForByteAndClosesInOrder) {
  const auto server = serve(stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"x", "b", {}}}));
  EXPECT_EQ(server.url("/v1"), "https://127.0.0.1:" + std::to_string(server.port()) + "/v1");
  auto client = connect(server);
  ASSERT_TRUE(client.is_connected());
  client.send(post("/v1/chat/completions", "{}", closing));
  EXPECT_EQ(client.read_all(),
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            "9\r\ndata: a\n\n\r\n"
            "12\r\nevent: x\ndata: b\n\n\r\n"
            "0\r\n\r\n");
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
}

TEST(ServerTls, SendsEachFragmentAsOneRecord) {
  const auto server = serve(stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"", "b", {}},
                                       provider::DataEvent{"", std::string(16'000, 'c'), {}}}));
  auto client = connect(server);
  client.send(post("/", "{}", closing));
  EXPECT_THAT(client.read_record(), EndsWith("\r\n\r\n9\r\ndata: a\n\n\r\n"));
  EXPECT_EQ(client.read_record(), "9\r\ndata: b\n\n\r\n");
  EXPECT_EQ(client.read_record(), "3e88\r\ndata: " + std::string(16'000, 'c') + "\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_record(), "");
}

TEST(ServerTls, CutsALargerFragmentIntoFullRecords) {
  const std::string large(40'000, 'x');
  const auto server = serve(any(large));
  auto client = connect(server);
  client.send(post("/", "{}", closing));
  std::vector<std::size_t> sizes;
  std::string all;
  for (auto record = client.read_record(); !record.empty(); record = client.read_record()) {
    sizes.push_back(record.size());
    all += record;
  }
  EXPECT_TRUE(body_of(all) == large);
  EXPECT_THAT(sizes, ::testing::ElementsAre(16384, 16384, all.size() - 2 * 16384));
}

TEST(ServerTls, SendsAllToAReaderThatStartsLateAndClosesInOrder) {
  const std::string large(8'000'000, 'x');
  const auto server = serve(stream_of({provider::DataEvent{"", large, {}}, provider::DataEvent{"", "end", {}}}));
  auto client = connect(server);
  client.send(post("/", "{}", closing));
  EXPECT_THAT(client.read_record(), StartsWith("HTTP/1.1 200 OK"));
  expect_tls_still_serving(server);  // the first stream waits for its reader meanwhile
  EXPECT_THAT(client.read_all(), EndsWith("data: end\n\n\r\n0\r\n\r\n"));
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
}

TEST(ServerTls, JournalsWhatWasWrittenBeforeEncryption) {
  const auto server = serve(any("body"));
  auto client = connect(server);
  client.send(post("/", R"({"n":1})", closing));
  const auto all = client.read_all();
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().at(0);
  EXPECT_EQ(entry.request.body, R"({"n":1})");
  ASSERT_THAT(entry.writes, SizeIs(1));
  EXPECT_EQ(entry.writes[0].length, all.size());
  EXPECT_EQ(entry.end->ending, wire::Ending::complete);
}

TEST(ServerTls, AnswersPipelinedRequestsInOrder) {
  const auto server = serve(any("body"));
  auto client = connect(server);
  std::string burst;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    burst += post("/", "{}");
    expected += "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody";
  }
  client.send(burst);
  std::string all;
  while (all.size() < expected.size()) {
    const auto record = client.read_record();
    ASSERT_NE(record, "");
    all += record;
  }
  EXPECT_EQ(all, expected);
}

TEST(ServerTls, TakesARequestInRecordsOfOneByte) {
  const auto server = serve(any("body"));
  auto client = connect(server);
  for (const char byte : post("/", R"({"a":1})", closing))
    client.send({&byte, 1});
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
}

TEST(ServerTls, TakesALargeBody) {
  const auto server = serve(any("body"));
  auto client = connect(server);
  client.send(post("/", std::string(3'000'000, 'x'), closing));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
  EXPECT_THAT(server.journal().entries().at(0).request.body, SizeIs(3'000'000));
}

TEST(ServerTls, PlaysOnForAClientThatHasClosedItsSendingSide) {
  const auto server = serve(any("body"));
  auto client = connect(server);
  client.send(post("/", "{}", closing));
  client.notify_close();
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
}

TEST(ServerTls, TellsAClientWithoutTlsToUseIt) {
  const auto server = serve(any("body"));
  RawClient client(server.port());
  client.send(post("/", "{}"));
  const auto all = client.read_all();
  EXPECT_THAT(all, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(all, HasSubstr("use https://"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
  expect_tls_still_serving(server);
}

// The first bytes of a ClientHello record.
const std::string begun_handshake("\x16\x03\x01\x02\x00\x01", 6);

TEST(ServerTls, ServesOthersWhileAHandshakeStalls) {
  const auto server = serve(any("body"));
  const RawClient silent(server.port());
  const RawClient stalled(server.port());
  stalled.send(begun_handshake);
  expect_tls_still_serving(server);
}

TEST(ServerTls, ClosesWhereTheHandshakeTakesTooLong) {
  const auto server = serve(any("body"), 100ms);
  RawClient stalled(server.port());
  stalled.send(begun_handshake);
  EXPECT_EQ(stalled.read_all(), "");
  EXPECT_NE(stalled.end(), ReadEnd::timeout);
}

TEST(ServerTls, OutlivesPeersThatLeaveOrLieInTheHandshake) {
  const auto server = serve(any("body"));
  RawClient leaving(server.port());
  leaving.send(begun_handshake);
  leaving.close();
  RawClient resetting(server.port());
  resetting.send(begun_handshake);
  resetting.reset();
  RawClient lying(server.port());
  lying.send(std::string("\x16\x03\x01\x00\x05", 5) + "hello");
  lying.read_all();
  EXPECT_NE(lying.end(), ReadEnd::timeout);
  RawClient noisy(server.port());
  noisy.send(std::string(100'000, '\xff'));
  noisy.read_all();
  EXPECT_NE(noisy.end(), ReadEnd::timeout);
  expect_tls_still_serving(server);
}

TEST(ServerTls, NoticesThatAClientLeavesInASilence) {
  const auto server = serve(stream_of({provider::DataEvent{"", "a", {}}, provider::PauseEvent{1h}}));
  {
    auto client = connect(server);
    client.send(post("/", "{}"));
    EXPECT_THAT(client.read_until("data: a\n\n\r\n"), StartsWith("HTTP/1.1 200 OK"));
  }
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(server.journal().entries().at(0).end->ending, wire::Ending::abandoned);
}

// SIGPIPE has its default action here: one would end this test.
TEST(ServerTls, OutlivesAResetWhileItSends) {
  const auto server = serve(any(std::string(20'000'000, 'x')));
  auto client = connect(server);
  client.send(post("/", "{}"));
  EXPECT_THAT(client.read_record(), StartsWith("HTTP/1.1 200 OK"));
  client.reset();
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(server.journal().entries().at(0).end->ending, wire::Ending::reset);
  expect_tls_still_serving(server);
}

TEST(ServerTls, SpeaksHttp11AloneInAlpn) {
  const auto server = serve(any("body"));
  EXPECT_EQ(connect(server, {.alpn = "\x02h2\x08http/1.1"}).protocol(), "http/1.1");
  EXPECT_EQ(connect(server).protocol(), "");
  EXPECT_FALSE(connect(server, {.alpn = "\x02h2"}).is_connected());
  expect_tls_still_serving(server);
}

TEST(ServerTls, SpeaksTls12AndUp) {
  const auto server = serve(any("body"));
  EXPECT_EQ(connect(server).version(), "TLSv1.3");
  EXPECT_EQ(connect(server, {.newest_version = TLS1_2_VERSION}).version(), "TLSv1.2");
  EXPECT_FALSE(connect(server, {.newest_version = TLS1_1_VERSION, .is_lax = true}).is_connected());
}

TEST(ServerTls, PlaysOverTls12) {
  const auto server = serve(any(std::string(3'000'000, 'x')));
  auto client = connect(server, {.newest_version = TLS1_2_VERSION});
  client.send(post("/", "{}", closing));
  EXPECT_THAT(body_of(client.read_all()), SizeIs(3'000'000));
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
}

}  // namespace
}  // namespace wiretape::mockserver
