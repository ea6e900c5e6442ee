#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::program {
namespace {

TEST(Swap, ExchangesTheEventWithTheNext) {
  for (const StreamForTest& each : framed_streams_for_test()) {
    EXPECT_EQ(each.broken_body("swap"), with(each.body(), each.first() + each.second(), each.second() + each.first()))
        << each.name;
  }
}

TEST(Swap, LeavesCommentsWhereTheyAre) {
  AnswerForTest answer = events_for_test({"a", "b"});
  auto& events = std::get<tape::StreamResponse>(answer.answer).events;
  events.insert(events.begin() + 1, provider::CommentEvent{" ping"});
  EXPECT_EQ(body_of(broken(answer, "swap:event=1")), "data: b\n\n: ping\n\ndata: a\n\n");
}

TEST(Swap, LetsTheMarksGoWithTheirEvents) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    const AnswerForTest answer = reply_for_test(dialect);
    const std::string swapped = body_of(broken(answer, "swap:text=1"));
    const std::string second = body_of(broken(answer, "swap:text=1,reset:text=1"));
    const std::string first = body_of(broken(answer, "swap:text=1,reset:text=2"));
    EXPECT_EQ(first, body_of(broken(answer, "reset:text=1"))) << "text 2 comes first now";
    EXPECT_EQ(second, swapped.substr(0, body_of(broken(answer, "swap:text=1,reset:text=3")).size() -
                                            (body_of(broken(answer, "reset:text=2")).size() - first.size())));
  }
}

TEST(Swap, KeepsAfterFinishBehindTheFinish) {
  const AnswerForTest answer = reply_for_test();
  const std::string body = body_of(broken(answer, "swap:at=before_finish,reset:at=after_finish"));
  EXPECT_NE(body.find("\"finish_reason\":\"tool_calls\""), std::string::npos);
  EXPECT_EQ(body_of(broken(answer, "swap:at=before_finish,reset:at=before_finish")).find("\"finish_reason\":\"tool"),
            std::string::npos);
}

TEST(Swap, NeedsTwoEvents) {
  EXPECT_EQ(misfit_of(events_for_test({"a", "b"}), "swap:event=2").found, "only one event behind the place");
  EXPECT_EQ(misfit_of(events_for_test({"a", "b"}), "swap:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::program
