#include "wiretape/recorder/log/log_writer.h"

#include <fcntl.h>

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/log/logs_for_test.h"
#include "wiretape/recorder/log/read_log.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using wiretape::cli::testing::Folder;

class LogWriterTest : public ::testing::Test {
 protected:
  LogWriter writer(std::uint64_t last_number = 0) {
    return LogWriter({.folder = folder_.path(),
                      .last_number = last_number,
                      .redaction = default_redaction(),
                      .create = create_,
                      .on_closed = [this](const ClosedLog& log) { closed_.push_back(log.path); },
                      .on_incomplete = [this](const text::Diagnostic& each) { told_.push_back(to_string(each)); }});
  }

  static std::vector<QueuedEvent> of(std::uint64_t exchange, std::vector<capture::CaptureEvent> events) {
    std::vector<QueuedEvent> queued;
    for (capture::CaptureEvent& event : events)
      queued.push_back({exchange, std::move(event)});
    return queued;
  }

  Folder folder_;
  std::vector<std::string> closed_;
  std::vector<std::string> told_;
  std::function<std::variant<LogFile, text::SystemError>(const std::string&)> create_ = LogFile::create;
};

TEST_F(LogWriterTest, WritesALogForEachExchangeInTheOrderOfTheirStart) {
  auto events = capture::stream_for_test();
  const std::vector<capture::CaptureEvent> rest(events.begin() + 1, events.end());
  LogWriter logs = writer(6);
  logs.write(of(80, {events.front()}));
  logs.write(of(5, {events.front()}));
  logs.write(of(5, rest));
  EXPECT_THAT(closed_, ElementsAre(folder_.path("000008.capture")));
  EXPECT_EQ(file_text(folder_.path("000008.capture")), log_of(events));
  EXPECT_EQ(file_text(folder_.path("000007.capture")), log_of({events.front()}));
  logs.close_all();
  EXPECT_THAT(closed_, ElementsAre(folder_.path("000008.capture"), folder_.path("000007.capture")));
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(LogWriterTest, WritesALongExchangeBeforeItIsAllInMemory) {
  LogWriter logs = writer();
  logs.write(of(1, {capture::request_for_test()}));
  logs.write(of(1, {capture::RequestBytes{std::string(3U << 20U, 'x')}}));
  EXPECT_GT(std::filesystem::file_size(folder_.path("000001.capture")), 3U << 20U);
}

TEST_F(LogWriterTest, ClosesWhatWasDroppedAndTellsOfItOnce) {
  LogWriter logs = writer();
  logs.write(of(1, {capture::request_for_test(), capture::RequestBytes{"a,"}}));
  logs.write({{1, std::nullopt}});
  logs.write({{2, std::nullopt}});
  EXPECT_THAT(closed_, ElementsAre(folder_.path("000001.capture")));
  EXPECT_THAT(told_, ElementsAre(AllOf(HasSubstr("000001.capture: an exchange is recorded in part only"),
                                       HasSubstr("more came than the disk takes")),
                                 HasSubstr("more came")));
  EXPECT_EQ(read_log(file_text(folder_.path("000001.capture"))).capture.captured().request_body, "a,");
}

TEST_F(LogWriterTest, TellsOnceThatADiskIsFullAndGoesOnWithOthers) {
  create_ = [](const std::string& path) { return LogFile(::open("/dev/full", O_WRONLY | O_CLOEXEC), path); };
  LogWriter full = writer();
  full.write(of(1, {capture::request_for_test()}));
  full.write(of(1, {capture::RequestBytes{"a"}}));
  full.write({{1, std::nullopt}});
  full.write(of(2, {capture::request_for_test(), capture::ResponseEnded{}}));
  full.close_all();
  EXPECT_THAT(told_, SizeIs(2));
  EXPECT_THAT(told_, ::testing::Each(AllOf(HasSubstr("No space left on device"), HasSubstr("--recover"))));
  EXPECT_THAT(closed_, IsEmpty());
}

TEST_F(LogWriterTest, TellsOnceThatALogCanNotBeMade) {
  LogWriter logs = writer();
  std::filesystem::remove(folder_.path());
  std::ofstream(folder_.path()) << "a file";
  logs.write(of(1, capture::stream_for_test()));
  EXPECT_THAT(told_, ElementsAre(HasSubstr("Not a directory")));
  logs.write(of(1, {capture::request_for_test()}));
  EXPECT_THAT(told_, SizeIs(2));
}

TEST_F(LogWriterTest, TakesTheNextNumberWhereSomebodyElseRecordsToo) {
  LogWriter logs = writer();
  folder_.write("000001.capture", "another's");
  folder_.write("000004-get-a.yaml", "another's");
  logs.write(of(1, capture::stream_for_test()));
  EXPECT_THAT(closed_, ElementsAre(folder_.path("000005.capture")));
  EXPECT_EQ(file_text(folder_.path("000001.capture")), "another's");
}

TEST_F(LogWriterTest, KnowsNothingOfExchangesThatDidNotBegin) {
  LogWriter logs = writer();
  logs.write(of(1, {capture::RequestSent{}, capture::ResponseEnded{}}));
  EXPECT_THAT(told_, IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace wiretape::recorder::log
