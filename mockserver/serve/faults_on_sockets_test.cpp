#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/program/play/player.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/as_compiled_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using compile::AnswerForTest;
using fault::FaultParameter;
using program::WireProgram;
using ::testing::EndsWith;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::RawTlsClient;
using wiretape::testing::ReadEnd;
using wiretape::testing::TlsEnd;
using namespace std::chrono_literals;

MockServer serve(const AnswerForTest& answer, std::string_view plan, const ServerOptions& options = {}) {
  tape::Exchange exchange;
  exchange.id = "broken";
  exchange.dialect = answer.dialect;
  exchange.answer = answer.answer;
  exchange.faults = std::get<tape::FaultPlan>(tape::parse_fault_plan(plan));
  tape::Exchange sound = exchange;  // shows that the server goes on
  sound.id = "sound";
  sound.request.path = "/sound";
  sound.answer = tape::PlainResponse{{}, "sound"};
  sound.faults.clear();
  return server_of({std::move(sound), std::move(exchange)}, options);
}

MockServer serve_tls(const AnswerForTest& answer, std::string_view plan) {
  return serve(answer, plan, over_tls());
}

std::string request_to(const AnswerForTest& answer) {
  return post(answer.dialect == nullptr ? "/" : answer.dialect->default_path, answer.request_body);
}

wire::Ending ending_in_journal(const MockServer& server) {
  const journal::Filter broken{.exchange = "broken"};
  if (!server.journal().wait_for_ended(1, 30s, broken)) return wire::Ending::abandoned;
  return server.journal().entries(broken).at(0).end->ending;
}

// More than a server takes that only reads on so that its FIN stays one.
constexpr std::size_t much = std::size_t{32} << 20;

/// Expects that nothing comes although the server is at work, and that it keeps the connection until the client leaves.
void expect_silence(const MockServer& server, RawClient& client) {
  RawClient other(server.port());
  other.send(post("/sound", "{}", "Connection: close\r\n"));
  EXPECT_THAT(other.read_all(), EndsWith("sound"));
  EXPECT_EQ(client.read_now(), "");
  EXPECT_THAT(server.journal().entries({.exchange = "broken"}), SizeIs(1));
  EXPECT_FALSE(server.journal().entries({.exchange = "broken"}).at(0).end);
  client.close();
}

/// What a client sees behind the last byte, for each way in which a program can end.
struct ExpectEnd {
  const MockServer& server;
  RawClient& client;
  const WireProgram& program;

  void operator()(const program::WriteAction& /*write*/) const {
    client.send(post("/sound", "{}"));
    EXPECT_THAT(client.read_until("sound"), EndsWith("\r\n\r\nsound"));
  }
  void operator()(const program::HoldAction& /*hold*/) const { operator()(program::WriteAction{}); }
  void operator()(const program::ExpectAction& /*expect*/) const { operator()(program::WriteAction{}); }
  void operator()(const program::FinAction& /*fin*/) const {
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), ReadEnd::fin);
    EXPECT_FALSE(client.send(std::string(much, 'x')));
  }
  void operator()(const program::HalfCloseAction& /*half_close*/) const {
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), ReadEnd::fin);
    EXPECT_TRUE(client.send(std::string(much, 'x')));
    client.close();
  }
  void operator()(const program::ResetAction& /*reset*/) const {
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), ReadEnd::reset);
  }
  void operator()(const program::HangAction& /*hang*/) const { expect_silence(server, client); }
  void operator()(const program::RepeatAction& repeat) const {
    const std::string text = program.bytes.substr(repeat.offset, repeat.length);
    EXPECT_EQ(client.read(2 * text.size()), text + text);  // the first was read as part of the program's bytes
    client.close();
  }
};

/// Expects that a raw socket sees exactly what the program of the plan says.
void expect_seen(const AnswerForTest& answer, const std::string& plan) {
  SCOPED_TRACE(plan);
  const WireProgram expected = compile::broken(answer, plan);
  const auto server = serve(answer, plan);
  RawClient client(server.port());
  client.send(request_to(answer));
  ASSERT_EQ(as_compiled(client.read(expected.bytes.size()), expected), expected.bytes);
  std::visit(ExpectEnd{server, client, expected}, expected.steps.back().action);
  if (!std::holds_alternative<program::RepeatAction>(expected.steps.back().action)) {
    EXPECT_EQ(ending_in_journal(server), expected.ending);
  }
}

/// A value that a parameter can have; of a duration the shortest.
std::string some_value(const FaultParameter& parameter) {
  switch (parameter.kind) {
    case FaultParameter::Kind::count:
      return std::to_string(parameter.least);
    case FaultParameter::Kind::duration:
      return std::to_string(parameter.least) + "us";
    case FaultParameter::Kind::offset:
      return "+1";
    case FaultParameter::Kind::flag:
      return "true";
    case FaultParameter::Kind::text:
      return "x";
    case FaultParameter::Kind::word:
      return std::string(parameter.words.substr(0, parameter.words.find('|')));
  }
  return "";
}

