#include "wiretape/mockserver/control/entry_json.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

journal::Entry entry_of(std::string body) {
  wire::HttpRequestHead head{.method = "POST",
                             .target = "/~mine/v1/x?key=sk-query&n=1",
                             .minor_version = 1,
                             .fields = {{"Host", "h"}, {"Authorization", "Bearer sk-header"}}};
  return {.number = 3,
          .session = "mine",
          .exchange = "hello",
          .is_unmatched = false,
          .faults = {"fin"},
          .arrived = 3s,
          .clock = std::chrono::system_clock::time_point(1735689600s),
          .retry = journal::Retry{.count = 2, .previous = 1, .gap = 1500us, .wait = 1400us, .asked = 1ms},
          .request = {std::move(head), std::move(body)},
          .status = 429,
          .writes = {{0, 5, 7us}, {5, 2, 1ms}},
          .end = journal::EndRecord{wire::Ending::complete, 2ms},
          .took = 2100us};
}

TEST(EntryJson, HasEverythingInItsOrder) {
  EXPECT_EQ(entry_json(entry_of(R"({"a":1})")).dump(),
            R"({"number":3,"session":"mine","exchange":"hello","unmatched":false,"limited":false,"faults":["fin"],)"
            R"("arrived_us":3000000,"clock":"2025-01-01T00:00:00.000Z",)"
            R"("retry":{"count":2,"previous":1,"gap_us":1500,"wait_us":1400,"asked_us":1000},"method":"POST",)"
            R"("target":"/~mine/v1/x?key=[redacted]&n=1","headers":[["Host","h"],["Authorization","[redacted]"]],)"
            R"("body":"{\"a\":1}","status":429,)"
            R"("writes":[{"offset":0,"length":5,"at_us":7},{"offset":5,"length":2,"at_us":1000}],"written":7,)"
            R"("end":{"ending":"complete","at_us":2000},"took_us":2100})");
}

TEST(EntryJson, LetsNoSecretOut) {
  EXPECT_THAT(entry_json(entry_of("")).dump(), Not(HasSubstr("sk-")));
  EXPECT_EQ(entry_json(entry_of(R"({"password":"a","text":"jo@mail.com sk-abcdefghijklmnop"})")).at("body"),
            R"({"password":"*","text":"jo@mail.com *******************"})");
}

TEST(EntryJson, HasNoEndWhileItPlays) {
  auto entry = entry_of("");
  entry.end.reset();
  entry.took.reset();
  entry.is_unmatched = true;
  entry.is_limited = true;
  EXPECT_TRUE(entry_json(entry).at("end").is_null());
  EXPECT_TRUE(entry_json(entry).at("took_us").is_null());
  EXPECT_EQ(entry_json(entry).at("unmatched"), true);
  EXPECT_EQ(entry_json(entry).at("limited"), true);
}

TEST(EntryJson, TellsHowItWasHeld) {
  auto entry = entry_of("");
  EXPECT_FALSE(entry_json(entry).contains("holds"));
  entry.holds = {{5us, journal::HoldEnd::limit, 9us}, {20us}};
  EXPECT_EQ(entry_json(entry).at("holds").dump(),
            R"([{"at_us":5,"ended_by":"limit","ended_at_us":9},{"at_us":20,"ended_by":null}])");
}

TEST(EntryJson, LeavesOutWhatThereIsNot) {
  auto entry = entry_of("");
  EXPECT_FALSE(entry_json(entry).contains("reason"));
  entry.reason = "nearest is 'a'";
  EXPECT_EQ(entry_json(entry).at("reason"), "nearest is 'a'");
  entry.retry = journal::Retry{.count = 1};
  EXPECT_EQ(entry_json(entry).at("retry").dump(), R"({"count":1})");
  entry.retry.reset();
  EXPECT_TRUE(entry_json(entry).at("retry").is_null());
  entry.status = 0;
  EXPECT_TRUE(entry_json(entry).at("status").is_null());
}

TEST(EntryJson, SaysThatTheClientWasAskedToContinue) {
  auto entry = entry_of("");
  EXPECT_FALSE(entry_json(entry).contains("continued"));
  entry.continued = 25;
  EXPECT_EQ(entry_json(entry).at("continued"), 25);
}

TEST(EntryJson, GivesABodyThatIsNoTextAsBase64) {
  const auto json = entry_json(entry_of(std::string("\xff\x00\x01", 3)));
  EXPECT_FALSE(json.contains("body"));
  EXPECT_EQ(json.at("body_base64"), "/wAB");
}

}  // namespace
}  // namespace wiretape::mockserver
