#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

TEST(Swap, ExchangesTheEventWithTheNext) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test()) {
    EXPECT_EQ(each.broken_body("swap"),
              compile::with(each.body(), each.first() + each.second(), each.second() + each.first()))
        << each.name;
  }
}

TEST(Swap, LeavesCommentsWhereTheyAre) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  auto& events = std::get<tape::StreamResponse>(answer.answer).events;
  events.insert(events.begin() + 1, provider::CommentEvent{" ping"});
  EXPECT_EQ(compile::body_of(compile::broken(answer, "swap:event=1")), "data: b\n\n: ping\n\ndata: a\n\n");
}

TEST(Swap, LetsTheMarksGoWithTheirEvents) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    const compile::AnswerForTest answer = compile::reply_for_test(dialect);
    const std::string swapped = compile::body_of(compile::broken(answer, "swap:text=1"));
    const std::string second = compile::body_of(compile::broken(answer, "swap:text=1,reset:text=1"));
    const std::string first = compile::body_of(compile::broken(answer, "swap:text=1,reset:text=2"));
    EXPECT_EQ(first, compile::body_of(compile::broken(answer, "reset:text=1"))) << "text 2 comes first now";
    EXPECT_EQ(second,
              swapped.substr(0, compile::body_of(compile::broken(answer, "swap:text=1,reset:text=3")).size() -
                                    (compile::body_of(compile::broken(answer, "reset:text=2")).size() - first.size())));
  }
}

TEST(Swap, KeepsAfterFinishBehindTheFinish) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  const std::string body = compile::body_of(compile::broken(answer, "swap:at=before_finish,reset:at=after_finish"));
  EXPECT_NE(body.find("\"finish_reason\":\"tool_calls\""), std::string::npos);
  EXPECT_EQ(compile::body_of(compile::broken(answer, "swap:at=before_finish,reset:at=before_finish"))
                .find("\"finish_reason\":\"tool"),
            std::string::npos);
}

TEST(Swap, NeedsTwoEvents) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a", "b"}), "swap:event=2").found,
            "only one event behind the place");
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a", "b"}), "swap:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
