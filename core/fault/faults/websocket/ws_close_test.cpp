#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

using namespace std::string_literals;
using namespace std::chrono_literals;

const std::string greeting = "\x81\x0A{\"a\":\"Hi\"}";

std::string closed_by(const std::string& arguments) {
  return compile::frames_of(compile::broken(compile::dialogue_for_test(), "ws_close:" + arguments));
}

TEST(WsClose, ClosesBeforeThePlace) {
  EXPECT_EQ(closed_by("event=1"), "\x88\x02\x03\xF3");
  EXPECT_EQ(closed_by("event=2;code=1012;reason=later"), greeting + "\x89\x01p\x88\x07\x03\xF4later");
}

TEST(WsClose, SaysWhatNoFrameMaySay) {
  EXPECT_EQ(closed_by("at=start;code=1006"), "\x88\x02\x03\xEE");
  EXPECT_EQ(closed_by("at=start;code=0"), "\x88\x02\0\0"s);
  EXPECT_EQ(closed_by("at=start;reason=" + std::string(200, '.')), "\x88\x7D\x03\xF3" + std::string(123, '.'));
}

TEST(WsClose, WaitsForTheAnswerAndForNothingBehindThePlace) {
  const auto program = compile::broken(compile::dialogue_for_test(), "ws_close:at=start");
  ASSERT_EQ(program.steps.size(), 3U);
  EXPECT_EQ(program.steps[1].action, (program::Action{program::ExpectAction{std::nullopt, 5s}}));
  EXPECT_EQ(program.steps[2].action, (program::Action{program::FinAction{}}));
  const auto behind = compile::broken(compile::dialogue_for_test(), "ws_close:event=2");
  EXPECT_EQ(behind.steps[1].action, (program::Action{program::ExpectAction{0, 30s}})) << "what is before it stays";
}

TEST(WsClose, NeedsAWebSocket) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "ws_close:event=1").found,
            "'ws_close' in a stream of server-sent events");
}

}  // namespace
}  // namespace wiretape::fault
