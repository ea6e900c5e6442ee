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
          .request = {std::move(head), std::move(body)},
          .writes = {{0, 5, 7us}, {5, 2, 1ms}},
          .end = journal::EndRecord{wire::Ending::complete, 2ms}};
}

TEST(EntryJson, HasEverythingInItsOrder) {
  EXPECT_EQ(
      entry_json(entry_of(R"({"a":1})")).dump(),
      R"({"number":3,"session":"mine","exchange":"hello","unmatched":false,"limited":false,"faults":["fin"],"method":"POST",)"
      R"("target":"/~mine/v1/x?key=[redacted]&n=1","headers":[["Host","h"],["Authorization","[redacted]"]],)"
      R"("body":"{\"a\":1}","writes":[{"offset":0,"length":5,"at_us":7},{"offset":5,"length":2,"at_us":1000}],)"
      R"("end":{"ending":"complete","at_us":2000}})");
}

TEST(EntryJson, LetsNoSecretOut) {
  EXPECT_THAT(entry_json(entry_of("")).dump(), Not(HasSubstr("sk-")));
}

TEST(EntryJson, HasNoEndWhileItPlays) {
  auto entry = entry_of("");
  entry.end.reset();
  entry.is_unmatched = true;
  entry.is_limited = true;
  EXPECT_TRUE(entry_json(entry).at("end").is_null());
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
