#include "cli/commands/run_safely.h"

#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include "cli/exit_code.h"

namespace wiretape::cli {
namespace {

/// What is said on standard error while an exception leaves the command.
template <class Exception>
std::string said_of(const Exception& exception) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(run_safely([&]() -> int { throw exception; }), exit_output);
  return ::testing::internal::GetCapturedStderr();
}

TEST(RunSafely, ReturnsTheExitCode) {
  EXPECT_EQ(run_safely([] { return 7; }), 7);
}

TEST(RunSafely, SaysWhatLeftTheCommand) {
  EXPECT_EQ(said_of(std::runtime_error("no \x1B[1mdisk")), "wiretape: no \xEF\xBF\xBD[1mdisk\n");
  EXPECT_EQ(said_of(std::bad_alloc()), "wiretape: out of memory\n");
  EXPECT_EQ(said_of(1), "wiretape: failed\n");
}

}  // namespace
}  // namespace wiretape::cli
