#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

TEST(NoSpace, LeavesOutTheBlankOfEachFieldFromThePlaceOn) {
  const auto bare = compile::bare_stream_for_test();
  EXPECT_EQ(bare.broken_body("no_space"),
            "data: {\"n\":1}\n\ndata:" + bare.data + "\n\ndata:" + bare.next + "\n\ndata:end\n\n");
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    std::string head = each.head;
    if (!head.empty()) head.erase(head.find(' '), 1);
    const std::string body = each.broken_body("no_space");
    const std::string first = head + "data:" + each.data + each.line_end + each.line_end;
    const std::string before = each.body().substr(0, each.body().find(each.first()));
    EXPECT_TRUE(body.starts_with(before + first)) << each.name;
    EXPECT_EQ(body.find(": ", before.size() + first.size()), body.npos) << each.name;
  }
}

TEST(NoSpace, BeginsAtTheStartByItself) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a: b", "c"}), "no_space")),
            "data:a: b\n\ndata:c\n\n");
}

TEST(NoSpace, LeavesABlankThatIsTheValuesOwn) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({" a", "", "b"}), "no_space")),
            "data:  a\n\ndata:\n\ndata:b\n\n");
}

TEST(NoSpace, LeavesCommentsAndALineBegunBeforeThePlace) {
  const std::string body = ": hi\n\nid: 1\ndata: a\n\n";
  EXPECT_EQ(compile::body_of(compile::broken(compile::recorded_for_test({body}), "no_space")),
            ": hi\n\nid:1\ndata:a\n\n");
  EXPECT_EQ(compile::body_of(compile::broken(compile::recorded_for_test({body}), "no_space:byte=7")),
            ": hi\n\nid: 1\ndata:a\n\n");
}

TEST(NoSpace, KeepsFragmentsOnTheEvents) {
  EXPECT_THAT(compile::chunks_of(compile::broken(compile::events_for_test({"a", "b"}), "no_space")),
              ElementsAre("data:a\n\n", "data:b\n\n"));
}

TEST(NoSpace, NeedsAStream) {
  compile::AnswerForTest plain = compile::reply_for_test();
  plain.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(compile::misfit_of(plain, "no_space").found, "an answer that is no stream of events");
}

}  // namespace
}  // namespace wiretape::fault
