#include "wiretape/mockserver/control/received_requests.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

journal::Entry entry_of(std::uint64_t number, std::string target, std::string body = "{}") {
  journal::Entry entry;
  entry.number = number;
  entry.request = request_for(std::move(target), std::move(body));
  return entry;
}

tape::RequestRule rule_of(std::optional<std::string> path, std::optional<std::string> json = std::nullopt) {
  tape::RequestRule rule;
  rule.path = std::move(path);
  rule.json = std::move(json);
  return rule;
}

TEST(CountRequests, CountsThoseThatMeetTheRule) {
  const std::vector<journal::Entry> entries{entry_of(1, "/a"), entry_of(2, "/~mine/a?x=1"), entry_of(3, "/b"),
                                            entry_of(4, "/~%zz/a")};
  EXPECT_EQ(count_requests(entries, rule_of("/a")).count, 2U);
  EXPECT_EQ(count_requests(entries, rule_of("/a")).nearest_miss, "");
  EXPECT_EQ(count_requests(entries, {}).count, 4U);
  EXPECT_EQ(count_requests({}, {}).count, 0U);
  EXPECT_EQ(count_requests({}, {}).nearest_miss, "");
}

TEST(CountRequests, NamesTheEntryThatFailsTheFewestClauses) {
  const std::vector<journal::Entry> entries{entry_of(7, "/b", R"({"model":"x","n":2})"),
                                            entry_of(8, "/a", R"({"model":"gpt-4","n":1})"), entry_of(9, "/a", "no")};
  const auto result = count_requests(entries, rule_of("/a", R"({"model":"gpt-4o","n":1})"));
  EXPECT_EQ(result.count, 0U);
  EXPECT_EQ(result.nearest_miss, R"(the nearest is #8: json /model: expected "gpt-4o", found "gpt-4")");
}

TEST(CountRequests, SaysThatTheJsonAskedForIsNone) {
  EXPECT_EQ(count_requests({entry_of(1, "/")}, rule_of("/", "{model: 1}")).nearest_miss,
            "the json asked for is no JSON: {model: 1}");
}

TEST(DescribeRule, NamesEveryClause) {
  EXPECT_EQ(describe_rule({}), "any request");
  auto rule = rule_of("/v1/*", R"({"model":"gpt-4o","n":1})");
  rule.method = "POST";
  rule.headers = {{"accept", {tape::TextRule::Kind::equals, "a/b"}}};
  const auto text = describe_rule(rule);
  for (const char* part : {"method POST", "path /v1/*", "header accept", "a/b", "gpt-4o"})
    EXPECT_THAT(text, ::testing::HasSubstr(part));
}

TEST(DescribeEntry, SaysWhatCameAndWhatBecameOfIt) {
  auto entry = entry_of(3, "/v1?key=sk-1");
  EXPECT_EQ(describe_entry(entry), "#3 POST /v1?key=[redacted]: answered by the server itself, still playing");
  entry.is_unmatched = true;
  entry.end = journal::EndRecord{wire::Ending::complete, 0us};
  EXPECT_EQ(describe_entry(entry), "#3 POST /v1?key=[redacted]: unmatched, complete");
  entry.is_unmatched = false;
  entry.exchange = "hello";
  entry.session = "a";
  entry.end = journal::EndRecord{wire::Ending::reset, 0us};
  EXPECT_EQ(describe_entry(entry), "#3 POST /v1?key=[redacted] in session 'a': exchange 'hello', reset");
  entry.is_limited = true;
  EXPECT_EQ(describe_entry(entry),
            "#3 POST /v1?key=[redacted] in session 'a': exchange 'hello' over its limits, reset");
}

TEST(ListEntries, ShowsTheNewest) {
  const std::vector<journal::Entry> entries{entry_of(1, "/1"), entry_of(2, "/2"), entry_of(3, "/3")};
  EXPECT_EQ(list_entries({}), "");
  EXPECT_EQ(list_entries(entries, 2),
            "\n  (1 earlier ones are left out)"
            "\n  #2 POST /2: answered by the server itself, still playing"
            "\n  #3 POST /3: answered by the server itself, still playing");
}

TEST(UnhitFaults, AreThoseThatHitNothing) {
  const auto unhit = unhit_faults({{"a.yaml", "one", {9, 14}, "reset:event=4", false},
                                   {"a.yaml", "one", {9, 30}, "stall", true},
                                   {"--faults", "", {1, 1}, "fin", false}});
  ASSERT_EQ(unhit.size(), 2U);
  EXPECT_EQ(describe_fault(unhit[0]), "a.yaml:9:14: fault 'reset:event=4' of exchange 'one'");
  EXPECT_EQ(describe_fault(unhit[1]), "--faults:1:1: fault 'fin'");
}

TEST(UnusedExchanges, AreThoseThatAnsweredNothing) {
  const std::vector<ExchangeUse> uses{{"a.yaml", "one", {3, 5}, 1}, {"a.yaml", "two", {9, 5}, 0}};
  const auto unused = unused_exchanges(uses);
  ASSERT_THAT(unused, ElementsAre(Field(&ExchangeUse::exchange, "two")));
  EXPECT_EQ(describe_exchange(unused.front()), "a.yaml:9:5: exchange 'two'");
  EXPECT_THAT(unused_exchanges({}), IsEmpty());
}

}  // namespace
}  // namespace wiretape::mockserver
