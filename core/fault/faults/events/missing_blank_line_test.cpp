#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;

TEST(MissingBlankLine, JoinsTwoEvents) {
  EXPECT_EQ(body_of(broken(events_for_test({"a", "b", "c"}), "missing_blank_line:event=2")),
            "data: a\ndata: b\n\ndata: c\n\n");
  for (const StreamForTest& each : {openai_chat_for_test(), anthropic_messages_for_test(), bare_stream_for_test()}) {
    EXPECT_EQ(each.broken_body("missing_blank_line"), with(each.body(), "\n" + each.first(), each.first()))
        << each.name;
  }
}

TEST(MissingBlankLine, JoinsARecordingsEvents) {
  const std::string a = "id: 1\r\ndata: a\r\n\r\n";
  const std::string b = "data: b\r\n\r\n";
  EXPECT_EQ(body_of(broken(recorded_for_test({a, b}), "missing_blank_line:event=2")),
            "id: 1\r\ndata: a\r\ndata: b\r\n\r\n");
}

TEST(MissingBlankLine, ReadsAsOneEvent) {
  const auto events = recorded_events(body_of(broken(events_for_test({"a", "b"}), "missing_blank_line:event=2")),
                                      wire::Framing::sse, nullptr)
                          .events;
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(std::get<provider::DataEvent>(events[0]).data, "a\nb");
}

TEST(MissingBlankLine, TakesThoseOfCommentsBetweenTheTwo) {
  EXPECT_EQ(body_of(broken(recorded_for_test({"data: a\n\n: hi\n\n\ndata: b\n\n"}), "missing_blank_line:event=2")),
            "data: a\n: hi\ndata: b\n\n");
}

TEST(MissingBlankLine, KeepsFragmentsAndPlacesOnTheEvents) {
  EXPECT_THAT(chunks_of(broken(events_for_test({"a", "b"}), "missing_blank_line:event=2")),
              ElementsAre("data: a\n", "data: b\n\n"));
  EXPECT_EQ(body_of(broken(events_for_test({"a", "b"}), "missing_blank_line:event=2,reset:event=2")), "data: a\n");
}

TEST(MissingBlankLine, StandsBeforeTheFirstTextByItself) {
  EXPECT_EQ(broken(reply_for_test(), "missing_blank_line"), broken(reply_for_test(), "missing_blank_line:text=1"));
}

TEST(MissingBlankLine, NeedsAnEventOnEitherSide) {
  EXPECT_EQ(misfit_of(events_for_test({"a", "b"}), "missing_blank_line:event=1").found, "no event before the place");
  EXPECT_EQ(misfit_of(events_for_test({"a", "b"}), "missing_blank_line:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::program
