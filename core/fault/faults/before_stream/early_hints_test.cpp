#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace std::chrono_literals;

const std::string hint = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload; as=style\r\n\r\n";

TEST(EarlyHints, ComeBeforeTheResponse) {
  for (compile::AnswerForTest answer : compile::answers_for_test()) {
    answer.delivery.first_byte = 7ms;
    const auto whole = compile::broken(answer, "");
    const auto program = compile::broken(answer, "early_hints");
    EXPECT_EQ(program.bytes, hint + whole.bytes);
    EXPECT_EQ(program.ending, whole.ending);
    EXPECT_EQ(program::play_in_memory(program).writes.front(), (program::PlayedWrite{7ms, hint}));
    EXPECT_EQ(compile::read_for_test(program.bytes).body, compile::read_for_test(whole.bytes).body);
  }
}

TEST(EarlyHints, ComeSeveralTimes) {
  const auto played = program::play_in_memory(compile::broken(compile::plain_for_test("abc"), "early_hints:count=3"));
  ASSERT_THAT(played.writes, SizeIs(4));
  for (std::size_t index = 0; index < 3; ++index)
    EXPECT_EQ(played.writes[index].bytes, hint);
}

TEST(EarlyHints, LeaveThePlacesOfTheBodyWhereTheyWere) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  EXPECT_EQ(compile::broken(answer, "early_hints,fin:event=2").bytes,
            hint + compile::broken(answer, "fin:event=2").bytes);
  EXPECT_EQ(compile::broken(answer, "fin:event=2,early_hints").bytes,
            hint + compile::broken(answer, "fin:event=2").bytes);
}

TEST(EarlyHints, CanBeCut) {
  EXPECT_EQ(compile::broken(compile::plain_for_test("abc"), "early_hints,fin:wire_byte=30").ending,
            wire::Ending::cut_in_head);
}

}  // namespace
}  // namespace wiretape::fault
