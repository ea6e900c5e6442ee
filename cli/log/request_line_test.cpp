#include "cli/log/request_line.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using namespace std::chrono_literals;

journal::Entry answered_entry() {
  return {.number = 3,
          .session = "mine",
          .exchange = "hello",
          .clock = std::chrono::system_clock::time_point(1735689600s + 7ms),
          .request = {{.method = "POST", .target = "/~mine/v1/x?key=sk-1&n=2", .fields = {{"Host", "h"}}},
                      R"({"model":"gpt-4o","stream":true})"},
          .status = 200,
          .writes = {{0, 100, 0us}, {100, 23, 1ms}},
          .end = journal::EndRecord{wire::Ending::complete, 1ms},
          .took = 1530us};
}

/// The line without its time, which is that of the place where the test runs.
std::string line_of(const journal::Entry& entry, bool has_colours = false) {
  return request_text(entry, has_colours).substr(sizeof("00:00:00.007 ") - 1);
}

TEST(RequestText, TellsARequestInOneLine) {
  EXPECT_THAT(request_text(answered_entry(), false), MatchesRegex("[0-9][0-9]:[0-9][0-9]:00\\.007 POST .*\n"));
  EXPECT_EQ(line_of(answered_entry()),
            "POST /~mine/v1/x?key=[redacted]&n=2 gpt-4o: 200 exchange 'hello', 123 bytes, 1.5 ms\n");
}

TEST(RequestText, TellsWhyNoExchangeAnswered) {
  auto entry = answered_entry();
  entry.exchange = "";
  EXPECT_THAT(line_of(entry), HasSubstr(": 200 answered by wiretape itself, "));
  entry.is_unmatched = true;
  entry.status = 404;
  EXPECT_THAT(line_of(entry), HasSubstr(": 404 unmatched, "));
  entry.reason = "nearest is 'a' (t.yaml:3:5): path: expected /a, found /x";
  EXPECT_THAT(line_of(entry), HasSubstr(": 404 unmatched: nearest is 'a' (t.yaml:3:5): path: expected /a, found /x, "));
  entry.is_unmatched = false;
  entry.status = 400;
  entry.reason = "unknown fault 'fine'";
  EXPECT_THAT(line_of(entry), HasSubstr(": 400 unknown fault 'fine', "));
}

TEST(RequestText, TellsWhatIsOdd) {
  auto entry = answered_entry();
  entry.is_limited = true;
  entry.faults = {"reset:event=4", "bom"};
  entry.end = journal::EndRecord{wire::Ending::reset, 1ms};
  entry.retry = journal::Retry{.count = 2};
  EXPECT_THAT(line_of(entry),
              EndsWith("200 exchange 'hello' over its limits, broken by reset:event=4, bom, reset, try 3, 123 bytes, "
                       "1.5 ms\n"));
  entry.status = 0;
  entry.request.body = "no JSON";
  EXPECT_THAT(line_of(entry), HasSubstr("n=2: no status exchange"));
}

TEST(RequestText, HasColoursOnlyWhereTheyAreWanted) {
  EXPECT_THAT(line_of(answered_entry()), Not(HasSubstr("\x1B")));
  EXPECT_THAT(request_text(answered_entry(), true), HasSubstr(": \x1B[32m200\x1B[0m exchange"));
  auto entry = answered_entry();
  entry.is_unmatched = true;
  EXPECT_THAT(request_text(entry, true), HasSubstr("\x1B[31m200\x1B[0m"));
}

TEST(RequestText, ShortensAndDisarmsWhatOthersWrote) {
  auto entry = answered_entry();
  entry.request.head.target = "/" + std::string(5000, 'a');
  entry.request.body = R"({"model":"\u001b[2J\n"})";
  const auto line = line_of(entry);
  EXPECT_LT(line.size(), 700U);
  EXPECT_THAT(line, HasSubstr("aaa…"));
  EXPECT_THAT(line, Not(HasSubstr("\x1B")));
  EXPECT_EQ(line.find('\n'), line.size() - 1) << "one line";
}

TEST(RequestJson, SaysTheSame) {
  EXPECT_EQ(request_json(answered_entry()),
            R"({"request":3,"time":"2025-01-01T00:00:00.007Z","session":"mine","method":"POST",)"
            R"("target":"/~mine/v1/x?key=[redacted]&n=2","model":"gpt-4o","exchange":"hello","unmatched":false,)"
            R"("reason":null,"faults":[],"status":200,"bytes":123,"ms":1.53,"ending":"complete","try":1})"
            "\n");
  auto entry = answered_entry();
  entry.exchange = "";
  entry.is_unmatched = true;
  entry.reason = "nearest is 'a'";
  entry.status = 0;
  entry.request.body = "";
  const auto line = json::parse(request_json(entry));
  EXPECT_EQ(line.at("reason"), "nearest is 'a'");
  EXPECT_TRUE(line.at("exchange").is_null());
  EXPECT_TRUE(line.at("status").is_null());
  EXPECT_TRUE(line.at("model").is_null());
}

}  // namespace
}  // namespace wiretape::cli
