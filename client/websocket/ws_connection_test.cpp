// A client's end of a WebSocket in memory: handshake, messages, pings, closes and violations, at every split.

#include "wiretape/client/websocket/ws_connection.h"

#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/websocket/ws_server_for_test.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"

namespace wiretape::client {
namespace {

using testing::counting_random;
using ::testing::ElementsAre;
using testing::frames_of_client;
using ::testing::HasSubstr;
using testing::hear;
using ::testing::IsEmpty;
using testing::server_close;
using testing::server_frame;
using testing::server_text;
using ::testing::StartsWith;
using testing::ws_answer_to;
using testing::WsHearing;
using wire::Ending;
using wire::WsOpcode;

const WsHandshake handshake{.target = "/v1/responses?a=b", .fields = {{"host", "example.com"}}};

/// What a client makes of a response to the handshake and what follows it, whichever way they are cut.
WsHearing heard(const std::string& bytes, const WsHandshake& asked = handshake, wire::WsLimits limits = {}) {
  WsConnection whole(asked, limits, counting_random());
  const auto request = whole.take_output();
  const auto hearing = hear(whole, {bytes});
  for (std::size_t place = 1; place < bytes.size(); ++place) {
    WsConnection connection(asked, limits, counting_random());
    EXPECT_EQ(connection.take_output(), request);
    const std::string_view text = bytes;
    EXPECT_EQ(hear(connection, {text.substr(0, place), text.substr(place)}), hearing) << "cut at " << place;
  }
  WsConnection connection(asked, limits, counting_random());
  EXPECT_EQ(connection.take_output(), request);
  EXPECT_EQ(hear(connection, wire::pieces_of_size(bytes, 1)), hearing) << "byte by byte";
  return hearing;
}

/// The response that opens the handshake of a client with predictable numbers.
std::string answer(const WsHandshake& asked = handshake, const std::optional<wire::WsExtension>& deflate = {},
                   const std::optional<std::string>& subprotocol = {}) {
  return ws_answer_to(WsConnection(asked, {}, counting_random()).take_output(), deflate, subprotocol);
}

TEST(WsConnection, AsksToOpen) {
  WsConnection connection(handshake, {}, counting_random());
  EXPECT_TRUE(connection.has_output());
  const auto request = connection.take_output();
  EXPECT_THAT(request, StartsWith("GET /v1/responses?a=b HTTP/1.1\r\nhost: example.com\r\nUpgrade: websocket\r\n"));
  EXPECT_FALSE(connection.has_output());
  EXPECT_FALSE(connection.is_open());
  EXPECT_NE(WsConnection(handshake).take_output(), WsConnection(handshake).take_output()) << "a key for each";
}

TEST(WsConnection, TakesMessagesOfOneFrameAndOfSeveral) {
  const auto hearing =
      heard(answer() + server_text("one") + server_frame(WsOpcode::text, "t", false) +
            server_frame(WsOpcode::continuation, "w", false) + server_frame(WsOpcode::continuation, "o") +
            server_frame(WsOpcode::binary, "three") + server_text(""));
  EXPECT_THAT(hearing.steps, ElementsAre("opened", "text one", "text two", "binary three", "text "));
  EXPECT_THAT(hearing.sent, IsEmpty());
  EXPECT_EQ(hearing.ending_at_fin, Ending::closed);
}

TEST(WsConnection, AnswersTheLastPingThatWaits) {
  const auto ping = [](const char* payload) { return server_frame(WsOpcode::ping, payload); };
  const auto hearing = heard(answer() + ping("a") + server_frame(WsOpcode::text, "x", false) + ping("b") +
                             server_frame(WsOpcode::continuation, "y") + server_frame(WsOpcode::pong, "unasked"));
  EXPECT_THAT(hearing.steps, ElementsAre("opened", "text xy"));
  EXPECT_THAT(frames_of_client(hearing.sent), ElementsAre("pong b"));
}

TEST(WsConnection, AnswersACloseWithItsCode) {
  for (const auto& [sent, step, reply] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {server_close(1000, "done"), "close 1000 done", "close 1000 "},
           {server_close(1011, "out of memory"), "close 1011 out of memory", "close 1011 "},
           {server_frame(WsOpcode::close, ""), "close none ", "close none "},
           {server_close(4321), "close 4321 ", "close 4321 "}}) {
    const auto hearing = heard(answer() + server_text("a") + sent + server_text("too late"));
    EXPECT_THAT(hearing.steps, ElementsAre("opened", "text a", step));
    EXPECT_THAT(frames_of_client(hearing.sent), ElementsAre(reply));
    EXPECT_EQ(hearing.ending_at_fin, Ending::complete);
  }
}

TEST(WsConnection, ClosesOnceAndSaysNothingBehindIt) {
  WsConnection connection(handshake, {}, counting_random());
  const auto opened = ws_answer_to(connection.take_output());
  EXPECT_THAT(hear(connection, {opened}).steps, ElementsAre("opened"));
  EXPECT_TRUE(connection.is_open());
  connection.send(true, "first");
  connection.close(1000, "OK");
  connection.close(1001);
  connection.send(true, "behind");
  EXPECT_FALSE(connection.is_open());
  EXPECT_THAT(frames_of_client(connection.take_output()), ElementsAre("text first", "close 1000 OK"));
  const auto rest =
      hear(connection, {server_frame(WsOpcode::ping, "?") + server_text("on its way") + server_close(1000)});
  EXPECT_THAT(rest.steps, ElementsAre("text on its way", "close 1000 "));
  EXPECT_THAT(rest.sent, IsEmpty());
}

struct Violation {
  std::string sent;  ///< behind the response and a first message
  int code;
  std::string what;
};

TEST(WsConnection, ClosesWhatIsAgainstTheStandard) {
  std::string masked;
  wire::append_ws_frame(masked, {.mask = wire::WsMaskKey{1, 2, 3, 4}}, "x");
  std::string reserved;
  wire::append_ws_frame(reserved, {.rsv = wire::ws_rsv1}, "x");
  const wire::WsLimits limits{.frame = 40, .message = 60};
  const auto part = [](WsOpcode opcode) { return server_frame(opcode, std::string(40, 'x'), false); };
  for (const auto& [sent, code, what] : {
           Violation{masked, 1002, "mask"},
           Violation{reserved, 1002, "reserved bit"},
           Violation{server_frame(static_cast<WsOpcode>(3), ""), 1002, "opcode 3"},
           Violation{server_frame(static_cast<WsOpcode>(11), ""), 1002, "opcode 11"},
           Violation{server_frame(WsOpcode::ping, std::string(126, 'x')), 1002, "7 bits"},
           Violation{server_frame(WsOpcode::ping, "", false), 1002, ""},
           Violation{server_frame(WsOpcode::continuation, "x"), 1002, ""},
           Violation{server_frame(WsOpcode::text, "x", false) + server_text("y"), 1002, ""},
           Violation{server_frame(WsOpcode::close, "x"), 1002, "close"},
           Violation{server_close(1005), 1002, "1005"},
           Violation{server_close(1006), 1002, "1006"},
           Violation{server_close(999), 1002, "999"},
           Violation{server_close(1000, "\xFF"), 1007, "UTF-8"},
           Violation{server_text("a\xFF"), 1007, "UTF-8"},
           Violation{server_frame(WsOpcode::text, "\xF4\x90", false), 1007, "UTF-8"},
           Violation{server_text("\xE2\x82"), 1007, "inside a character"},
           Violation{server_text(std::string(41, 'x')), 1009, "40"},
           Violation{part(WsOpcode::text) + part(WsOpcode::continuation), 1009, "60"},
       }) {
    const auto hearing = heard(answer() + server_text("a") + sent, handshake, limits);
    ASSERT_EQ(hearing.steps.size(), 3U) << what;
    EXPECT_EQ(hearing.steps[1], "text a");
    EXPECT_THAT(hearing.steps[2], StartsWith("failure at "));
    EXPECT_THAT(hearing.steps[2], HasSubstr(what));
    EXPECT_THAT(frames_of_client(hearing.sent), ElementsAre("close " + std::to_string(code) + " "));
    EXPECT_EQ(hearing.ending_at_fin, Ending::malformed);
  }
}

TEST(WsConnection, SaysWhereInAllThatCame) {
  const auto before = answer() + server_text("a");
  const auto hearing = heard(before + server_text("b\xFF"));
  EXPECT_THAT(hearing.steps.back(), StartsWith("failure at " + std::to_string(before.size() + 3) + ": "));
}

TEST(WsConnection, HandsOutARefusal) {
  const auto hearing = heard("HTTP/1.1 401 Unauthorized\r\ncontent-length: 5\r\n\r\nno key");
  EXPECT_THAT(hearing.steps, ElementsAre("refused 401", "body no ke", "end"));
  EXPECT_THAT(hearing.sent, IsEmpty());
  EXPECT_THAT(heard("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").steps, ElementsAre("refused 200", "end"));
}

TEST(WsConnection, RefusesWhatOpensNoWebSocket) {
  const auto failure_of = [](const std::string& response) {
    const auto hearing = heard(response);
    EXPECT_THAT(hearing.sent, IsEmpty()) << "no frame before it is open";
    return hearing.steps.size() == 1 ? hearing.steps[0] : "";
  };
  const auto sound = answer();
  const auto broken = [&](const std::string& from, const std::string& to) {
    auto response = sound;
    return response.replace(response.find(from), from.size(), to);
  };
  EXPECT_THAT(failure_of(broken("websocket", "webSphere")), HasSubstr("Upgrade"));
  EXPECT_THAT(failure_of(broken("Connection: ", "Connectlon: ")), HasSubstr("Connection"));
  EXPECT_THAT(failure_of(ws_answer_to("GET / HTTP/1.1\r\nhost: a\r\nsec-websocket-key: x\r\n\r\n")),
              HasSubstr("Accept"));
  EXPECT_THAT(failure_of(answer(handshake, std::nullopt, "chat")), HasSubstr("chat"));
  EXPECT_THAT(failure_of(answer(handshake, wire::WsExtension{.name = "permessage-deflate"})), HasSubstr("deflate"));
  EXPECT_THAT(failure_of("SSH-2.0-OpenSSH_9\r\n"), StartsWith("failure at 0"));
}

TEST(WsConnection, KnowsWhatAFinWouldMean) {
  EXPECT_EQ(heard("").ending_at_fin, Ending::cut_in_head);
  EXPECT_EQ(heard("HTTP/1.1 101 Sw").ending_at_fin, Ending::cut_in_head);
  EXPECT_EQ(heard("HTTP/1.1 500 X\r\ncontent-length: 9\r\n\r\nabc").ending_at_fin, Ending::short_content_length);
  EXPECT_EQ(heard(answer()).ending_at_fin, Ending::closed);
  EXPECT_EQ(heard(answer() + server_text("abc").substr(0, 4)).ending_at_fin, Ending::short_content_length);
  EXPECT_EQ(heard(answer() + server_frame(WsOpcode::text, "a", false)).ending_at_fin, Ending::closed);
}

/// Both ways of context takeover, in both directions.
TEST(WsConnection, PacksAndUnpacksAsAgreed) {
  for (const bool server_keeps : {true, false}) {
    for (const bool client_keeps : {true, false}) {
      WsHandshake asked = handshake;
      asked.offer.deflate = wire::WsDeflateParams{.server_no_context_takeover = !server_keeps,
                                                  .client_no_context_takeover = !client_keeps};
      const auto choice =
          wire::choose_ws_deflate(std::vector{wire::ws_deflate_offer(*asked.offer.deflate)}, *asked.offer.deflate);
      ASSERT_TRUE(choice);
      wire::WsDeflater deflater(15, server_keeps);
      std::string sent = answer(asked, choice->answer);
      for (const char* const text : {"the same text", "the same text"}) {
        std::string packed;
        deflater.append(packed, text);
        deflater.end_message(packed);
        wire::append_ws_frame(sent, {.rsv = wire::ws_rsv1}, packed);
      }
      EXPECT_THAT(heard(sent + server_text("plain"), asked).steps,
                  ElementsAre("opened packed", "text the same text", "text the same text", "text plain"));

      WsConnection connection(asked, {}, counting_random());
      EXPECT_EQ(hear(connection, {ws_answer_to(connection.take_output(), choice->answer)}).steps.size(), 1U);
      connection.send(true, "said twice, said twice");
      const auto first = connection.take_output();
      connection.send(true, "said twice, said twice");
      const auto second = connection.take_output();
      EXPECT_EQ(second.size() < first.size(), client_keeps);
      EXPECT_THAT(frames_of_client(first + second, choice->params),
                  ElementsAre("text said twice, said twice", "text said twice, said twice"));
    }
  }
}

TEST(WsConnection, WhatUnpacksToMoreThanIsTakenIsClosedWith1009) {
  WsHandshake asked = handshake;
  asked.offer.deflate = wire::WsDeflateParams{};
  wire::WsDeflater deflater(15, true);
  std::string packed;
  deflater.append(packed, std::string(5'000, 'x'));
  deflater.end_message(packed);
  std::string sent = answer(asked, wire::WsExtension{.name = "permessage-deflate"});
  wire::append_ws_frame(sent, {.rsv = wire::ws_rsv1}, packed);
  const auto hearing = heard(sent, asked, {.frame = 1'000, .message = 1'000});
  EXPECT_THAT(hearing.steps.back(), StartsWith("failure at "));
  EXPECT_THAT(frames_of_client(hearing.sent), ElementsAre("close 1009 "));
}

TEST(WsConnection, EveryFrameHasAMaskOfItsOwn) {
  WsConnection connection(handshake, {}, ws_random);
  EXPECT_EQ(hear(connection, {ws_answer_to(connection.take_output())}).steps.size(), 1U);
  connection.send(true, "0123456789");
  const auto first = connection.take_output();
  connection.send(true, "0123456789");
  const auto second = connection.take_output();
  EXPECT_NE(first, second);
  connection.send(false, std::string_view("\0\1", 2));
  EXPECT_THAT(frames_of_client(connection.take_output()), ElementsAre(std::string("binary \0\1", 9)));
}

}  // namespace
}  // namespace wiretape::client
