#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace std::chrono_literals;

const std::string hint = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload; as=style\r\n\r\n";

TEST(EarlyHints, ComeBeforeTheResponse) {
  for (AnswerForTest answer : answers_for_test()) {
    answer.delivery.first_byte = 7ms;
    const auto whole = broken(answer, "");
    const auto program = broken(answer, "early_hints");
    EXPECT_EQ(program.bytes, hint + whole.bytes);
    EXPECT_EQ(program.ending, whole.ending);
    EXPECT_EQ(play_in_memory(program).writes.front(), (PlayedWrite{7ms, hint}));
    EXPECT_EQ(read_for_test(program.bytes).body, read_for_test(whole.bytes).body);
  }
}

TEST(EarlyHints, ComeSeveralTimes) {
  const auto played = play_in_memory(broken(plain_for_test("abc"), "early_hints:count=3"));
  ASSERT_THAT(played.writes, SizeIs(4));
  for (std::size_t index = 0; index < 3; ++index)
    EXPECT_EQ(played.writes[index].bytes, hint);
}

TEST(EarlyHints, LeaveThePlacesOfTheBodyWhereTheyWere) {
  const AnswerForTest answer = events_for_test({"a", "b"});
  EXPECT_EQ(broken(answer, "early_hints,fin:event=2").bytes, hint + broken(answer, "fin:event=2").bytes);
  EXPECT_EQ(broken(answer, "fin:event=2,early_hints").bytes, hint + broken(answer, "fin:event=2").bytes);
}

TEST(EarlyHints, CanBeCut) {
  EXPECT_EQ(broken(plain_for_test("abc"), "early_hints,fin:wire_byte=30").ending, wire::Ending::cut_in_head);
}

}  // namespace
}  // namespace wiretape::program
