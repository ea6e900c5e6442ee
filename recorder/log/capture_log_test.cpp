#include "wiretape/recorder/log/capture_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/replayed_for_test.h"
#include "wiretape/recorder/log/logs_for_test.h"
#include "wiretape/recorder/log/recover.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using wiretape::cli::testing::Folder;
using namespace std::chrono_literals;

constexpr auto limit = 60s;

/// What was told, from whichever thread.
struct Told {
  std::mutex mutex{};
  std::vector<std::string> troubles{};
  std::vector<std::string> kept{};
};

CaptureLogOptions options_for(const Folder& folder, const std::shared_ptr<Told>& told) {
  CaptureLogOptions options;
  options.folder = folder.path("out");
  options.on_kept = [told](const KeptTape& tape) {
    const std::lock_guard lock(told->mutex);
    told->kept.push_back(fs::path(tape.path).filename().string());
  };
  options.on_trouble = [told](const text::Diagnostic& trouble) {
    const std::lock_guard lock(told->mutex);
    told->troubles.push_back(text::to_string(trouble));
  };
  return options;
}

CaptureLog opened(CaptureLogOptions options) {
  auto log = CaptureLog::open(std::move(options));
  return std::get<CaptureLog>(std::move(log));
}

void give(const capture::Sink& sink, std::uint64_t exchange, std::vector<capture::CaptureEvent> events) {
  for (capture::CaptureEvent& event : events)
    sink(exchange, std::move(event));
}

TEST(CaptureLog, MakesATapeOfEachExchangeInTheOrderOfTheirStart) {
  const Folder folder;
  const auto told = std::make_shared<Told>();
  CaptureLog log = opened(options_for(folder, told));
  const auto sink = log.sink();
  auto slow = capture::stream_for_test();
  sink(9, slow.front());
  give(sink, 4, capture::stream_for_test());
  EXPECT_TRUE(log.wait_until_kept(limit));
  EXPECT_THAT(told->kept, ElementsAre("000002-post-v1-chat-completions.yaml"));
  slow.erase(slow.begin());
  give(sink, 9, slow);
  EXPECT_TRUE(log.finish(limit));
  EXPECT_THAT(told->kept, ElementsAre("000002-post-v1-chat-completions.yaml", "000001-post-v1-chat-completions.yaml"));
  EXPECT_EQ(log.counts().kept, 2U);
  EXPECT_THAT(told->troubles, IsEmpty());
  EXPECT_THAT(recover(folder.path("out"), {}, default_secrets()).tapes, IsEmpty());
}

TEST(CaptureLog, MakesAnIncompleteTapeOfWhatHasNotEndedWhenItDoes) {
  const Folder folder;
  const auto told = std::make_shared<Told>();
  {
    const CaptureLog log = opened(options_for(folder, told));
    give(log.sink(), 1, {capture::request_for_test(), capture::RequestSent{}});
  }
  EXPECT_THAT(told->kept, ElementsAre("000001-post-v1-chat-completions.yaml.incomplete"));
}

TEST(CaptureLog, DropsWhatComesAfterItsEnd) {
  const Folder folder;
  CaptureLog log = opened(options_for(folder, std::make_shared<Told>()));
  const auto sink = log.sink();
  EXPECT_TRUE(log.finish(limit));
  give(sink, 1, capture::stream_for_test());
  EXPECT_TRUE(fs::is_empty(folder.path("out")));
}

TEST(CaptureLog, NeedsAFolder) {
  const Folder folder;
  folder.write("out", "a file");
  auto log = CaptureLog::open(options_for(folder, std::make_shared<Told>()));
  EXPECT_THAT(text::to_string(std::get<text::Diagnostic>(log)), HasSubstr("out: no folder to record into: "));
}

/// A file that takes 64 KiB, and then nothing, for nobody reads the FIFO that it is.
std::variant<LogFile, text::SystemError> stuck_file(const std::string& path) {
  if (::mkfifo(path.c_str(), 0600) != 0) ADD_FAILURE() << path;
  return LogFile(::open(path.c_str(), O_RDWR | O_CLOEXEC), path);
}

TEST(CaptureLog, NeverWaitsForAStuckFile) {
  const Folder folder;
  const auto told = std::make_shared<Told>();
  auto options = options_for(folder, told);
  options.queue_bytes = std::size_t{1} << 20;
  options.create = stuck_file;
  CaptureLog log = opened(std::move(options));
  const auto sink = log.sink();
  give(sink, 1,
       {capture::request_for_test(), capture::RequestSent{}, capture::ResponseBegan{capture::head_for_test()}});
  for (int read = 0; read < 4096; ++read)
    sink(1, capture::ResponseRead{1ms, std::string(4096, 'x')});
  sink(1, capture::ResponseEnded{});
  EXPECT_FALSE(log.wait_until_kept(1ms));
  EXPECT_FALSE(log.finish(1ms));
  EXPECT_THAT(told->kept, IsEmpty());

  // Somebody reads it after all: the thread goes, and says nothing more.
  const int reader = ::open(folder.path("out/000001.capture").c_str(), O_RDONLY | O_CLOEXEC);
  std::string block(1U << 20U, '\0');
  while (::read(reader, block.data(), block.size()) > 0) {
  }
  ::close(reader);
  EXPECT_THAT(told->troubles, IsEmpty());
}

TEST(CaptureLog, TellsOnceOfEachExchangeThatTheDiskDoesNotTake) {
  const Folder folder;
  const auto told = std::make_shared<Told>();
  auto options = options_for(folder, told);
  options.create = [](const std::string& path) { return LogFile(::open("/dev/full", O_WRONLY | O_CLOEXEC), path); };
  CaptureLog log = opened(std::move(options));
  for (std::uint64_t exchange = 1; exchange <= 3; ++exchange)
    give(log.sink(), exchange, capture::stream_for_test());
  EXPECT_TRUE(log.finish(limit));
  EXPECT_THAT(told->troubles, SizeIs(3));
  EXPECT_EQ(log.counts().trouble, 3U);
  EXPECT_EQ(log.counts().kept, 0U);
}

TEST(CaptureLog, KeepsManyExchangesAtOnce) {
  const Folder folder;
  CaptureLog log = opened(options_for(folder, std::make_shared<Told>()));
  const auto sink = log.sink();
  const auto events = capture::stream_for_test();
  constexpr std::uint64_t count = 300;
  for (const capture::CaptureEvent& event : events) {
    for (std::uint64_t exchange = 0; exchange < count; ++exchange)
      sink(exchange, event);
  }
  EXPECT_TRUE(log.finish(limit));
  EXPECT_EQ(log.counts().kept, count);
}

}  // namespace
}  // namespace wiretape::recorder::log
