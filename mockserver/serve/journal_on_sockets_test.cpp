// What the journal tells of a request's time, its answer and its tries, through the real server.

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using namespace std::chrono_literals;

std::string ask_whole(const MockServer& server, std::string_view path, std::string_view fields = "") {
  RawClient client(server.port());
  client.send(post(path, "{}", std::string(fields) + closing));
  return client.read_all();
}

std::vector<journal::Entry> ended(const MockServer& server, std::size_t count) {
  EXPECT_TRUE(server.journal().wait_for_ended(count, 60s));
  return server.journal().entries();
}

TEST(JournalOnSockets, TellsTheStatusAndWhatWasWritten) {
  const auto server = server_of({plain("a", "/a", "A")});
  const auto before = std::chrono::system_clock::now();
  const auto answer = ask_whole(server, "/a");
  const auto entry = ended(server, 1).at(0);
  EXPECT_EQ(entry.status, 200);
  EXPECT_EQ(entry.written(), answer.size());
  EXPECT_EQ(entry.reason, "");
  EXPECT_EQ(entry.retry, std::nullopt);
  EXPECT_GE(entry.took, 0us);
  EXPECT_GE(entry.clock, before - 1s);
  EXPECT_LE(entry.clock, std::chrono::system_clock::now() + 1s);
}

TEST(JournalOnSockets, TellsWhyNoExchangeAnswered) {
  const auto server = server_of({plain("a", "/a", "A")});
  ask_whole(server, "/b");
  ask_whole(server, "/@nonsense/a");
  const auto entries = ended(server, 2);
  EXPECT_EQ(entries[0].status, 404);
  EXPECT_THAT(entries[0].reason, HasSubstr("nearest is 'a' ("));
  EXPECT_THAT(entries[0].reason, HasSubstr("path: expected /a, found /b"));
  EXPECT_EQ(entries[1].status, 400);
  EXPECT_THAT(entries[1].reason, HasSubstr("unknown fault 'nonsense'"));
}

TEST(JournalOnSockets, TellsATryAgainAndWhatItWasToWaitFor) {
  auto server = server_of({plain("a", "/a", "A")});
  EXPECT_TRUE(server.arm_faults("status:code=429;retry_after=2s", "", 1).empty());
  ask_whole(server, "/a", "x-stainless-retry-count: 0\r\n");
  ask_whole(server, "/a", "x-stainless-retry-count: 1\r\n");
  ask_whole(server, "/a", "x-stainless-retry-count: 0\r\n");
  const auto entries = ended(server, 3);
  EXPECT_EQ(entries[0].status, 429);
  ASSERT_TRUE(entries[1].retry);
  EXPECT_EQ(entries[1].status, 200);
  EXPECT_EQ(entries[1].retry->count, 1U);
  EXPECT_EQ(entries[1].retry->previous, entries[0].number);
  EXPECT_EQ(entries[1].retry->asked, 2s);
  EXPECT_GE(entries[1].retry->wait, 0us);
  EXPECT_GE(entries[1].retry->gap, *entries[1].retry->wait);
  EXPECT_EQ(entries[2].retry, std::nullopt) << "asked anew, as the client says";
}

// The answer's times are virtual, and a minute long; what it took is not.
TEST(JournalOnSockets, TellsRealTimesOfInstantAnswers) {
  auto slow = plain("slow", "/", "body");
  slow.delivery.first_byte = 60s;
  const auto server = server_of({slow}, {.delivery = {.instant = true}});
  const auto before = std::chrono::steady_clock::now();
  ask_whole(server, "/");
  const auto entry = ended(server, 1).at(0);
  EXPECT_EQ(entry.end->at, 60s);
  EXPECT_LE(*entry.took, std::chrono::steady_clock::now() - before);
}

}  // namespace
}  // namespace wiretape::mockserver
