#include "wiretape/core/program/stage/body.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using provider::CommentEvent;
using provider::DataEvent;
using provider::MarkKind;
using provider::PauseEvent;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

TEST(Encode, WritesEachKindOfEvent) {
  provider::Events events;
  events.events = {DataEvent{"", "one", {}}, CommentEvent{" ping"}, DataEvent{"named", "two\nlines", "7"}};
  const auto body = encode(events, wire::Framing::sse);
  EXPECT_EQ(body.bytes, "data: one\n\n: ping\n\nid: 7\nevent: named\ndata: two\ndata: lines\n\n");
  EXPECT_THAT(body.event_starts, ElementsAre(0, 19));
  EXPECT_THAT(body.comment_starts, ElementsAre(11));
  EXPECT_THAT(body.pauses, IsEmpty());
}

TEST(Encode, FieldsWithoutDataAreNoEvent) {
  provider::Events events;
  events.events = {provider::FieldsEvent{.retry = 3000}, DataEvent{"", "one", {}}, provider::FieldsEvent{.id = "7"}};
  const auto body = encode(events, wire::Framing::sse);
  EXPECT_EQ(body.bytes, "retry: 3000\n\ndata: one\n\nid: 7\n\n");
  EXPECT_THAT(body.event_starts, ElementsAre(13));
  EXPECT_THAT(body.comment_starts, ElementsAre(0, 24));
  EXPECT_EQ(encode(events, wire::Framing::ndjson).bytes, "one\n") << "lines have none";
}

TEST(Encode, KeepsPausesAndMarksAsOffsets) {
  provider::Events events;
  events.events = {DataEvent{"", "a", {}}, PauseEvent{250ms}, DataEvent{"", "b", {}}};
  events.marks = {{MarkKind::text, 1, 0}, {MarkKind::before_finish, 1, 2}, {MarkKind::after_finish, 1, 3}};
  const auto body = encode(events, wire::Framing::sse);
  EXPECT_THAT(body.pauses, ElementsAre(BodyPause{9, 250ms}));
  EXPECT_THAT(body.marks, ElementsAre(BodyMark{MarkKind::text, 1, 0}, BodyMark{MarkKind::before_finish, 1, 9},
                                      BodyMark{MarkKind::after_finish, 1, 18}));
}

TEST(Encode, GivesAnEmptyBodyForNoEvents) {
  const auto body = encode({}, wire::Framing::sse);
  EXPECT_THAT(body.bytes, IsEmpty());
  EXPECT_THAT(body.event_starts, IsEmpty());
}

TEST(VerbatimBody, KeepsTheBytes) {
  EXPECT_EQ(verbatim_body(std::string("a\0b", 3)).bytes, std::string("a\0b", 3));
}

TEST(Encode, TakesRecordedBytesInTheirOwnFramingOnly) {
  provider::Events events;
  events.events = {DataEvent{"", "a", {}, "data:a\r\n\r\n"}};
  EXPECT_EQ(encode(events, wire::Framing::sse).bytes, "data:a\r\n\r\n");
  EXPECT_EQ(encode(events, wire::Framing::ndjson).bytes, "a\n");
  EXPECT_EQ(encode(events, wire::Framing::websocket).bytes,
            "\x81\x01"
            "a");
}

TEST(Encode, EndsAnArray) {
  provider::Events events;
  events.events = {DataEvent{"", "1", {}}, DataEvent{"", "2", {}}};
  EXPECT_EQ(encode(events, wire::Framing::json_array).bytes, "[1\n,\r\n2\n]");
  EXPECT_EQ(encode({}, wire::Framing::json_array).bytes, "");
}

TEST(Encode, NotesWhatAWebSocketWaitsFor) {
  provider::Events events;
  events.events = {DataEvent{"", "a", {}}, provider::ExpectEvent{2, 5ms}, provider::CommentEvent{"p"}};
  const Body body = encode(events, wire::Framing::websocket);
  EXPECT_EQ(body.bytes,
            "\x81\x01"
            "a\x89\x01p");
  EXPECT_THAT(body.expects, ElementsAre(BodyExpect{3, {2, 5ms}}));
}

}  // namespace
}  // namespace wiretape::program
