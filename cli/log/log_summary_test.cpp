#include "cli/log/log_summary.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

journal::Entry matched(std::vector<std::string> faults = {}) {
  return {
      .number = 1, .session = "", .exchange = "a", .faults = std::move(faults), .request = {}, .writes = {}, .end = {}};
}

journal::Entry unmatched(std::uint64_t number) {
  return {.number = number,
          .session = "",
          .exchange = "",
          .is_unmatched = true,
          .reason = "nearest is 'a'",
          .request = {{.method = "GET", .target = "/x?key=sk-1", .minor_version = 1, .fields = {}}, ""},
          .writes = {},
          .end = {}};
}

TEST(LogSummary, CountsWhatThereWas) {
  LogSummary summary;
  EXPECT_EQ(summary.text(0, {}), "wiretape: 0 requests: 0 matched, 0 unmatched\n");
  summary.add(matched());
  EXPECT_EQ(summary.text(1, {}), "wiretape: 1 request: 1 matched, 0 unmatched\n");
  auto models = matched();
  models.exchange = "";
  summary.add(models);
  EXPECT_EQ(summary.text(2, {}), "wiretape: 2 requests: 1 matched, 0 unmatched, 1 answered by wiretape itself\n");
}

TEST(LogSummary, NamesWhatIsToBeLookedAt) {
  LogSummary summary;
  summary.add(matched({"fin", "bom"}));
  summary.add(matched({"fin"}));
  summary.add(unmatched(3));
  EXPECT_EQ(summary.text(3, {{"t.yaml", "never", {6, 5}, 0}}),
            "wiretape: 3 requests: 2 matched, 1 unmatched\n"
            "  #3 GET /x?key=[redacted]: nearest is 'a'\n"
            "wiretape: 1 exchange answered nothing:\n"
            "  t.yaml:6:5: exchange 'never'\n"
            "wiretape: faults that fired:\n"
            "  bom: 1 time\n"
            "  fin: 2 times\n");
  EXPECT_EQ(json::parse(summary.json(3, {{"t.yaml", "never", {6, 5}, 0}})), json::parse(R"({
              "summary": true, "requests": 3, "matched": 2, "unmatched": 1,
              "nearest_misses": ["#3 GET /x?key=[redacted]: nearest is 'a'"],
              "unused": [{"file": "t.yaml", "line": 6, "column": 5, "exchange": "never"}],
              "faults": {"bom": 1, "fin": 2}, "left_out": 0})"));
}

TEST(LogSummary, NamesNotTooMany) {
  LogSummary summary;
  for (std::uint64_t number = 1; number <= 30; ++number)
    summary.add(unmatched(number));
  const auto text = summary.text(30, std::vector<mockserver::ExchangeUse>(12));
  EXPECT_THAT(text, HasSubstr("#10 GET"));
  EXPECT_THAT(text, Not(HasSubstr("#11 GET")));
  EXPECT_THAT(text, HasSubstr("  and 20 more\n"));
  EXPECT_THAT(text, HasSubstr("  and 2 more\n"));
}

TEST(LogSummary, CountsWhatWasLeftOut) {
  LogSummary summary;
  summary.add(matched());
  summary.add(matched());
  summary.leave_out(1);
  EXPECT_THAT(summary.text(2, {}), HasSubstr("wiretape: 1 line of the log left out\n"));
  EXPECT_EQ(json::parse(summary.json(5, {})).at("left_out"), 4) << "three were gone before they could be read";
}

}  // namespace
}  // namespace wiretape::cli
