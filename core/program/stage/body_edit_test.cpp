#include "wiretape/core/program/stage/body_edit.h"

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using provider::MarkKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

/// Two events with a comment between them, a mark and a pause before each event.
Body body_for_test() {
  Body body;
  body.bytes = "data: a\n\n:c\n\ndata: b\n\n";
  body.event_starts = {0, 13};
  body.comment_starts = {9};
  body.marks = {{MarkKind::text, 1, 0}, {MarkKind::text, 2, 13}};
  body.pauses = {{0, 1ms}, {13, 2ms}};
  return body;
}

std::vector<std::size_t> mark_offsets(const Body& body) {
  std::vector<std::size_t> offsets;
  for (const BodyMark& mark : body.marks)
    offsets.push_back(mark.offset);
  return offsets;
}

TEST(Replace, MovesWhatIsBehind) {
  Body body = body_for_test();
  replace(body, 6, 1, "xyz");
  EXPECT_EQ(body.bytes, "data: xyz\n\n:c\n\ndata: b\n\n");
  EXPECT_THAT(body.event_starts, ElementsAre(0, 15));
  EXPECT_THAT(body.comment_starts, ElementsAre(11));
  EXPECT_THAT(mark_offsets(body), ElementsAre(0, 15));
  EXPECT_THAT(body.pauses, ElementsAre(BodyPause{0, 1ms}, BodyPause{15, 2ms}));
}

TEST(Replace, LetsAnEventBeginBehindWhatIsPutInBeforeIt) {
  Body body = body_for_test();
  replace(body, 13, 0, "xy");
  EXPECT_THAT(body.event_starts, ElementsAre(0, 15));
  EXPECT_THAT(mark_offsets(body), ElementsAre(0, 13));
}

TEST(Replace, KeepsAStartWhoseFirstByteIsReplaced) {
  Body body = body_for_test();
  replace(body, 0, 1, "xd");
  EXPECT_THAT(body.event_starts, ElementsAre(0, 14));
  EXPECT_THAT(mark_offsets(body), ElementsAre(0, 14));
}

TEST(Replace, ForgetsWhatBeganInsideOfWhatIsGone) {
  Body body = body_for_test();
  replace(body, 9, 13, "");
  EXPECT_EQ(body.bytes, "data: a\n\n");
  EXPECT_THAT(body.event_starts, ElementsAre(0));
  EXPECT_THAT(body.comment_starts, IsEmpty());
  EXPECT_THAT(mark_offsets(body), ElementsAre(0, 9));
}

TEST(Replace, MovesMarksInsideBehindTheText) {
  Body body = body_for_test();
  replace(body, 10, 8, "123");
  EXPECT_THAT(body.event_starts, ElementsAre(0));
  EXPECT_THAT(body.comment_starts, ElementsAre(9));
  EXPECT_THAT(mark_offsets(body), ElementsAre(0, 13));
}

TEST(Replace, AppendsAtTheEnd) {
  Body body = body_for_test();
  replace(body, body.bytes.size(), 0, "end");
  EXPECT_EQ(body.bytes, body_for_test().bytes + "end");
  EXPECT_THAT(body.event_starts, ElementsAre(0, 13));
}

TEST(ReplaceAll, IsTheSameAsOneAfterTheOtherFromTheEnd) {
  const std::array<Replacement, 5> replacements{
      {{0, 0, "<"}, {7, 2, "\r\n\r\n"}, {9, 1, ""}, {11, 2, "\r"}, {13, 4, "DATA!"}}};
  Body at_once = body_for_test();
  replace_all(at_once, replacements);
  Body one_by_one = body_for_test();
  for (auto each = replacements.rbegin(); each != replacements.rend(); ++each)
    replace(one_by_one, each->offset, each->length, each->text);
  EXPECT_EQ(at_once.bytes, "<data: a\r\n\r\nc\rDATA!: b\n\n");
  EXPECT_EQ(at_once.bytes, one_by_one.bytes);
  EXPECT_EQ(at_once.event_starts, one_by_one.event_starts);
  EXPECT_EQ(at_once.comment_starts, one_by_one.comment_starts);
  EXPECT_EQ(at_once.marks, one_by_one.marks);
  EXPECT_EQ(at_once.pauses, one_by_one.pauses);
}

TEST(ReplaceAll, ChangesNothingWithoutReplacements) {
  Body body = body_for_test();
  replace_all(body, {});
  EXPECT_EQ(body.bytes, body_for_test().bytes);
  EXPECT_EQ(body.event_starts, body_for_test().event_starts);
}

TEST(EventEnd, IsWhereTheNextEventOrCommentBegins) {
  const Body body = body_for_test();
  EXPECT_EQ(event_end(body, 0), 9U);
  EXPECT_EQ(event_end(body, 1), body.bytes.size());
}

TEST(EventAt, IsTheLastThatBeginsAtOrBefore) {
  Body body = body_for_test();
  EXPECT_EQ(event_at(body, 0), 0U);
  EXPECT_EQ(event_at(body, 12), 0U);
  EXPECT_EQ(event_at(body, 13), 1U);
  body.event_starts = {13};
  EXPECT_EQ(event_at(body, 12), 1U) << "none: the number of events";
}

TEST(EventFrom, IsTheOneThatHoldsTheByteOrTheNext) {
  const Body body = body_for_test();
  EXPECT_EQ(event_from(body, 0), 0U);
  EXPECT_EQ(event_from(body, 8), 0U);
  EXPECT_EQ(event_from(body, 9), 1U) << "the comment holds it";
  EXPECT_EQ(event_from(body, 21), 1U);
  EXPECT_EQ(event_from(body, 22), 2U) << "none: the number of events";
  EXPECT_EQ(event_from(Body{}, 0), 0U);
}

}  // namespace
}  // namespace wiretape::program
