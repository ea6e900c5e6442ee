#include "wiretape/recorder/log/read_log.h"

#include <chrono>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/log/logs_for_test.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using namespace std::chrono_literals;

TEST(ReadLog, SaysWhatHappened) {
  const std::string log = log_of(capture::stream_for_test());
  const ReadLog read = read_log(log);
  const auto expected = capture::capture_of(capture::stream_for_test());
  EXPECT_EQ(read.used, log.size());
  EXPECT_TRUE(read.capture.is_ended());
  EXPECT_EQ(read.capture.captured().body, expected.captured().body);
  EXPECT_EQ(read.capture.captured().request_body, expected.captured().request_body);
  EXPECT_EQ(read.capture.captured().arrivals, expected.captured().arrivals);
  EXPECT_EQ(read.capture.captured().chunks, expected.captured().chunks);
}

TEST(ReadLog, FindsAPrefixWhereverTheLogIsCut) {
  const std::string log = log_of(capture::stream_for_test());
  const auto whole = capture::capture_of(capture::stream_for_test()).captured();
  for (std::size_t size = 0; size < log.size(); ++size) {
    const ReadLog read = read_log(log.substr(0, size));
    EXPECT_FALSE(read.capture.is_ended()) << size;
    EXPECT_LE(read.used, size);
    EXPECT_THAT(whole.body, StartsWith(read.capture.captured().body)) << size;
    EXPECT_THAT(whole.request_body, StartsWith(read.capture.captured().request_body)) << size;
    EXPECT_LE(read.capture.captured().arrivals.size(), whole.arrivals.size());
  }
}

TEST(ReadLog, FindsAPrefixWhateverByteIsWrong) {
  const std::string log = log_of(capture::stream_for_test());
  const auto whole = capture::capture_of(capture::stream_for_test()).captured();
  for (std::size_t at = 0; at < log.size(); ++at) {
    std::string changed = log;
    changed[at] = static_cast<char>(changed[at] ^ 0x04);
    const ReadLog read = read_log(changed);
    EXPECT_FALSE(read.capture.is_ended()) << at;
    EXPECT_LE(read.used, at) << at;
    EXPECT_THAT(whole.body, StartsWith(read.capture.captured().body)) << at;
  }
}

TEST(ReadLog, EndsWhereTheExchangeDoes) {
  const std::string log = log_of(capture::stream_for_test());
  EXPECT_EQ(read_log(log + log).used, log.size());
}

/// Holds all back to the end.
ExchangeRedaction hold_all(capture::RequestBegan& /*request*/) {
  return {.secrets = nullptr,
          .response_head = [](wire::HttpResponseHead&) {},
          .trailers = [](wire::HttpFields&) {},
          .body =
              [held = std::string()](Direction direction, std::string bytes, bool is_last) mutable {
                if (direction == Direction::request) return bytes;
                held += bytes;
                return is_last ? std::exchange(held, "") : "";
              }};
}

TEST(ReadLog, GivesEachReadItsBytesHoweverLateTheyCame) {
  const ReadLog read = read_log(log_of(capture::stream_for_test(), hold_all));
  EXPECT_EQ(read.capture.captured().arrivals, capture::capture_of(capture::stream_for_test()).captured().arrivals);
  EXPECT_EQ(read.capture.captured().body, capture::capture_of(capture::stream_for_test()).captured().body);
}

TEST(ReadLog, HasWhatWasNotHeldBackWhereTheLogEnds) {
  std::string log(first_line);
  for (const LogEntry& entry :
       std::initializer_list<LogEntry>{capture::request_for_test(), capture::ResponseBegan{capture::head_for_test()},
                                       LoggedRead{1ms, 5, "abc"}, LoggedRead{2ms, 4, ""}})
    append_record(log, encode(entry));
  const ReadLog read = read_log(log);
  EXPECT_EQ(read.capture.captured().body, "abc");
  EXPECT_THAT(read.capture.captured().arrivals, ElementsAre(tape::Arrival{1ms, 3}, tape::Arrival{1ms, 0}));
}

TEST(ReadLog, KnowsNothingOfWhatIsNoLog) {
  for (const std::string bytes : {"", "wiretape capture log 2\n", "wiretape: 1\n"}) {
    EXPECT_EQ(read_log(bytes).used, 0U);
    EXPECT_FALSE(read_log(bytes).capture.captured().request);
  }
}

}  // namespace
}  // namespace wiretape::recorder::log
