#include "wiretape/core/journal/journal.h"

#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::journal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using namespace std::chrono_literals;

wire::HttpRequest request_for(const std::string& target) {
  return {{.method = "POST",
           .target = target,
           .minor_version = 0,
           .fields = {{"Host", "x"}, {"X-Empty", ""}, {"X-Odd", "a: b"}}},
          "body\r\n\r\n"};
}

TEST(Journal, KeepsTheRequestAsItCame) {
  Journal journal({.entries = 10});
  EXPECT_EQ(journal.received("mine", "hello", request_for("/~mine/v1")), 1U);
  const auto entries = journal.entries();
  ASSERT_THAT(entries, SizeIs(1));
  const auto& entry = entries.front();
  EXPECT_EQ(entry.number, 1U);
  EXPECT_EQ(entry.session, "mine");
  EXPECT_EQ(entry.exchange, "hello");
  EXPECT_EQ(entry.request.head.method, "POST");
  EXPECT_EQ(entry.request.head.target, "/~mine/v1");
  EXPECT_EQ(entry.request.head.minor_version, 0);
  EXPECT_EQ(entry.request.head.fields, request_for("").head.fields);
  EXPECT_EQ(entry.request.body, "body\r\n\r\n");
  EXPECT_THAT(entry.writes, IsEmpty());
  EXPECT_EQ(entry.end, std::nullopt);
}

TEST(Journal, KeepsFieldsWhoseLinesHaveOtherBlanks) {
  Journal journal({.entries = 10});
  auto request = request_for("/");
  request.head.fields = wire::HttpFieldLines::read("Host:x\r\nX-Empty: \t\r\nX-Odd: a: b \r\n");
  journal.received("", "", std::move(request));
  EXPECT_EQ(journal.entries().front().request.head.fields, request_for("").head.fields);
}

TEST(Journal, TellsHowLongAResponseWasHeldAndWhatEndedIt) {
  Journal journal({.entries = 10});
  const auto number = journal.received("", "", request_for("/1"));
  journal.held(number, 5us);
  EXPECT_THAT(journal.entries().front().holds, ElementsAre(HoldRecord{5us}));
  journal.went_on(number, HoldEnd::next_request, 9us);
  journal.held(number, 20us);
  EXPECT_THAT(journal.entries().front().holds,
              ElementsAre(HoldRecord{5us, HoldEnd::next_request, 9us}, HoldRecord{20us}));
  journal.held(number + 1, 1us);
  journal.went_on(number + 1, HoldEnd::limit, 1us);
  EXPECT_THAT(journal.entries(), SizeIs(1));
}

TEST(Journal, AddsWritesAndTheEndToTheirExchange) {
  Journal journal({.entries = 10});
  const auto one = journal.received("", "", request_for("/1"));
  const auto two = journal.received("", "", request_for("/2"));
  journal.wrote(two, {0, 5, 1us});
  journal.wrote(one, {0, 7, 2us});
  journal.wrote(two, {5, 5, 3us});
  journal.ended(two, {wire::Ending::complete, 4us});
  const auto entries = journal.entries();
  EXPECT_THAT(entries[0].writes, ElementsAre(WriteRecord{0, 7, 2us}));
  EXPECT_THAT(entries[1].writes, ElementsAre(WriteRecord{0, 5, 1us}, WriteRecord{5, 5, 3us}));
  EXPECT_EQ(entries[0].end, std::nullopt);
  EXPECT_EQ(entries[1].end, (EndRecord{wire::Ending::complete, 4us}));
}

TEST(Journal, DropsTheOldestAndIgnoresNewsOfIt) {
  Journal journal({.entries = 2});
  const auto one = journal.received("", "", request_for("/1"));
  static_cast<void>(journal.received("", "", request_for("/2")));
  static_cast<void>(journal.received("", "", request_for("/3")));
  journal.wrote(one, {0, 1, 0us});
  journal.ended(one, {wire::Ending::complete, 0us});
  const auto entries = journal.entries();
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].number, 2U);
  EXPECT_EQ(entries[1].request.head.target, "/3");
  EXPECT_THAT(entries[0].writes, IsEmpty());
}

