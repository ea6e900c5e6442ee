#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

using namespace std::string_literals;

std::string split_by(const std::string& arguments) {
  return compile::frames_of(compile::broken(compile::dialogue_for_test(), "split_message:" + arguments));
}

TEST(SplitMessage, SendsItInFrames) {
  const std::string rest = compile::frames_of(compile::broken(compile::dialogue_for_test(), "")).substr(12);
  EXPECT_EQ(split_by("event=1"), "\x01\x05{\"a\":\x80\x05\"Hi\"}" + rest);
  EXPECT_EQ(split_by("event=1;frames=3"),
            "\x01\x03{\"a"
            "\x00\x03\":\"\x80\x04Hi\"}"s +
                rest);
  EXPECT_EQ(split_by("event=1;pings=true"),
            "\x01\x05{\"a\":\x89\x07"
            "between\x80\x05\"Hi\"}" +
                rest);
}

TEST(SplitMessage, SendsEmptyFramesWhereThereAreMoreThanBytes) {
  EXPECT_NE(split_by("event=2;frames=4").find("\x02\x00\x00\x01\xFF\x00\x00\x80\x01\xFE"s), std::string::npos);
}

TEST(SplitMessage, NeedsAMessageBehindThePlace) {
  EXPECT_EQ(compile::misfit_of(compile::dialogue_for_test(), "split_message:at=end").found,
            "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
