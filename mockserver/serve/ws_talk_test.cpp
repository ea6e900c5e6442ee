#include "wiretape/mockserver/serve/ws_talk.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::mockserver {
namespace {

using wire::WsOpcode;

std::string said(WsOpcode opcode, std::string_view payload, bool is_masked = true) {
  std::string bytes;
  wire::WsFrameHead head{.opcode = opcode};
  if (is_masked) head.mask = {1, 2, 3, 4};
  wire::append_ws_frame(bytes, head, payload);
  return bytes;
}

std::string answer(WsOpcode opcode, std::string_view payload) {
  return said(opcode, payload, false);
}

const tape::HeardMatcher any{{}};

tape::HeardMatcher text(const std::string& wanted) {
  return tape::HeardMatcher({.text = tape::TextRule{.text = wanted}});
}

TEST(WsTalk, KeepsMessagesUntilARuleTakesThem) {
  WsTalk talk;
  EXPECT_FALSE(talk.take(any));
  for (const char* message : {"a", "b", "c"})
    talk.hear(said(WsOpcode::text, message));
  EXPECT_EQ(talk.untaken(), 3U);
  EXPECT_FALSE(talk.take(text("d")));
  EXPECT_TRUE(talk.take(text("b"))) << "what came before is passed over";
  EXPECT_FALSE(talk.take(text("a")));
  EXPECT_TRUE(talk.take(text("c")));
  EXPECT_FALSE(talk.take(any));
}

TEST(WsTalk, HearsTheSameWhereverItIsCut) {
  const auto bytes = said(WsOpcode::text, "one") + said(WsOpcode::ping, "p") + said(WsOpcode::binary, "two") +
                     said(WsOpcode::close, wire::ws_close_payload(1001));
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    SCOPED_TRACE(cut);
    WsTalk talk;
    talk.hear(std::string_view(bytes).substr(0, cut));
    talk.hear(std::string_view(bytes).substr(cut));
    EXPECT_EQ(talk.to_say(), answer(WsOpcode::pong, "p"));
    EXPECT_TRUE(talk.take(text("one")));
    EXPECT_TRUE(talk.take(text("two")));
    EXPECT_TRUE(talk.has_closed());
  }
}

TEST(WsTalk, AnswersACloseWithItsCode) {
  for (const auto& payload : {std::string(), wire::ws_close_payload(4001, "why")}) {
    WsTalk talk;
    talk.hear(said(WsOpcode::close, payload));
    ASSERT_TRUE(talk.has_closed());
    EXPECT_FALSE(talk.is_over()) << "who closes first has it answered by whoever plays";
    talk.answer_close();
    talk.answer_close();
    EXPECT_EQ(talk.to_say(), answer(WsOpcode::close, payload.substr(0, 2)));
    EXPECT_TRUE(talk.is_over());
  }
}

TEST(WsTalk, ClosesOnAClientThatBreaksTheStandard) {
  WsTalk talk;
  talk.hear(said(WsOpcode::ping, "p") + said(WsOpcode::text, "unmasked", false) + said(WsOpcode::ping, "later"));
  EXPECT_TRUE(talk.is_over());
  EXPECT_TRUE(talk.to_say().starts_with(answer(WsOpcode::pong, "p") + "\x88")) << "what was said before goes first";
  EXPECT_NE(talk.to_say().find("\x03\xEA"), std::string_view::npos) << "1002";
  talk.said(3);
  EXPECT_TRUE(talk.to_say().starts_with("\x88"));
}

TEST(WsTalk, HasABoundForWhatNobodyTakesAndForPongsThatNobodyReads) {
  WsTalk talk;
  for (int message = 0; message < 40; ++message)
    talk.hear(said(WsOpcode::binary, std::string(std::size_t{1} << 20, static_cast<char>('0' + message))));
  EXPECT_EQ(talk.untaken(), 40U);
  EXPECT_FALSE(talk.take(text(std::string(std::size_t{1} << 20, '0')))) << "the oldest are gone";
  EXPECT_TRUE(talk.take(text(std::string(std::size_t{1} << 20, static_cast<char>('0' + 39)))));
  for (int ping = 0; ping < 10'000; ++ping)
    talk.hear(said(WsOpcode::ping, std::string(125, 'p')));
  EXPECT_LT(talk.to_say().size(), std::size_t{70} << 10);
}

TEST(WsTalk, CutsAReasonBetweenCharacters) {
  WsTalk talk;
  std::string reason(122, 'x');
  talk.close(1008, reason + "\xC3\xB6");
  EXPECT_EQ(talk.to_say(), answer(WsOpcode::close, wire::ws_close_payload(1008, reason)));
}

}  // namespace
}  // namespace wiretape::mockserver
