#include "wiretape/core/provider/shared/mark_collector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(EventContent, LearnsFromDeltas) {
  EventContent content;
  content.add(MetadataDelta{"id", "model"});
  content.add(UsageDelta{"{}"});
  content.add(ErrorDelta{});
  content.add(UndecodableDelta{"bad", 0});
  EXPECT_EQ(content, EventContent{});
  content.add(TextDelta{0, "a"});
  content.add(TextDelta{1, "b"});
  EXPECT_EQ(content, (EventContent{.text_deltas = 2}));
  content.add(ReasoningDelta{0, "r"});
  content.add(RefusalDelta{0, "n"});
  content.add(FinishDelta{0, "stop"});
  content.add(TerminatorDelta{});
  EXPECT_EQ(content,
            (EventContent{.text_deltas = 2, .reasoning = true, .refusal = true, .finish = true, .terminator = true}));
}

TEST(EventContent, TellsAToolCallsBeginningFromItsArguments) {
  EventContent content;
  content.add(ToolCallDelta{0, 0, "call_1", "f", ""});
  EXPECT_EQ(content, EventContent{.tool_delta = true});
  content.add(ToolCallDelta{0, 0, "", "", "{"});
  EXPECT_EQ(content, (EventContent{.tool_delta = true, .tool_arguments = true}));
}

TEST(MarkCollector, MarksAnOrdinaryStream) {
  MarkCollector collector;
  collector.add(0, {});
  collector.add(1, {.reasoning = true});
  collector.add(2, {.text_deltas = 1});
  collector.add(4, {.text_deltas = 1});
  collector.add(5, {.tool_delta = true});
  collector.add(6, {.tool_delta = true, .tool_arguments = true});
  collector.add(7, {.tool_delta = true, .tool_arguments = true});
  collector.add(8, {.finish = true});
  collector.add(9, {});
  collector.add(10, {.terminator = true});
  EXPECT_THAT(
      collector.marks(),
      ElementsAre(Mark{MarkKind::delta, 1, 1}, Mark{MarkKind::reasoning, 1, 1}, Mark{MarkKind::delta, 2, 2},
                  Mark{MarkKind::first_text, 1, 2}, Mark{MarkKind::text, 1, 2}, Mark{MarkKind::delta, 3, 4},
                  Mark{MarkKind::text, 2, 4}, Mark{MarkKind::delta, 4, 5}, Mark{MarkKind::first_tool_delta, 1, 5},
                  Mark{MarkKind::delta, 5, 6}, Mark{MarkKind::tool_args, 1, 6}, Mark{MarkKind::delta, 6, 7},
                  Mark{MarkKind::before_finish, 1, 8}, Mark{MarkKind::after_finish, 1, 9},
                  Mark{MarkKind::before_done, 1, 10}, Mark{MarkKind::after_done, 1, 11}));
}

TEST(MarkCollector, MarksAnEventThatCarriesSeveralThings) {
  MarkCollector collector;
  collector.add(3, {.text_deltas = 2, .finish = true, .terminator = true});
  EXPECT_THAT(collector.marks(), ElementsAre(Mark{MarkKind::delta, 1, 3}, Mark{MarkKind::first_text, 1, 3},
                                             Mark{MarkKind::text, 1, 3}, Mark{MarkKind::text, 2, 3},
                                             Mark{MarkKind::before_finish, 1, 3}, Mark{MarkKind::before_done, 1, 3},
                                             Mark{MarkKind::after_finish, 1, 4}, Mark{MarkKind::after_done, 1, 4}));
}

TEST(MarkCollector, OnlyTheFirstFinishAndTerminatorCount) {
  MarkCollector collector;
  collector.add(0, {.finish = true});
  collector.add(1, {.finish = true});
  collector.add(2, {.terminator = true});
  collector.add(3, {.terminator = true});
  EXPECT_THAT(collector.marks(), ElementsAre(Mark{MarkKind::before_finish, 1, 0}, Mark{MarkKind::after_finish, 1, 1},
                                             Mark{MarkKind::before_done, 1, 2}, Mark{MarkKind::after_done, 1, 3}));
}

TEST(MarkCollector, MarksNothingWhereNothingIsCarried) {
  MarkCollector collector;
  collector.add(0, {});
  EXPECT_THAT(collector.marks(), IsEmpty());
}

}  // namespace
}  // namespace wiretape::provider
