#include "wiretape/core/program/stage/annotated_body.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/random.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::program {
namespace {

using provider::MarkKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AnnotatedBody, KeepsTheBytesAndFindsEventsAndComments) {
  const std::string bytes = ": ping\n\ndata: a\n\nevent: x\r\ndata: b\r\n\r\n\n:c\ndata: d\n\ndata: cut";
  const Body body = annotated_body(bytes, wire::Framing::sse, nullptr);
  EXPECT_EQ(body.bytes, bytes);
  EXPECT_THAT(body.event_starts, ElementsAre(bytes.find("data: a"), bytes.find("event: x"), bytes.find("data: d")));
  EXPECT_THAT(body.comment_starts, ElementsAre(0, bytes.find(":c")));
  EXPECT_THAT(body.marks, IsEmpty());
}

TEST(AnnotatedBody, FindsACommentInsideAnEvent) {
  const std::string bytes = "data: a\n: in\r\ndata: b\n\n";
  const Body body = annotated_body(bytes, wire::Framing::sse, nullptr);
  EXPECT_THAT(body.event_starts, ElementsAre(0));
  EXPECT_THAT(body.comment_starts, ElementsAre(8));
}

TEST(AnnotatedBody, BeginsAfterAByteOrderMark) {
  EXPECT_THAT(annotated_body("\xEF\xBB\xBF"
                             "data: a\n\n",
                             wire::Framing::sse, nullptr)
                  .event_starts,
              ElementsAre(3));
}

TEST(AnnotatedBody, TakesTheDialectsMarks) {
  const std::string chunk = R"(data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})";
  const std::string bytes = ": hi\n\n" + chunk + "\n\ndata: [DONE]\n\ndata: more";
  const Body body = annotated_body(bytes, wire::Framing::sse, provider::find_dialect("openai.chat"));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::first_text, 1, 6}));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::before_done, 1, bytes.find("data: [DONE]")}));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::after_done, 1, bytes.find("data: more")}));
}

TEST(AnnotatedBody, FindsNothingInOtherBytes) {
  for (const std::string& bytes :
       {std::string(), std::string("{\"a\": 1}\n{\"b\": 2}\n"), std::string("\xFF\0\r", 3)}) {
    const Body body = annotated_body(bytes, wire::Framing::sse, provider::find_dialect("openai.chat"));
    EXPECT_EQ(body.bytes, bytes);
    EXPECT_THAT(body.event_starts, IsEmpty());
    EXPECT_THAT(body.comment_starts, IsEmpty());
  }
}

using provider::CommentEvent;
using provider::DataEvent;
using provider::Event;

std::string encoded_again(const std::string& bytes) {
  return encode(recorded_events(bytes, wire::Framing::sse, nullptr), wire::Framing::sse).bytes;
}

TEST(RecordedEvents, HaveTheirBytesAndWhatTheySay) {
  const auto events = recorded_events(": hi\n\nid: 1\nevent: x\r\ndata: a\r\n\r\ndata:b\n: in\ndata: c\n\n",
                                      wire::Framing::sse, nullptr);
  EXPECT_THAT(events.events, ElementsAre(Event(CommentEvent{" hi", ": hi\n\n"}),
                                         Event(DataEvent{"x", "a", {}, "id: 1\nevent: x\r\ndata: a\r\n\r\n"}),
                                         Event(DataEvent{"", "b\nc", {}, "data:b\n: in\ndata: c\n\n"})));
}

TEST(RecordedEvents, TakesForACommentWhatIsNoEvent) {
  const auto events = recorded_events(
      "\xEF\xBB\xBF"
      "data: a\n\n\ndata: cut",
      wire::Framing::sse, nullptr);
  EXPECT_THAT(events.events,
              ElementsAre(Event(CommentEvent{"", "\xEF\xBB\xBF"}), Event(DataEvent{"", "a", {}, "data: a\n\n\n"}),
                          Event(CommentEvent{"", "data: cut"})));
}

TEST(RecordedEvents, HaveTheDialectsMarks) {
  const std::string chunk = R"(data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})";
  const auto events =
      recorded_events("\n" + chunk + "\n\ndata: [DONE]\n\n", wire::Framing::sse, provider::find_dialect("openai.chat"));
  EXPECT_THAT(events.marks, Contains(provider::Mark{MarkKind::first_text, 1, 1}));
  EXPECT_THAT(events.marks, Contains(provider::Mark{MarkKind::after_done, 1, 3}));
}

TEST(RecordedEvents, GiveTheBytesAgain) {
  for (const char* bytes :
       {"", "\n", "\r\n\r\n", "data: a\n\n", "data: a\r\n\r\ndata: b\r\n\r\n", "data: a\r\rdata: b\r\r",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        ": only\n", ":a\n:b\n\n:c", "event: x\n\ndata: a\n\n", "data: a\n: in\ndata: b\n\n\n\n", "data: cut",
        "data: a\n\n: tail", "{\"no\": \"stream\"}\n", "id: 1\nretry: 5\n\ndata: \xFF\n\n"}) {
    EXPECT_EQ(encoded_again(bytes), bytes);
  }
}

TEST(RecordedEvents, GiveAnyJunkAgain) {
  constexpr std::string_view parts[] = {"\n",    "\r", "\r\n",         ":",        "data", "data: a", "event: x",
                                        "id: 1", " ",  "\xEF\xBB\xBF", "retry: 5", "\xFF", "{",       "\n\n"};
  Random random(4);
  for (int round = 0; round < 5'000; ++round) {
    std::string bytes;
    for (auto left = random.between(0, 24); left > 0; --left)
      bytes += parts[random.between(0, std::size(parts) - 1)];
    ASSERT_EQ(encoded_again(bytes), bytes) << ::testing::PrintToString(bytes);
  }
}

}  // namespace
}  // namespace wiretape::program
