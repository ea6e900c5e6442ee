#include "wiretape/core/program/sse_body.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using provider::MarkKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(AnnotatedSseBody, KeepsTheBytesAndFindsEventsAndComments) {
  const std::string bytes = ": ping\n\ndata: a\n\nevent: x\r\ndata: b\r\n\r\n\n:c\ndata: d\n\ndata: cut";
  const Body body = annotated_sse_body(bytes, nullptr);
  EXPECT_EQ(body.bytes, bytes);
  EXPECT_THAT(body.event_starts, ElementsAre(bytes.find("data: a"), bytes.find("event: x"), bytes.find("data: d")));
  EXPECT_THAT(body.comment_starts, ElementsAre(0, bytes.find(":c")));
  EXPECT_THAT(body.marks, IsEmpty());
}

TEST(AnnotatedSseBody, FindsACommentInsideAnEvent) {
  const std::string bytes = "data: a\n: in\r\ndata: b\n\n";
  const Body body = annotated_sse_body(bytes, nullptr);
  EXPECT_THAT(body.event_starts, ElementsAre(0));
  EXPECT_THAT(body.comment_starts, ElementsAre(8));
}

TEST(AnnotatedSseBody, BeginsAfterAByteOrderMark) {
  EXPECT_THAT(annotated_sse_body("\xEF\xBB\xBF"
                                 "data: a\n\n",
                                 nullptr)
                  .event_starts,
              ElementsAre(3));
}

TEST(AnnotatedSseBody, TakesTheDialectsMarks) {
  const std::string chunk = R"(data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]})";
  const std::string bytes = ": hi\n\n" + chunk + "\n\ndata: [DONE]\n\ndata: more";
  const Body body = annotated_sse_body(bytes, provider::find_dialect("openai.chat"));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::first_text, 1, 6}));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::before_done, 1, bytes.find("data: [DONE]")}));
  EXPECT_THAT(body.marks, Contains(BodyMark{MarkKind::after_done, 1, bytes.find("data: more")}));
}

TEST(AnnotatedSseBody, FindsNothingInOtherBytes) {
  for (const std::string& bytes :
       {std::string(), std::string("{\"a\": 1}\n{\"b\": 2}\n"), std::string("\xFF\0\r", 3)}) {
    const Body body = annotated_sse_body(bytes, provider::find_dialect("openai.chat"));
    EXPECT_EQ(body.bytes, bytes);
    EXPECT_THAT(body.event_starts, IsEmpty());
    EXPECT_THAT(body.comment_starts, IsEmpty());
  }
}

}  // namespace
}  // namespace wiretape::program
