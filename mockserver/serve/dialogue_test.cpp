// WebSockets that tapes play, as a socket sees them.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wire::Ending;
using wire::WsOpcode;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

MockServer serving(std::string_view steps, std::string_view more = "", bool is_instant = false) {
  auto tape = tape::tape_of("wiretape: 1\nexchanges:\n- id: talk\n  request: {path: /ws}\n  websocket: {dialogue: " +
                            std::string(steps) + "}\n" + std::string(more));
  return std::get<MockServer>(MockServer::start({std::move(tape)}, {.delivery = {.instant = is_instant}}));
}

constexpr std::string_view opening =
    "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// A client of a WebSocket that shows each frame of the server's: "text hello", "close 1000 done".
class WsClient {
 public:
  explicit WsClient(const MockServer& server, std::string_view path = "/ws", std::string_view early = "")
      : socket_(server.port()) {
    socket_.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(opening) + "\r\n" +
                 std::string(early));
    head_ = socket_.read_until("\r\n\r\n");
  }

  [[nodiscard]] const std::string& head() const { return head_; }

  static std::string frame(WsOpcode opcode, std::string_view payload) {
    std::string bytes;
    wire::append_ws_frame(bytes, {.opcode = opcode, .mask = wire::WsMaskKey{7, 0, 9, 200}}, payload);
    return bytes;
  }
  void say(std::string_view text) { socket_.send(frame(WsOpcode::text, text)); }
  void say(WsOpcode opcode, std::string_view payload) { socket_.send(frame(opcode, payload)); }

  /// The next frame; "" at the end of the stream.
  std::string heard() {
    for (;;) {
      std::string_view input = unread_;
      const auto step = reader_.next(input);
      std::string shown = show(step, message_);
      const bool needs_more = std::holds_alternative<wire::WsNeedMore>(step);
      unread_ = std::string(input);
      if (!shown.empty()) return shown;
      if (!needs_more) continue;
      const auto bytes = socket_.read_some();
      if (bytes.empty()) return "";
      unread_ += bytes;
    }
  }

  [[nodiscard]] RawClient& socket() { return socket_; }

 private:
  static std::string show(const wire::WsStep& step, std::string& message) {
    if (const auto* begin = std::get_if<wire::WsMessageBegin>(&step)) message = begin->is_text ? "text " : "binary ";
    if (const auto* bytes = std::get_if<wire::WsMessageBytes>(&step)) message += bytes->bytes;
    if (std::holds_alternative<wire::WsMessageEnd>(step)) return std::exchange(message, "");
    if (const auto* ping = std::get_if<wire::WsPing>(&step)) return "ping " + std::string(ping->payload);
    if (const auto* pong = std::get_if<wire::WsPong>(&step)) return "pong " + std::string(pong->payload);
    if (const auto* close = std::get_if<wire::WsClose>(&step))
      return "close " + std::to_string(close->code.value_or(1005)) + " " + std::string(close->reason);
    if (const auto* wrong = std::get_if<wire::WsViolation>(&step)) return "wrong: " + wrong->what;
    return "";
  }

  RawClient socket_;
  std::string head_;
  wire::WsMessageReader reader_{wire::WsRole::client};
  std::string unread_;
  std::string message_;  // that is not whole
};

