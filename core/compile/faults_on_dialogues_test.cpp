// Faults of events, which act on a WebSocket's messages as on other events: what they leave is sound in its frames.

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::compile {
namespace {

using ::testing::ElementsAre;

/// "name: text" of each message and ping of a broken dialogue; a close as its code in two bytes.
std::vector<std::string> heard(std::string_view plan) {
  std::vector<std::string> all;
  const std::string frames = frames_of(broken(dialogue_for_test(), plan));
  std::size_t end = 0;
  for (const wire::FoundFrame& frame : wire::codec_of(wire::Framing::websocket).find(frames)) {
    all.push_back((frame.kind == wire::FoundFrame::Kind::comment ? "ping: " : "") + frame.data);
    end = frame.end;
  }
  EXPECT_EQ(end, frames.size()) << "frames without a gap: " << plan;
  return all;
}

const std::string hi = R"({"a":"Hi"})";
const std::string bytes = "\xFF\xFE";
const std::string bye =
    "\x03\xE8"
    "bye";

TEST(FaultsOnDialogues, ActOnMessages) {
  EXPECT_THAT(heard(""), ElementsAre(hi, "ping: p", bytes, bye));
  EXPECT_THAT(heard("drop:event=1"), ElementsAre("ping: p", bytes, bye));
  EXPECT_THAT(heard("drop:event=3"), ElementsAre(hi, "ping: p", bytes)) << "the close";
  EXPECT_THAT(heard("duplicate:event=2"), ElementsAre(hi, "ping: p", bytes, bytes, bye));
  EXPECT_THAT(heard("swap:event=1"), ElementsAre(bytes, "ping: p", hi, bye));
  EXPECT_THAT(heard("empty_data:event=1"), ElementsAre("", "ping: p", bytes, bye));
  EXPECT_THAT(heard("empty_data:event=2"), ElementsAre(hi, "ping: p", "", bye));
  EXPECT_THAT(heard("corrupt_json:event=1;how=missing_brace"), ElementsAre(R"({"a":"Hi")", "ping: p", bytes, bye));
  EXPECT_THAT(heard("invalid_utf8:event=1;how=no_such_byte"), ElementsAre("{\"a\":\"\xFFHi\"}", "ping: p", bytes, bye));
  EXPECT_THAT(heard("comment_flood:event=1;count=2;comment=x"),
              ElementsAre("ping: x", "ping: x", hi, "ping: p", bytes, bye));
  EXPECT_THAT(heard("end:event=2"), ElementsAre(hi, "ping: p"));
}

TEST(FaultsOnDialogues, KeepTheWaitsWhereTheyAre) {
  const auto expects_at = [](std::string_view plan) {
    std::vector<std::size_t> written;  // bytes behind the head, before each wait
    std::size_t bytes = 0;
    const auto program = broken(dialogue_for_test(), plan);
    const std::size_t head = program.bytes.size() - frames_of(program).size();
    for (const program::Step& step : program.steps) {
      if (const auto* write = std::get_if<program::WriteAction>(&step.action)) bytes += write->length;
      if (std::holds_alternative<program::ExpectAction>(step.action)) written.push_back(bytes - head);
    }
    return written;
  };
  EXPECT_THAT(expects_at(""), ElementsAre(12, 26));
  EXPECT_THAT(expects_at("duplicate:event=1"), ElementsAre(24, 38)) << "the second of the two is said before the wait";
  EXPECT_THAT(expects_at("drop:event=1"), ElementsAre(0, 14));
  EXPECT_THAT(expects_at("drop:event=3"), ElementsAre(12, 19)) << "without a close the client's is still waited for";
}

TEST(FaultsOnDialogues, KnowTheMarksOfADialectsReplies) {
  const AnswerForTest chat = reply_for_test();
  AnswerForTest answer{.answer = tape::Dialogue{.steps = {tape::SendReply{std::get<provider::Reply>(chat.answer)}}},
                       .dialect = chat.dialect};
  const auto messages = [&](std::string_view plan) {
    const std::string frames = frames_of(broken(answer, plan));
    return wire::codec_of(wire::Framing::websocket).find(frames);
  };
  EXPECT_EQ(messages("").back().data, "[DONE]");
  EXPECT_EQ(messages("fin:at=first_text").size(), messages("drop:at=first_text;count=1,fin:at=first_text").size());
  EXPECT_NE(messages("no_done").back().data, "[DONE]");
  EXPECT_THAT(messages("error:text=2").back().data, ::testing::StartsWith(R"({"error":)"));
}

TEST(FaultsOnDialogues, AreRefusedWhereAWebSocketHasNoPlaceForThem) {
  for (const std::string plan : {"gzip", "truncated_gzip", "bom", "line_ends", "content_type", "content_length",
                                 "no_space", "missing_blank_line", "multi_line_data"}) {
    EXPECT_EQ(misfit_of(dialogue_for_test(), plan).found, "'" + plan + "' in a stream of WebSocket messages");
  }
  EXPECT_EQ(misfit_of(dialogue_for_test(), "invalid_utf8:byte=3").found,
            "a byte among frames, which say how long they are");
}

}  // namespace
}  // namespace wiretape::compile
