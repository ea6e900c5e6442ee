// When requests arrived, how long they took, and which try of its request each was.

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/journal/journal.h"

namespace wiretape::journal {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;
using TryCounts = std::vector<std::uint64_t>;

const Journal::Time start{std::chrono::hours(5)};

/// A journal whose clock stands where the test puts it.
class JournalTimes : public ::testing::Test {
 protected:
  struct Asked {
    std::string body = "{}";
    std::string session{};
    std::string target = "/v1";
    std::optional<std::string> told{};
    std::optional<std::chrono::milliseconds> retry_after{};
  };

  std::uint64_t ask(std::chrono::microseconds at, const Asked& asked) {
    wire::HttpRequest request{{.method = "POST", .target = asked.target, .minor_version = 1, .fields = {{"Host", "x"}}},
                              asked.body};
    if (asked.told) request.head.fields.push_back({"X-Stainless-Retry-Count", *asked.told});
    return journal_.received(asked.session, "", std::move(request),
                             {.status = 503, .retry_after = asked.retry_after, .at = start + at});
  }
  std::uint64_t ask(std::chrono::microseconds at) { return ask(at, Asked{}); }
  void answer(std::uint64_t number, std::chrono::microseconds at) {
    journal_.wrote(number, {0, 10, 0us}, start + at);
    journal_.ended(number, {wire::Ending::complete, 0us}, start + at + 1ms);
  }

  /// How many tries each entry had before it.
  [[nodiscard]] TryCounts counts() const {
    TryCounts all;
    for (const auto& entry : journal_.entries())
      all.push_back(entry.retry ? entry.retry->count : 0);
    return all;
  }