TEST(DialogueOnSockets, SaysWhatItsTapeSaysWhenTheClientSaysWhatIsExpected) {
  const auto server = serving(
      "[{send: hello}, {expect: {type: ask}}, {send: {answer: 42}}, {ping: p}, {send: !b64 /w==}, "
      "{close: {code: 1000, reason: done}}]");
  WsClient client(server);
  EXPECT_THAT(client.head(), AllOf(StartsWith("HTTP/1.1 101 Switching Protocols\r\n"),
                                   HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")));
  EXPECT_EQ(client.heard(), "text hello");
  client.say(R"({"type":"other"})");
  client.say(R"({"type":"ask","n":1})");
  EXPECT_EQ(client.heard(), R"(text {"answer":42})");
  EXPECT_EQ(client.heard(), "ping p");
  EXPECT_EQ(client.heard(), "binary \xFF");
  EXPECT_EQ(client.heard(), "close 1000 done");
  client.say(WsOpcode::close, wire::ws_close_payload(1000));
  EXPECT_EQ(client.heard(), "");
  EXPECT_EQ(client.socket().end(), ReadEnd::fin);
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().at(0);
  EXPECT_EQ(entry.exchange, "talk");
  EXPECT_EQ(entry.status, 101);
  EXPECT_EQ(entry.end->ending, Ending::complete);
  EXPECT_FALSE(entry.end->is_cut_short);
}

TEST(DialogueOnSockets, TakesWhatTheClientSaysBeforeItIsAsked) {
  const auto server = serving("[{expect: {n: 1}}, {send: one}, {wait: 1ms}, {expect: {n: 2}}, {send: two}]");
  WsClient client(server, "/ws", WsClient::frame(WsOpcode::text, R"({"n":1})"));
  client.say(R"({"n":2})");
  EXPECT_EQ(client.heard(), "text one");
  EXPECT_EQ(client.heard(), "text two");
}

TEST(DialogueOnSockets, AnswersPingsAndTheClientsCloseWhateverItSays) {
  const auto server = serving("[{send: hello}, {expect: {never: true}}]");
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text hello");
  client.say(WsOpcode::ping, "there?");
  EXPECT_EQ(client.heard(), "pong there?");
  client.say(WsOpcode::close, wire::ws_close_payload(4003, "enough"));
  EXPECT_EQ(client.heard(), "close 4003 ");
  EXPECT_EQ(client.heard(), "");
  EXPECT_EQ(client.socket().end(), ReadEnd::fin);
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  EXPECT_TRUE(server.journal().entries().at(0).end->is_cut_short) << "not all was said";
}

TEST(DialogueOnSockets, StaysOpenWhenAllIsSaid) {
  const auto server = serving("[{send: all}]");
  for (const bool is_orderly : {true, false}) {
    WsClient client(server);
    EXPECT_EQ(client.heard(), "text all");
    client.say(WsOpcode::ping, "1");
    EXPECT_EQ(client.heard(), "pong 1");
    client.say("whatever");
    if (is_orderly) {
      client.say(WsOpcode::close, "");
      EXPECT_EQ(client.heard(), "close 1005 ");
    } else {
      client.socket().close();
    }
  }
  ASSERT_TRUE(server.journal().wait_for_ended(2, 30s));
  for (const auto& entry : server.journal().entries())
    EXPECT_EQ(entry.end->ending, Ending::complete);
}

TEST(DialogueOnSockets, ClosesWhereWhatIsExpectedDoesNotCome) {
  const auto server = serving("[{expect: {type: ask}, within: 30ms}, {send: never}]");
  WsClient client(server);
  client.say("something else");
  EXPECT_EQ(client.heard(), R"(close 1008 wiretape: 1 other message came, but none that is {"type":"ask"})");
  EXPECT_EQ(client.heard(), "");
  EXPECT_EQ(client.socket().end(), ReadEnd::fin);
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  EXPECT_TRUE(server.journal().entries().at(0).end->is_cut_short);
}

TEST(DialogueOnSockets, ClosesOnAClientThatBreaksTheStandard) {
  const auto server = serving("[{send: hello}]");
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text hello");
  std::string unmasked;
  wire::append_ws_frame(unmasked, {.opcode = WsOpcode::text}, "x");
  client.socket().send(unmasked);
  EXPECT_THAT(client.heard(), StartsWith("close 1002 "));
  EXPECT_EQ(client.heard(), "");
}

TEST(DialogueOnSockets, DoesNotWaitForTheCloseOfAClientThatHasLeft) {
  const auto server = serving("[{close: {code: 1000}}]");
  WsClient client(server);
  EXPECT_EQ(client.heard(), "close 1000 ");
  client.socket().shut_down_sending();
  EXPECT_EQ(client.heard(), "");
}

TEST(DialogueOnSockets, FaultsHitItsBytes) {
  for (const auto& [fault, heard, end] : std::vector<std::tuple<std::string, std::vector<std::string>, ReadEnd>>{
           {"{do: fin, at: {event: 2}}", {"text one", ""}, ReadEnd::fin},
           {"{do: reset, at: {event: 2}}", {"text one", ""}, ReadEnd::reset},
           {"{do: fin, at: {byte: 3}}", {""}, ReadEnd::fin},
       }) {
    const auto server = serving("[{send: one}, {send: two}]", "  faults: [" + fault + "]\n");
    WsClient client(server);
    for (const auto& each : heard)
      EXPECT_EQ(client.heard(), each) << fault;
    EXPECT_EQ(client.socket().end(), end) << fault;
    ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
    EXPECT_THAT(server.journal().entries().at(0).faults, SizeIs(1));
  }
}

TEST(DialogueOnSockets, IsHeldAndReleasedAsAStreamIs) {
  auto server = serving("[{send: one}, {send: two}]", "  faults: [{do: hold, at: {event: 2}}]\n");
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text one");
  ASSERT_TRUE(server.wait_held(1, 30s));
  client.say(WsOpcode::ping, "while it is held");
  EXPECT_EQ(client.heard(), "pong while it is held");
  server.release();
  EXPECT_EQ(client.heard(), "text two");
}

TEST(DialogueOnSockets, PlaysWithoutWaitingWhereItIsInstant) {
  const auto server =
      serving("[{send: one}, {wait: 1m}, {send: two}, {expect: {}}, {wait: 1m}, {send: three}]", "", true);
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text one");
  EXPECT_EQ(client.heard(), "text two");
  client.say("go on");
  EXPECT_EQ(client.heard(), "text three");
}

TEST(DialogueOnSockets, ARequestThatOpensNoneIsToldSo) {
  const auto server = serving("[{send: hello}]");
  const auto answer_to = [&](std::string_view method, std::string_view fields) {
    RawClient client(server.port());
    client.send(std::string(method) + " /ws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + std::string(fields) +
                "\r\n");
    return client.read_all();
  };
  EXPECT_THAT(answer_to("GET", ""), AllOf(StartsWith("HTTP/1.1 426 "), HasSubstr("wiretape_no_websocket"),
                                          HasSubstr("exchange 'talk' is a WebSocket")));
  EXPECT_THAT(answer_to("GET", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n"),
              AllOf(StartsWith("HTTP/1.1 426 "), HasSubstr("ebSocket-Version: 13\r\n")));
  EXPECT_THAT(answer_to("POST", "Content-Length: 0\r\n"), StartsWith("HTTP/1.1 404 ")) << "its rule asks for GET";
}

/// Two messages and the good-bye, broken by a plan.
MockServer broken_by(const std::string& faults) {
  return serving("[{send: one}, {send: two}, {expect_text: go}, {close: {}}]", "  faults: [" + faults + "]\n");
}

TEST(DialogueOnSockets, IsClosedByAFault) {
  const auto server = broken_by("{do: ws_close, at: {event: 2}, code: 1013, reason: later}");
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text one");
  EXPECT_EQ(client.heard(), "close 1013 later");
  client.say(WsOpcode::close, wire::ws_close_payload(1013));
  EXPECT_EQ(client.heard(), "");
  EXPECT_EQ(client.socket().end(), ReadEnd::fin);
}

TEST(DialogueOnSockets, LosesDoublesAndSwapsMessages) {
  for (const auto& [faults, first, second] :
       {std::tuple("{do: drop, at: {event: 1}}", "text two", ""),
        std::tuple("{do: duplicate, at: {event: 1}}", "text one", "text one"),
        std::tuple("{do: swap, at: {event: 1}}", "text two", "text one"),
        std::tuple("{do: comment_flood, at: {event: 1}, count: 1, comment: hey}", "ping hey", "text one"),
        std::tuple("{do: split_message, at: {event: 1}, frames: 3}", "text one", "text two"),
        std::tuple("{do: split_message, at: {event: 1}, pings: true}", "ping between", "text one"),
        std::tuple("{do: invalid_utf8, at: {event: 1}}", "wrong: a text message that is not UTF-8", ""),
        std::tuple("{do: bad_frame, at: {event: 2}}", "text one", "wrong: a frame of the reserved opcode 3")}) {
    const auto server = broken_by(faults);
    WsClient client(server);
    EXPECT_EQ(client.heard(), first) << faults;
    if (*second != '\0') EXPECT_EQ(client.heard(), second) << faults;
  }
}

TEST(DialogueOnSockets, IsRefusedByAStatus) {
  const auto server = broken_by("{do: status, code: 429, retry_after: 1s}");
  const WsClient client(server);
  EXPECT_THAT(client.head(), AllOf(StartsWith("HTTP/1.1 429 "), HasSubstr("retry-after: 1\r\n")));
}

TEST(DialogueOnSockets, EchoesWhatTheClientSays) {
  auto tape = tape::tape_of(
      "wiretape: 1\nexchanges: [{request: {path: /ws}, websocket: {echo: true, dialogue: [{send: hello}]}}]\n");
  const auto server = std::get<MockServer>(MockServer::start({std::move(tape)}, {}));
  WsClient client(server);
  EXPECT_EQ(client.heard(), "text hello");
  const std::string large(200'000, 'x');
  client.say("one");
  client.say(WsOpcode::binary, large);
  client.say(WsOpcode::text, "");
  EXPECT_EQ(client.heard(), "text one");
  EXPECT_EQ(client.heard(), "binary " + large);
  EXPECT_EQ(client.heard(), "text ");
}

/// What a client hears that offers to pack, up to so many messages.
std::vector<wire::WsMessage> heard_packed(const std::string& members, const std::vector<std::string>& says,
                                          std::size_t count) {
  auto tape =
      tape::tape_of("wiretape: 1\nexchanges: [{request: {path: /ws}, websocket: {deflate: true, " + members + "}}]\n");
  const auto server = std::get<MockServer>(MockServer::start({std::move(tape)}, {}));
  RawClient socket(server.port());
  socket.send("GET /ws HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Extensions: permessage-deflate\r\n" + std::string(opening) +
              "\r\n");
  const auto head = socket.read_until("\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("permessage-deflate"));
  const bool is_alone = head.find("server_no_context_takeover") != std::string::npos;
  wire::WsDeflater deflater(15, true);
  for (const std::string& text : says) {
    std::string packed;
    deflater.append(packed, text);
    deflater.end_message(packed);
    std::string frame;
    wire::append_ws_frame(frame, {.rsv = wire::ws_rsv1, .mask = wire::WsMaskKey{1, 2, 3, 4}}, packed);
    socket.send(frame);
  }
  std::string bytes;
  wire::WsReading reading;
  while (reading.messages.size() < count && reading.violations.empty()) {
    const std::string more = socket.read_some();
    if (more.empty()) break;
    bytes += more;
    reading =
        wire::read_ws({bytes}, wire::WsRole::client, {}, wire::WsDeflateParams{.server_no_context_takeover = is_alone});
  }
  EXPECT_THAT(bytes, StartsWith("\xC1")) << "packed";
  return reading.messages;
}

TEST(DialogueOnSockets, SpeaksAndHearsPackedMessages) {
  const std::string text = "said and said again";
  EXPECT_THAT(
      heard_packed("dialogue: [{send: " + text + "}, {send: " + text + "}, {expect_text: yes it is}, {send: good}]",
                   {"no", "yes it is"}, 3),
      ElementsAre(wire::WsMessage{true, text}, wire::WsMessage{true, text}, wire::WsMessage{true, "good"}));
}

TEST(DialogueOnSockets, EchoesPackedMessages) {
  EXPECT_THAT(
      heard_packed("echo: true, dialogue: []", {"one one", "one one", ""}, 3),
      ElementsAre(wire::WsMessage{true, "one one"}, wire::WsMessage{true, "one one"}, wire::WsMessage{true, ""}));
}

TEST(DialogueOnSockets, PacksNothingForWhoDoesNotOfferIt) {
  auto tape = tape::tape_of(
      "wiretape: 1\nexchanges: [{request: {path: /ws}, websocket: {deflate: true, dialogue: [{send: plain}]}}]\n");
  const auto server = std::get<MockServer>(MockServer::start({std::move(tape)}, {}));
  WsClient client(server);
  EXPECT_EQ(client.head().find("permessage-deflate"), std::string::npos);
  EXPECT_EQ(client.heard(), "text plain");
}

}  // namespace
}  // namespace wiretape::mockserver