/// A plan of one fault with as little said as it allows, but no time to wait.
std::string plan_of(const fault::FaultType& type) {
  std::string plan(type.name);
  char separator = ':';
  const auto add = [&](std::string_view key, const std::string& value) {
    plan.append(1, std::exchange(separator, ';')).append(key).append("=").append(value);
  };
  for (const FaultParameter& parameter : type.parameters) {
    const bool takes_time = parameter.kind == FaultParameter::Kind::duration && !parameter.standard.empty();
    if (parameter.is_required || takes_time) add(parameter.name, some_value(parameter));
  }
  if (type.places != fault::PlaceUse::none && type.standard_place.empty()) add("event", "1");
  return plan;
}

TEST(FaultsOnSockets, EveryFaultOfTheRegistryIsSeenAsItsProgramSays) {
  AnswerForTest answer = compile::reply_for_test();
  answer.request_body = R"({"model":"m","stream":true,"stream_options":{"include_usage":true}})";
  std::size_t seen = 0;
  for (const fault::FaultType* type : fault::all_faults()) {
    const bool is_of_listener = std::holds_alternative<fault::ListenerFault>(type->function);
    const bool is_of_websockets = type->family == "WebSocket";  // dialogue_test.cpp has them
    if (is_of_listener || is_of_websockets || type->is_random || type->name == "tls_cut") continue;
    expect_seen(answer, plan_of(*type));
    ++seen;
  }
  EXPECT_GE(seen, 16U);
}

TEST(FaultsOnSockets, EachEndingIsToldApart) {
  const AnswerForTest answer = compile::events_for_test({"a", "b"});
  const std::string chunk_a =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
      "9\r\ndata: a\n\n\r\n";
  for (const std::string plan : {"fin:event=2", "half_close:event=2", "reset:event=2", "hang:event=2"}) {
    EXPECT_EQ(compile::broken(answer, plan).bytes, chunk_a);
    expect_seen(answer, plan);
  }
  EXPECT_EQ(compile::broken(answer, "end:event=2").bytes, chunk_a + "0\r\n\r\n");
  expect_seen(answer, "end:event=2");
}

TEST(FaultsOnSockets, EachPlaceOfTheFramingIsSeen) {
  const AnswerForTest answer = compile::events_for_test({"a", "b"});
  for (const std::string in : {"size_line", "data", "before_crlf", "between_chunks", "trailers"})
    expect_seen(answer, "fin:event=2;in=" + in);
  for (const std::string at : {"start", "end", "status_line", "headers", "chunk_size"}) {
    for (const std::string fault : {"fin", "reset", "half_close", "hang"})
      expect_seen(answer, fault + ":at=" + at);
  }
  for (const std::string place : {"frame=2", "wire_byte=0", "wire_byte=1", "byte=11", "time=0s"})
    expect_seen(answer, "reset:" + place);
}

TEST(FaultsOnSockets, EachBreachOfTheFramingIsSeen) {
  const AnswerForTest answer = compile::events_for_test({"a", "b"});
  for (const std::string how : {"word", "negative", "overflow", "empty", "hex_prefix"})
    expect_seen(answer, "bad_chunk_size:event=2;how=" + how);
  for (const std::string by : {"-5", "+0", "+10"})
    expect_seen(answer, "content_length:by=" + by);
  expect_seen(answer, "early_hints:count=3,trailers:count=2,gzip");
  expect_seen(answer, "hang:event=2;comments=1ms");
}

