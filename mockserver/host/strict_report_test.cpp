#include "wiretape/mockserver/host/strict_report.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<tape::Tape> one_and_two() {
  return {{.name = "a.yaml", .exchanges = {plain("one", "/one", "1"), plain("two", "/two", "2")}}};
}

TEST(StrictReport, ListsWhatIsUnmatchedAndUnused) {
  Responder responder(one_and_two());
  static_cast<void>(responder.respond(request_for("/one")));
  journal::Journal journal({.entries = 3});
  for (const char* target : {"/gone", "/1", "/2"})
    static_cast<void>(journal.received("", "", request_for(target), true));
  static_cast<void>(journal.received("", "", request_for("/v1/models")));

  const auto report = strict_report(journal, responder);
  EXPECT_FALSE(report.is_clean());
  EXPECT_EQ(report.unmatched, 3U);
  EXPECT_THAT(report.requests, ElementsAre(Field(&journal::Entry::number, 2U), Field(&journal::Entry::number, 3U)));
  EXPECT_THAT(report.unused, ElementsAre(Field(&ExchangeUse::exchange, "two")));
}

TEST(StrictReport, IsCleanWhereAllIsMatchedAndUsed) {
  Responder responder(one_and_two());
  static_cast<void>(responder.respond(request_for("/one")));
  static_cast<void>(responder.respond(request_for("/~mine/two")));
  EXPECT_TRUE(strict_report(journal::Journal({}), responder).is_clean());
}

TEST(StrictReport, RemembersWhatAnsweredBeforeAReload) {
  Responder responder(one_and_two());
  static_cast<void>(responder.respond(request_for("/one")));
  UsedExchanges before;
  before.note(responder.uses());
  responder.replace(one_and_two());
  static_cast<void>(responder.respond(request_for("/two")));
  const journal::Journal journal({});
  EXPECT_TRUE(strict_report(journal, responder, before).is_clean());
  EXPECT_THAT(strict_report(journal, responder).unused, SizeIs(1));
  before.note(responder.uses());
  responder.replace(one_and_two());
  EXPECT_TRUE(strict_report(journal, responder, before).is_clean());
}

TEST(StrictReport, IsNotCleanForEitherAlone) {
  EXPECT_FALSE(strict_report(journal::Journal({}), Responder(one_and_two())).is_clean());
  journal::Journal journal({.entries = 0});
  static_cast<void>(journal.received("", "", request_for("/"), true));
  const auto report = strict_report(journal, Responder({}));
  EXPECT_FALSE(report.is_clean());
  EXPECT_THAT(report.requests, IsEmpty()) << "the journal no longer holds it";
}

}  // namespace
}  // namespace wiretape::mockserver
