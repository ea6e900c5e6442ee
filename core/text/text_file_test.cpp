#include "wiretape/core/text/text_file.h"

#include <sstream>
#include <string>
#include <variant>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(ReadText, ToTheEndOfWhatIsNotTooLong) {
  const std::string text = std::string(100'000, 'x') + '\n';
  std::istringstream stream(text);
  EXPECT_EQ(read_text(stream, text.size()), text);
}

TEST(ReadText, LittleMoreThanTheMostOfWhatIs) {
  std::istringstream endless(std::string(10'000'000, 'x'));
  const std::string text = read_text(endless, 1000);
  EXPECT_GT(text.size(), 1000U);
  EXPECT_LT(text.size(), 100'000U);
  EXPECT_TRUE(endless.good()) << "there is more";
}

TEST(ReadTextFile, SaysWhatTheSystemSays) {
  const auto read = read_text_file(::testing::TempDir() + "wiretape_no_such_file", 10);
  EXPECT_EQ(std::get<SystemError>(read).cause, "No such file or directory");
  EXPECT_EQ(std::get<SystemError>(read_text_file(::testing::TempDir(), 10)).cause, "Is a directory");
}

}  // namespace
}  // namespace wiretape::text
