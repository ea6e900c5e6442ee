#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

TEST(CommentFlood, ComesBeforeThePlace) {
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    EXPECT_EQ(each.broken_body("comment_flood", "count=3"),
              compile::with(each.body(), each.first(), ": ping\n\n: ping\n\n: ping\n\n" + each.first()))
        << each.name;
  }
}

TEST(CommentFlood, IsAThousandUnlessSaid) {
  std::string flood;
  for (int count = 0; count < 1'000; ++count)
    flood += ": ping\n\n";
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a"}), "comment_flood:event=1")),
            flood + "data: a\n\n");
}

TEST(CommentFlood, HasTheTextFilledUpToASize) {
  EXPECT_EQ(compile::body_of(
                compile::broken(compile::events_for_test({"a"}), "comment_flood:event=1;count=1;comment=hi;size=5")),
            ":hi...\n\ndata: a\n\n");
  EXPECT_EQ(compile::body_of(
                compile::broken(compile::events_for_test({"a"}), "comment_flood:event=1;count=1;comment=hello;size=2")),
            ":hello\n\ndata: a\n\n");
}

TEST(CommentFlood, IsAFragmentAComment) {
  EXPECT_THAT(compile::chunks_of(compile::broken(compile::events_for_test({"a"}), "comment_flood:event=1;count=2")),
              ElementsAre(": ping\n\n", ": ping\n\n", "data: a\n\n"));
}

TEST(CommentFlood, CountsForNoEvent) {
  EXPECT_EQ(compile::body_of(
                compile::broken(compile::events_for_test({"a", "b"}), "comment_flood:event=1;count=1,reset:event=2")),
            ": ping\n\ndata: a\n\n");
}

}  // namespace
}  // namespace wiretape::fault
