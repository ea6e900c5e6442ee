#include "cli/serve/strict_report.h"

#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

wire::HttpRequest request_for(std::string target) {
  return {{.method = "POST", .target = std::move(target), .minor_version = 1, .fields = {}}, ""};
}

/// A tape of two exchanges that have answered nothing.
std::vector<tape::Tape> two_exchanges() {
  std::vector<tape::Tape> tapes(1);
  tapes.front().name = "a.yaml";
  for (std::size_t line : {3U, 9U}) {
    auto& exchange = tapes.front().exchanges.emplace_back();
    exchange.id = "at-" + std::to_string(line);
    exchange.position = {line, 5};
    exchange.answer = tape::PlainResponse{};
    exchange.request.path = "/" + exchange.id;
  }
  return tapes;
}

TEST(StrictReport, ListsWhatIsUnmatchedAndUnused) {
  mockserver::Responder responder(two_exchanges());
  static_cast<void>(responder.respond(request_for("/at-3")));
  journal::Journal journal({.entries = 3});
  for (const char* target : {"/gone", "/1", "/2?key=sk-1"})
    static_cast<void>(journal.received("", "", request_for(target), true));
  static_cast<void>(journal.received("", "", request_for("/v1/models")));

  const auto report = strict_report(journal, responder);
  EXPECT_FALSE(report.is_clean());
  EXPECT_EQ(strict_text(report),
            "wiretape: strict: 3 requests matched no exchange:\n"
            "  #2 POST /1: unmatched, still playing\n"
            "  #3 POST /2?key=[redacted]: unmatched, still playing\n"
            "  (1 that the journal no longer holds)\n"
            "wiretape: strict: 1 exchange answered no request:\n"
            "  a.yaml:9:5: exchange 'at-9'\n");
  EXPECT_EQ(strict_json(report), R"({"strict":false,"unmatched":3,"requests":[)"
                                 R"({"number":2,"session":"","method":"POST","target":"/1"},)"
                                 R"({"number":3,"session":"","method":"POST","target":"/2?key=[redacted]"}],)"
                                 R"("unused":[{"file":"a.yaml","line":9,"column":5,"exchange":"at-9"}]})"
                                 "\n");
}

TEST(StrictReport, IsCleanWhereAllIsMatchedAndUsed) {
  mockserver::Responder responder(two_exchanges());
  static_cast<void>(responder.respond(request_for("/at-3")));
  static_cast<void>(responder.respond(request_for("/~mine/at-9")));
  const auto report = strict_report(journal::Journal({}), responder);
  EXPECT_TRUE(report.is_clean());
  EXPECT_EQ(strict_text(report), "");
  EXPECT_EQ(strict_json(report), "{\"strict\":true,\"unmatched\":0,\"requests\":[],\"unused\":[]}\n");
}

TEST(StrictReport, RemembersWhatAnsweredBeforeAReload) {
  mockserver::Responder responder(two_exchanges());
  static_cast<void>(responder.respond(request_for("/at-3")));
  UsedExchanges before;
  before.note(responder.uses());
  responder.replace(two_exchanges());
  static_cast<void>(responder.respond(request_for("/at-9")));
  const journal::Journal journal({});
  EXPECT_TRUE(strict_report(journal, responder, before).is_clean());
  EXPECT_EQ(strict_report(journal, responder).unused.size(), 1U);
  before.note(responder.uses());
  responder.replace(two_exchanges());
  EXPECT_TRUE(strict_report(journal, responder, before).is_clean());
}

TEST(StrictReport, IsNotCleanForEitherAlone) {
  mockserver::Responder unused(two_exchanges());
  EXPECT_FALSE(strict_report(journal::Journal({}), unused).is_clean());
  journal::Journal journal({.entries = 0});
  static_cast<void>(journal.received("", "", request_for("/"), true));
  EXPECT_FALSE(strict_report(journal, mockserver::Responder({})).is_clean());
}

}  // namespace
}  // namespace wiretape::cli