TEST(Journal, KeepsNothingWithoutCapacity) {
  Journal journal({.entries = 0});
  const auto one = journal.received("", "", request_for("/1"));
  journal.wrote(one, {0, 1, 0us});
  journal.ended(one, {wire::Ending::complete, 0us});
  EXPECT_THAT(journal.entries(), IsEmpty());
}

std::vector<std::uint64_t> numbers_of(const std::vector<Entry>& entries) {
  std::vector<std::uint64_t> numbers;
  for (const auto& entry : entries)
    numbers.push_back(entry.number);
  return numbers;
}

/// 1: session a, exchange x, /1; 2: session b, exchange x, /2; 3: session a, unmatched, /2; 4: no session, unmatched.
void fill(Journal& journal) {
  static_cast<void>(journal.received("a", "x", request_for("/1")));
  static_cast<void>(journal.received("b", "x", request_for("/2")));
  static_cast<void>(journal.received("a", "", request_for("/2"), {.is_unmatched = true}));
  static_cast<void>(journal.received("", "", request_for("/3"), {.is_unmatched = true}));
}

TEST(JournalFilter, TakesTheEntriesThatMeetEveryMember) {
  Journal journal({});
  fill(journal);
  EXPECT_THAT(numbers_of(journal.entries()), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(numbers_of(journal.entries({.session = "a"})), ElementsAre(1, 3));
  EXPECT_THAT(numbers_of(journal.entries({.session = ""})), ElementsAre(4));
  EXPECT_THAT(numbers_of(journal.entries({.exchange = "x"})), ElementsAre(1, 2));
  EXPECT_THAT(numbers_of(journal.entries({.exchange = ""})), ElementsAre(3, 4));
  EXPECT_THAT(numbers_of(journal.entries({.session = "a", .exchange = "x"})), ElementsAre(1));
  EXPECT_THAT(numbers_of(journal.entries({.is_target = [](std::string_view target) { return target == "/2"; }})),
              ElementsAre(2, 3));
  EXPECT_THAT(numbers_of(journal.entries({.is =
                                              [](const wire::HttpRequest& request) {
                                                return request.head.target == "/3" && request.body == "body\r\n\r\n";
                                              }})),
              ElementsAre(4));
  EXPECT_THAT(numbers_of(journal.entries({.after = 2})), ElementsAre(3, 4));
}

TEST(Journal, GivesNoMoreBytesThanAsked) {
  Journal journal({.entries = 10});
  for (int i = 0; i < 3; ++i) {
    auto request = request_for("/");
    request.body.assign(1'000'000, 'x');
    journal.received("", "", std::move(request));
  }
  EXPECT_THAT(numbers_of(journal.entries({}, 10, 2'500'000)), ElementsAre(1, 2));
  EXPECT_THAT(numbers_of(journal.entries({.after = 1}, 10, 2'500'000)), ElementsAre(2, 3));
  EXPECT_THAT(numbers_of(journal.entries({}, 1, 2'500'000)), ElementsAre(1));
  EXPECT_THAT(numbers_of(journal.entries({}, 10, 0)), ElementsAre(1)) << "one that is larger comes alone";
}

TEST(JournalFilter, ReadsPageAfterPage) {
  Journal journal({});
  fill(journal);
  EXPECT_THAT(numbers_of(journal.entries({}, 2)), ElementsAre(1, 2));
  EXPECT_THAT(numbers_of(journal.entries({.after = 2}, 2)), ElementsAre(3, 4));
  EXPECT_THAT(numbers_of(journal.entries({}, 0)), IsEmpty());
}

TEST(JournalFilter, TellsTheUnmatchedFromWhatTheServerAnsweredItself) {
  Journal journal({});
  static_cast<void>(journal.received("", "", request_for("/v1/models")));
  static_cast<void>(journal.received("", "", request_for("/nothing"), {.is_unmatched = true}));
  const auto entries = journal.entries();
  EXPECT_FALSE(entries[0].is_unmatched);
  EXPECT_TRUE(entries[1].is_unmatched);
  EXPECT_EQ(journal.totals().unmatched, 1U);
}

TEST(Journal, TellsWhatWasOverItsLimits) {
  Journal journal({});
  static_cast<void>(journal.received("", "a", request_for("/a")));
  static_cast<void>(journal.received("", "a", request_for("/a"), {.is_limited = true}));
  const auto entries = journal.entries();
  EXPECT_FALSE(entries[0].is_limited);
  EXPECT_TRUE(entries[1].is_limited);
  EXPECT_EQ(journal.totals().unmatched, 0U);
}

TEST(JournalClear, ForgetsWhatMeetsTheFilterAndKeepsTheNumbersOfTheOthers) {
  Journal journal({});
  fill(journal);
  EXPECT_EQ(journal.clear({.session = "a"}), 2U);
  journal.wrote(1, {0, 1, 0us});
  journal.wrote(2, {0, 2, 0us});
  journal.ended(3, {wire::Ending::reset, 0us});
  journal.ended(4, {wire::Ending::complete, 0us});
  const auto entries = journal.entries();
  ASSERT_THAT(numbers_of(entries), ElementsAre(2, 4));
  EXPECT_THAT(entries[0].writes, ElementsAre(WriteRecord{0, 2, 0us}));
  EXPECT_EQ(entries[0].end, std::nullopt);
  EXPECT_EQ(entries[1].end, (EndRecord{wire::Ending::complete, 0us}));
  EXPECT_EQ(journal.received("", "", request_for("/5")), 5U);
  EXPECT_EQ(journal.clear(), 3U);
  EXPECT_THAT(journal.entries(), IsEmpty());
  EXPECT_EQ(journal.clear(), 0U);
}

TEST(JournalClear, FindsEveryRecordBetweenGaps) {
  Journal journal({});
  for (int i = 0; i < 60; ++i)
    static_cast<void>(journal.received(i % 3 == 0 ? "kept" : "cleared", "", request_for("/")));
  static_cast<void>(journal.clear({.session = "cleared"}));
  for (std::uint64_t number = 1; number <= 70; ++number)
    journal.wrote(number, {number, 1, 0us});
  const auto entries = journal.entries();
  ASSERT_THAT(entries, SizeIs(20));
  for (const auto& entry : entries)
    EXPECT_THAT(entry.writes, ElementsAre(WriteRecord{entry.number, 1, 0us}));
}

TEST(JournalFilter, IsAskedWhileOthersGoOn) {
  Journal journal({});
  fill(journal);
  const auto note = [&] { return journal.received("late", "", request_for("/late")); };
  const auto goes_on = [&](const wire::HttpRequest&) {
    return std::async(std::launch::async, note).wait_for(30s) == std::future_status::ready;
  };
  EXPECT_THAT(numbers_of(journal.entries({.is = goes_on})), ElementsAre(1, 2, 3, 4))
      << "and what comes late is left out";
  EXPECT_TRUE(journal.wait_for_received(5, 0ms, {.is = goes_on}));
}

TEST(JournalBounds, DropsTheOldestWhereTheBodiesAreTooLarge) {
  Journal journal({.entries = 100, .bytes = 10'000});
  auto large = request_for("/1");
  large.body.assign(4'000, 'x');
  for (int i = 0; i < 5; ++i)
    static_cast<void>(journal.received("", "", large));
  EXPECT_THAT(numbers_of(journal.entries()), ElementsAre(4, 5));
  EXPECT_EQ(journal.totals().dropped, 3U);
  EXPECT_EQ(journal.totals().received, 5U);
}

/// How many of so many requests a journal of a mebibyte keeps.
std::size_t kept_of(int requests, std::string_view session, const std::string& body, std::size_t reserved = 0) {
  Journal journal({.entries = 1'000'000, .bytes = std::size_t{1} << 20});
  for (int i = 0; i < requests; ++i) {
    auto request = request_for("/");
    request.body.reserve(reserved);
    request.body.append(body);
    static_cast<void>(journal.received(session, "", std::move(request)));
  }
  return journal.entries().size();
}

TEST(JournalBounds, CountWhatEntriesReallyTake) {
  EXPECT_LT(kept_of(10'000, "", ""), 4'500U) << "an entry takes more than 233 bytes beside its texts";
  EXPECT_EQ(kept_of(40, "", std::string(100'000, 'x')), 10U);
  EXPECT_EQ(kept_of(40, "", "x", 100'000), 10U) << "what is reserved is taken";
  EXPECT_EQ(kept_of(40, std::string(100'000, 's'), ""), 10U);
}

TEST(JournalBounds, CountWhatIsReservedForWritesAndGiveItBack) {
  std::vector<WriteRecord> writes(1025);  // one more than half of what a vector that has grown so far takes
  writes.shrink_to_fit();
  writes.push_back({});
  const auto grown = writes.capacity() * sizeof(WriteRecord);
  Journal journal({.entries = 100, .bytes = grown - 100});
  const auto one = journal.received("", "", request_for("/1"));
  const auto two = journal.received("", "", request_for("/2"));
  for (std::size_t i = 0; i < 1026; ++i)
    journal.wrote(two, {0, 1, 0us});
  EXPECT_THAT(journal.entries(), IsEmpty()) << one << " was pushed out, and what takes more than the bound, too";
  EXPECT_EQ(journal.totals().dropped, 2U);
  for (int i = 0; i < 10; ++i)
    static_cast<void>(journal.received("", "", request_for("/3")));
  EXPECT_THAT(journal.entries(), SizeIs(10));
  EXPECT_EQ(journal.clear(), 10U);
  for (int i = 0; i < 20; ++i)
    static_cast<void>(journal.received("", "", request_for("/4")));
  EXPECT_EQ(journal.totals().dropped, 2U);
}

TEST(JournalBounds, DropTheOldestWhereThereAreTooManyWrites) {
  Journal journal({.entries = 100, .bytes = 20'000});
  const auto one = journal.received("", "", request_for("/1"));
  const auto two = journal.received("", "", request_for("/2"));
  for (int i = 0; i < 200; ++i)
    journal.wrote(one, {0, 1, 0us});
  EXPECT_THAT(journal.entries(), SizeIs(2));
  for (int i = 0; i < 514; ++i)
    journal.wrote(two, {0, 1, 0us});
  EXPECT_THAT(numbers_of(journal.entries()), IsEmpty());
  EXPECT_EQ(journal.totals().dropped, 2U);
}

TEST(JournalTotals, CountEverythingWhetherKeptOrNot) {
  Journal journal({.entries = 0});
  fill(journal);
  journal.wrote(1, {0, 5, 0us});
  journal.wrote(2, {0, 7, 0us});
  journal.ended(1, {wire::Ending::complete, 0us});
  journal.ended(2, {wire::Ending::complete, 0us});
  journal.ended(3, {wire::Ending::reset, 0us});
  journal.faulted("silent");
  journal.faulted("silent");
  const auto totals = journal.totals();
  EXPECT_EQ(totals.received, 4U);
  EXPECT_EQ(totals.unmatched, 2U);
  EXPECT_EQ(totals.bytes_written, 12U);
  EXPECT_EQ(totals.dropped, 0U);
  EXPECT_THAT(totals.by_exchange, UnorderedElementsAre(Pair("x", 2), Pair("", 2)));
  EXPECT_THAT(totals.by_ending, UnorderedElementsAre(Pair(wire::Ending::complete, 2), Pair(wire::Ending::reset, 1)));
  EXPECT_THAT(totals.connections_by_fault, UnorderedElementsAre(Pair("silent", 2)));
}

TEST(Journal, KnowsTheSessionsOfItsEntries) {
  Journal journal({});
  EXPECT_THAT(journal.sessions(), IsEmpty());
  fill(journal);
  EXPECT_THAT(journal.sessions(), UnorderedElementsAre(Pair("a", 2), Pair("b", 1), Pair("", 1)));
}

TEST(JournalVersion, GrowsWithWhatAWaitMayWaitFor) {
  Journal journal({});
  auto before = journal.version();
  const auto grew = [&] {
    const auto old = std::exchange(before, journal.version());
    return old < before;
  };
  const auto one = journal.received("", "", request_for("/"));
  EXPECT_TRUE(grew());
  journal.ended(one, {wire::Ending::complete, 0us});
  EXPECT_TRUE(grew());
  static_cast<void>(journal.clear());
  EXPECT_TRUE(grew());
  static_cast<void>(journal.entries());
  EXPECT_FALSE(grew());
}

TEST(JournalWait, EndsWhenAnotherThreadHasReceivedOrEndedEnough) {
  Journal journal({});
  EXPECT_FALSE(journal.wait_for_received(1, 0ms));
  EXPECT_FALSE(journal.wait_for_ended(1, 0ms));
  EXPECT_TRUE(journal.wait_for_received(0, 0ms));
  std::thread server([&] { journal.ended(journal.received("", "", request_for("/")), {wire::Ending::complete, 0us}); });
  EXPECT_TRUE(journal.wait_for_received(1, 60s));
  EXPECT_TRUE(journal.wait_for_ended(1, 60s));
  EXPECT_FALSE(journal.wait_for_ended(2, 0ms));
  server.join();
}

TEST(JournalWait, CountsOnlyWhatMeetsTheFilterAndIsKept) {
  Journal journal({});
  fill(journal);
  journal.ended(1, {wire::Ending::complete, 0us});
  EXPECT_TRUE(journal.wait_for_received(2, 0ms, {.session = "a"}));
  EXPECT_FALSE(journal.wait_for_received(3, 0ms, {.session = "a"}));
  EXPECT_TRUE(journal.wait_for_ended(1, 0ms, {.session = "a"}));
  EXPECT_FALSE(journal.wait_for_ended(2, 0ms, {.session = "a"}));
  EXPECT_FALSE(journal.wait_for_ended(1, 0ms, {.session = "b"}));
  static_cast<void>(journal.clear());
  EXPECT_FALSE(journal.wait_for_received(1, 0ms));
}

TEST(JournalWait, IsSafeAmongThreads) {
  Journal journal({.entries = 50});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, session = std::to_string(i)] {
      for (int j = 0; j < 500; ++j) {
        const auto number = journal.received(session, "x", request_for("/"));
        journal.wrote(number, {0, 1, 0us});
        journal.ended(number, {wire::Ending::complete, 0us});
        static_cast<void>(journal.clear({.session = "3"}));
      }
    });
  }
  while (journal.totals().received < 2000)
    EXPECT_LE(journal.entries({}, 5).size(), 5U);
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(journal.totals().by_ending.at(wire::Ending::complete), 2000U);
  EXPECT_EQ(journal.totals().bytes_written, 2000U);
}

TEST(Journal, KeepsTheBytesOf100ContinueApart) {
  Journal journal({});
  const auto number = journal.received("", "a", {});
  journal.continued(number, 25);
  journal.wrote(number, {0, 5, 1us});
  const auto entry = journal.entries().at(0);
  EXPECT_EQ(entry.continued, 25U);
  EXPECT_THAT(entry.writes, ElementsAre(WriteRecord{0, 5, 1us}));
  EXPECT_EQ(journal.totals().bytes_written, 30U);
}

}  // namespace
}  // namespace wiretape::journal