TEST(FaultsOnSockets, AStallIsAsLongAsItSays) {
  const auto server = serve(compile::events_for_test({"a", "b"}), "stall:event=2;for=40ms");
  RawClient client(server.port());
  client.send(post("/", "{}"));
  EXPECT_THAT(client.read_until("data: a\n\n\r\n"), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(client.read_until("0\r\n\r\n"), "9\r\ndata: b\n\n\r\n0\r\n\r\n");
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto writes = server.journal().entries().at(0).writes;
  ASSERT_THAT(writes, SizeIs(2));
  EXPECT_GE(writes[1].at, 40ms);
}

TEST(FaultsOnSockets, AResetComesBehindEveryByteAThousandTimesOfAThousand) {
  const AnswerForTest answer = compile::events_for_test({"a", std::string(20'000, 'b'), "c"});
  const std::string expected = compile::broken(answer, "reset:event=3").bytes;
  const auto server = serve(answer, "reset:event=3");
  for (int turn = 0; turn < 1'000; ++turn) {
    RawClient client(server.port());
    client.send(post("/", "{}"));
    ASSERT_EQ(client.read_all(), expected) << turn;
    ASSERT_EQ(client.end(), ReadEnd::reset) << turn;
  }
}

// ---- under TLS, where an end has more forms

std::string seen_over_tls(const AnswerForTest& answer, const std::string& plan, TlsEnd end) {
  const auto server = serve_tls(answer, plan);
  RawTlsClient client(server.port(), authority().certificate);
  client.send(request_to(answer));
  std::string all = client.read_all();
  EXPECT_EQ(client.end(), end) << plan;
  return all;
}

TEST(FaultsOnSockets, EndsUnderTlsAreToldApart) {
  AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.context.is_tls = true;
  const std::vector<std::pair<std::string, TlsEnd>> ends{
      {"fin:event=2", TlsEnd::close_notify}, {"half_close:event=2", TlsEnd::close_notify},
      {"tls_cut:event=2", TlsEnd::cut},      {"tls_cut:wire_byte=0", TlsEnd::cut},
      {"tls_cut:at=end", TlsEnd::cut},       {"reset:event=2", TlsEnd::reset}};
  for (const auto& [plan, end] : ends)
    EXPECT_EQ(seen_over_tls(answer, plan, end), compile::broken(answer, plan).bytes) << plan;
}

TEST(FaultsOnSockets, ATlsCutNeedsTls) {
  const auto server = serve(compile::events_for_test({"a"}), "tls_cut:event=1");
  RawClient client(server.port());
  client.send(post("/", "{}"));
  EXPECT_THAT(client.read_until("\r\n"), StartsWith("HTTP/1.1 422"));
}

// ---- one byte a write

constexpr auto byte_by_byte = "drip:size=1;every=1us;wire_byte=0";

TEST(FaultsOnSockets, EveryBoundaryIsSeenAsARecord) {
  const AnswerForTest answer = compile::events_for_test({"a", "wörld"});
  const std::string expected = compile::broken(answer, "").bytes;
  const auto server = serve_tls(answer, byte_by_byte);
  RawTlsClient client(server.port(), authority().certificate);
  client.send(request_to(answer));
  for (const char byte : expected)
    ASSERT_EQ(client.read_record(), std::string(1, byte));
}

TEST(FaultsOnSockets, JournalsTheWritesOfTheProgram) {
  const AnswerForTest answer = compile::events_for_test({"a", "wörld"});
  const WireProgram expected = compile::broken(answer, byte_by_byte);
  const auto server = serve(answer, byte_by_byte);
  RawClient client(server.port());
  client.send(request_to(answer));
  EXPECT_EQ(client.read(expected.bytes.size()), expected.bytes);
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto writes = server.journal().entries().at(0).writes;
  ASSERT_THAT(writes, SizeIs(expected.steps.size()));
  for (std::size_t index = 0; index < writes.size(); ++index) {
    const auto& write = std::get<program::WriteAction>(expected.steps[index].action);
    EXPECT_EQ(writes[index].offset, write.offset);
    EXPECT_EQ(writes[index].length, write.length);
    EXPECT_GE(writes[index].at, expected.steps[index].at);
  }
}

/// Sends each write and lets the reader have it before the next.
struct GatedSink {
  boost::asio::ip::tcp::socket& socket;
  RawClient& reader;
  std::vector<std::string>& reads;

  program::SinkResult write(std::size_t /*offset*/, std::string_view bytes) const {
    boost::asio::write(socket, boost::asio::buffer(bytes));
    reads.push_back(reader.read_some());
    return {bytes.size(), false};
  }
  void close(const program::CloseAction& /*action*/) const {}
};

/// Is as far as any step asks.
struct EndOfTime {
  [[nodiscard]] std::chrono::microseconds now() const { return std::chrono::microseconds::max(); }
};

TEST(FaultsOnSockets, AGatedReaderSeesEveryBoundary) {
  namespace asio = boost::asio;
  const WireProgram expected = compile::broken(compile::events_for_test({"a", "wörld"}), byte_by_byte);
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  RawClient reader(acceptor.local_endpoint().port());
  auto socket = acceptor.accept();
  std::vector<std::string> reads;
  GatedSink sink{socket, reader, reads};
  EndOfTime clock;
  program::Player player(std::make_shared<const WireProgram>(expected));
  while (player.advance(sink, clock) != program::PlayState::finished) {
  }
  ASSERT_THAT(reads, SizeIs(expected.bytes.size()));
  for (std::size_t index = 0; index < reads.size(); ++index)
    EXPECT_EQ(reads[index], expected.bytes.substr(index, 1));
}

}  // namespace
}  // namespace wiretape::mockserver
