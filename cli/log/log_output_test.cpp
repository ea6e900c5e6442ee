#include "cli/log/log_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using std::chrono::steady_clock;

/// A pipe that somebody may read.
class LogOutputs : public ::testing::Test {
 protected:
  LogOutputs() {
    EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0);
    output_.emplace(ends_[1]);
  }
  ~LogOutputs() override {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  std::string read(std::size_t most) const {
    std::string bytes(most, '\0');
    const auto size = ::read(ends_[0], bytes.data(), most);
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
  }

  std::array<int, 2> ends_{};
  std::optional<LogOutput> output_;
};

TEST_F(LogOutputs, WriteWhatThereIsRoomFor) {
  EXPECT_TRUE(output_->write("a line\n"));
  EXPECT_TRUE(output_->write(""));
  EXPECT_EQ(read(100), "a line\n");
}

TEST_F(LogOutputs, WaitForWhoReadsSlowly) {
  const std::string large(1 << 20, 'x');
  std::size_t got = 0;
  std::thread reader([&] {
    while (got < large.size())
      got += read(5000).size();
  });
  EXPECT_TRUE(output_->write(large));
  reader.join();
  EXPECT_EQ(got, large.size());
}

TEST_F(LogOutputs, GiveUpWhereNobodyReads) {
  output_->give_up_at(steady_clock::now());
  int lines = 0;
  while (lines < 1000 && output_->write(std::string(4096, 'x')))
    ++lines;
  EXPECT_GT(lines, 0) << "there was room at first";
  EXPECT_LT(lines, 1000);
}

TEST_F(LogOutputs, GiveUpWhileTheyWait) {
  std::thread hurry([this] { output_->give_up_at(steady_clock::now()); });
  EXPECT_FALSE(output_->write(std::string(1 << 20, 'x')));
  hurry.join();
}

TEST_F(LogOutputs, SayThatNobodyIsThere) {
  std::signal(SIGPIPE, SIG_IGN);
  ::close(ends_[0]);
  EXPECT_FALSE(output_->write("a line\n"));
  ends_[0] = -1;
}

}  // namespace
}  // namespace wiretape::cli
