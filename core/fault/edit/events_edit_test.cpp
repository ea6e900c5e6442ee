#include "wiretape/core/fault/edit/events_edit.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::fault {
namespace {

using provider::CommentEvent;
using provider::DataEvent;
using provider::Event;
using provider::Events;
using provider::Mark;
using provider::MarkKind;
using provider::PauseEvent;
using ::testing::ElementsAre;
using namespace std::chrono_literals;

Events events_for_test() {
  return {{DataEvent{"", "a", {}}, CommentEvent{"c"}, DataEvent{"", "b", {}}},
          {{MarkKind::text, 1, 0}, {MarkKind::text, 2, 2}, {MarkKind::after_done, 1, 3}}};
}

std::vector<std::size_t> mark_places(const Events& events) {
  std::vector<std::size_t> places;
  for (const Mark& mark : events.marks)
    places.push_back(mark.event);
  return places;
}

TEST(InsertEvents, MovesTheMarksAtAndBehindThePlace) {
  Events events = events_for_test();
  insert_events(events, 2, {DataEvent{"", "x", {}}, DataEvent{"", "y", {}}});
  EXPECT_THAT(events.events,
              ElementsAre(Event(DataEvent{"", "a", {}}), Event(CommentEvent{"c"}), Event(DataEvent{"", "x", {}}),
                          Event(DataEvent{"", "y", {}}), Event(DataEvent{"", "b", {}})));
  EXPECT_THAT(mark_places(events), ElementsAre(0, 4, 5));
}

TEST(InsertEvents, AppendsAtTheEnd) {
  Events events = events_for_test();
  insert_events(events, 3, {CommentEvent{"end"}});
  EXPECT_EQ(events.events.back(), Event(CommentEvent{"end"}));
  EXPECT_THAT(mark_places(events), ElementsAre(0, 2, 4));
}

TEST(EraseEvent, MovesTheMarksBehindIt) {
  Events events = events_for_test();
  erase_event(events, 0);
  EXPECT_EQ(events.events.size(), 2U);
  EXPECT_THAT(mark_places(events), ElementsAre(0, 1, 2));
}

TEST(NextDataEvent, PassesOverCommentsAndPauses) {
  Events events = events_for_test();
  EXPECT_EQ(next_data_event(events, 0), 0U);
  EXPECT_EQ(next_data_event(events, 1), 2U);
  EXPECT_EQ(next_data_event(events, 3), 3U);
  events.events.back() = PauseEvent{1s};
  EXPECT_EQ(next_data_event(events, 1), 3U);
}

std::string verbatim_with(std::string verbatim, const std::string& data) {
  DataEvent event{"", "old", {}, std::move(verbatim)};
  set_data(event, data);
  EXPECT_EQ(event.data, data);
  return event.verbatim;
}

TEST(SetData, LeavesAnEventThatWasNotRecordedWithoutBytes) {
  EXPECT_EQ(verbatim_with("", "new"), "");
}

TEST(SetData, KeepsOtherFieldsAndTheLineEnds) {
  EXPECT_EQ(verbatim_with("id: 7\r\nevent: x\r\ndata: old\r\nretry: 5\r\n\r\n", "new"),
            "id: 7\r\nevent: x\r\ndata: new\r\nretry: 5\r\n\r\n");
  EXPECT_EQ(verbatim_with("data:old\r\r", "new"), "data:new\r\r");
  EXPECT_EQ(verbatim_with("data: o\n: comment\ndata: ld\n\n", "new"), "data: new\n: comment\n\n");
}

TEST(SetData, WritesALineForEachLineOfTheData) {
  EXPECT_EQ(verbatim_with("data:old\n\n", "a\n b\r\nc\r"), "data:a\ndata:  b\ndata:c\ndata:\n\n");
  EXPECT_EQ(verbatim_with("data: old\n\n", ""), "data: \n\n");
  EXPECT_EQ(verbatim_with("data\n\n", "new"), "data:new\n\n");
}

}  // namespace
}  // namespace wiretape::fault
