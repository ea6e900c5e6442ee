#include "wiretape/recorder/log/log_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/log/logs_for_test.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::Folder;

LogFile created(const std::string& path) {
  auto file = LogFile::create(path);
  return std::get<LogFile>(std::move(file));
}

bool can_be_locked(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY);
  const bool is_locked = ::flock(file, LOCK_EX | LOCK_NB) == 0;
  ::close(file);
  return is_locked;
}

TEST(LogFile, IsWrittenAtItsEndForThisUserOnly) {
  const Folder folder;
  LogFile file = created(folder.path("a"));
  EXPECT_FALSE(file.append("one "));
  EXPECT_FALSE(file.append("two"));
  EXPECT_EQ(file_text(folder.path("a")), "one two");
  struct stat about {};
  ASSERT_EQ(::stat(file.path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(LogFile, IsLockedAsLongAsItIsOpen) {
  const Folder folder;
  {
    LogFile first = created(folder.path("a"));
    const LogFile moved = std::move(first);
    EXPECT_FALSE(can_be_locked(folder.path("a")));
  }
  EXPECT_TRUE(can_be_locked(folder.path("a")));
}

TEST(LogFile, ReplacesNothing) {
  const Folder folder;
  folder.write("a", "text");
  EXPECT_TRUE(std::holds_alternative<text::SystemError>(LogFile::create(folder.path("a"))));
  EXPECT_EQ(file_text(folder.path("a")), "text");
  EXPECT_THAT(std::get<text::SystemError>(LogFile::create(folder.path("none/a"))).cause, HasSubstr("No such file"));
}

TEST(LogFile, TellsThatADiskIsFull) {
  LogFile full(::open("/dev/full", O_WRONLY | O_CLOEXEC), "full");
  const auto error = full.append("text");
  ASSERT_TRUE(error);
  EXPECT_THAT(error->cause, HasSubstr("No space left"));
}

}  // namespace
}  // namespace wiretape::recorder::log
