#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

TEST(MissingBlankLine, JoinsTwoEvents) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a", "b", "c"}), "missing_blank_line:event=2")),
            "data: a\ndata: b\n\ndata: c\n\n");
  for (const compile::StreamForTest& each :
       {compile::openai_chat_for_test(), compile::anthropic_messages_for_test(), compile::bare_stream_for_test()}) {
    EXPECT_EQ(each.broken_body("missing_blank_line"), compile::with(each.body(), "\n" + each.first(), each.first()))
        << each.name;
  }
}

TEST(MissingBlankLine, JoinsARecordingsEvents) {
  const std::string a = "id: 1\r\ndata: a\r\n\r\n";
  const std::string b = "data: b\r\n\r\n";
  EXPECT_EQ(compile::body_of(compile::broken(compile::recorded_for_test({a, b}), "missing_blank_line:event=2")),
            "id: 1\r\ndata: a\r\ndata: b\r\n\r\n");
}

TEST(MissingBlankLine, ReadsAsOneEvent) {
  const auto events =
      program::recorded_events(
          compile::body_of(compile::broken(compile::events_for_test({"a", "b"}), "missing_blank_line:event=2")),
          wire::Framing::sse, nullptr)
          .events;
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<provider::DataEvent>(events[0]).data, "a\nb");
}

TEST(MissingBlankLine, TakesThoseOfCommentsBetweenTheTwo) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::recorded_for_test({"data: a\n\n: hi\n\n\ndata: b\n\n"}),
                                             "missing_blank_line:event=2")),
            "data: a\n: hi\ndata: b\n\n");
}

TEST(MissingBlankLine, KeepsFragmentsAndPlacesOnTheEvents) {
  EXPECT_THAT(compile::chunks_of(compile::broken(compile::events_for_test({"a", "b"}), "missing_blank_line:event=2")),
              ElementsAre("data: a\n", "data: b\n\n"));
  EXPECT_EQ(compile::body_of(
                compile::broken(compile::events_for_test({"a", "b"}), "missing_blank_line:event=2,reset:event=2")),
            "data: a\n");
}

TEST(MissingBlankLine, StandsBeforeTheFirstTextByItself) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "missing_blank_line"),
            compile::broken(compile::reply_for_test(), "missing_blank_line:text=1"));
}

TEST(MissingBlankLine, NeedsAnEventOnEitherSide) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a", "b"}), "missing_blank_line:event=1").found,
            "no event before the place");
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a", "b"}), "missing_blank_line:at=end").found,
            "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
