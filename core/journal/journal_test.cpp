#include "wiretape/core/journal/journal.h"

#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

wire::HttpRequest request_for(const std::string& target) {
  return {{.method = "POST",
           .target = target,
           .minor_version = 0,
           .fields = {{"Host", "x"}, {"X-Empty", ""}, {"X-Odd", "a: b"}}},
          "body\r\n\r\n"};
}

TEST(Journal, KeepsTheRequestAsItCame) {
  Journal journal(10);
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

TEST(Journal, AddsWritesAndTheEndToTheirExchange) {
  Journal journal(10);
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
  Journal journal(2);
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
  Journal journal(0);
  const auto one = journal.received("", "", request_for("/1"));
  journal.wrote(one, {0, 1, 0us});
  journal.ended(one, {wire::Ending::complete, 0us});
  EXPECT_THAT(journal.entries(), IsEmpty());
}

TEST(Journal, WaitsForEndsFromAnotherThread) {
  Journal journal(10);
  EXPECT_FALSE(journal.wait_for_ended(1, 0ms));
  std::thread server([&] { journal.ended(journal.received("", "", request_for("/")), {wire::Ending::complete, 0us}); });
  EXPECT_TRUE(journal.wait_for_ended(1, 60s));
  server.join();
}

}  // namespace
}  // namespace wiretape::journal