  Journal journal_{{.entries = 10}, start};
};

TEST_F(JournalTimes, CountFromTheServersStart) {
  const auto before = std::chrono::system_clock::now();
  ask(1500us);
  const auto entry = journal_.entries().at(0);
  EXPECT_EQ(entry.arrived, 1500us);
  EXPECT_LE(entry.clock, before + 1500us);
  EXPECT_GT(entry.clock, before - std::chrono::hours(1));
  EXPECT_EQ(entry.status, 503);
}

TEST_F(JournalTimes, TellHowLongAnAnswerReallyTook) {
  const auto number = ask(10ms);
  EXPECT_EQ(journal_.entries().at(0).took, std::nullopt);
  journal_.wrote(number, {0, 10, 0us}, start + 12ms);
  journal_.wrote(number, {10, 32, 5s}, start + 13ms);
  journal_.ended(number, {wire::Ending::reset, 9s, true}, start + 40ms);
  const auto entry = journal_.entries().at(0);
  EXPECT_EQ(entry.took, 30ms);
  EXPECT_EQ(entry.written(), 42U);
}

TEST_F(JournalTimes, KeepTheReasonBesideTheRequest) {
  static_cast<void>(journal_.received("mine", "a", {{.method = "GET", .target = "/x", .fields = {{"A", "b"}}}, "body"},
                                      {.reason = "nearest is 'b'"}));
  const auto entry = journal_.entries({.session = "mine", .exchange = "a"}).at(0);
  EXPECT_EQ(entry.reason, "nearest is 'b'");
  EXPECT_EQ(entry.request.head.method, "GET");
  EXPECT_EQ(entry.request.head.target, "/x");
  EXPECT_EQ(entry.request.body, "body");
}

TEST_F(JournalTimes, KnowTriesAgain) {
  const auto first = ask(0ms, {.retry_after = 200ms});
  answer(first, 10ms);
  ask(150ms);
  const auto entries = journal_.entries();
  EXPECT_EQ(entries.at(0).retry, std::nullopt);
  EXPECT_EQ(entries.at(1).retry, (Retry{.count = 1, .previous = 1, .gap = 150ms, .wait = 140ms, .asked = 200ms}));
  const auto retries = journal_.retries();
  ASSERT_THAT(retries, SizeIs(1));
  EXPECT_EQ(retries.front().number, 2U);
  EXPECT_EQ(retries.front().retry, entries.at(1).retry);
  EXPECT_THAT(journal_.retries({.session = "other"}), IsEmpty());
}

TEST_F(JournalTimes, TakeForTheSameWhatIsTheSameByteForByte) {
  ask(0ms, {.body = "{}"});
  ask(1ms, {.body = "{ }"});
  ask(2ms, {.body = "{}", .session = "mine"});
  ask(3ms, {.body = "{}", .target = "/v1?a=b"});
  EXPECT_EQ(counts(), (TryCounts{0, 0, 0, 0}));
  ask(4ms, {.body = "{ }"});
  ask(5ms, {.body = "{ }"});
  EXPECT_EQ(counts(), (TryCounts{0, 0, 0, 0, 1, 2}));
  EXPECT_EQ(journal_.entries().back().retry->previous, 5U);
}

TEST_F(JournalTimes, BelieveAClientThatCountsItsTries) {
  ask(0ms, {.told = "0"});
  ask(1ms, {.told = "0"});
  ask(2ms, {.told = "1"});
  ask(3ms, {.body = "other", .told = "2"});
  ask(4ms, {.body = "odd", .told = "many"});
  EXPECT_EQ(counts(), (TryCounts{0, 0, 1, 2, 0}));
  EXPECT_EQ(journal_.entries().at(3).retry, (Retry{.count = 2}));
}

TEST_F(JournalTimes, MeasureAWaitFromWhenThePeerHadLeft) {
  const auto first = ask(0ms, {.retry_after = 1s});
  journal_.wrote(first, {0, 10, 0us}, start + 2ms);
  journal_.ended(first, {wire::Ending::abandoned, 0us, true}, start + 30ms);
  ask(35ms);
  EXPECT_EQ(journal_.entries().at(1).retry->wait, 5ms);
}

TEST_F(JournalTimes, MeasureAWaitFromTheEndOfAnAnswerWithoutAByte) {
  const auto first = ask(0ms);
  journal_.ended(first, {wire::Ending::reset, 0us}, start + 30ms);
  ask(35ms);
  EXPECT_EQ(journal_.entries().at(1).retry->wait, 5ms);
}

TEST_F(JournalTimes, MeasureAWaitFromTheLastByteWhereTheEndCameLate) {
  const auto first = ask(0ms, {.retry_after = 1s});
  ask(5ms);
  EXPECT_EQ(journal_.entries().at(1).retry, (Retry{.count = 1, .previous = 1, .gap = 5ms}))
      << "nothing was written yet: neither a wait nor what was asked";
  journal_.wrote(first, {0, 10, 0us}, start + 2ms);
  EXPECT_EQ(journal_.entries().at(1).retry->wait, 3ms);
  EXPECT_EQ(journal_.entries().at(1).retry->asked, 1s);
  journal_.ended(first, {wire::Ending::complete, 0us}, start + 9ms);
  EXPECT_EQ(journal_.entries().at(1).retry->wait, 3ms);
}

TEST_F(JournalTimes, BeginAnewWhereTheJournalIsCleared) {
  ask(0ms);
  ask(1ms, {.session = "mine"});
  EXPECT_EQ(counts(), (TryCounts{0, 0}));
  journal_.clear({.session = ""});
  ask(2ms);
  ask(3ms, {.session = "mine"});
  EXPECT_EQ(counts(), (TryCounts{0, 0, 1}));
}

TEST_F(JournalTimes, TellTriesOfWhatTheJournalHolds) {
  for (int i = 0; i < 14; ++i)
    ask(std::chrono::milliseconds(i), {.body = std::to_string(i % 12)});
  EXPECT_EQ(counts(), (TryCounts{0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) << "those before were pushed out";
}

}  // namespace
}  // namespace wiretape::journal
