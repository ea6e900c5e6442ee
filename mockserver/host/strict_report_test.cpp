#include "wiretape/mockserver/host/strict_report.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
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
    static_cast<void>(journal.received("", "", request_for(target), {.is_unmatched = true}));
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
  UsedBefore before;
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
  static_cast<void>(journal.received("", "", request_for("/"), {.is_unmatched = true}));
  const auto report = strict_report(journal, Responder({}));
  EXPECT_FALSE(report.is_clean());
  EXPECT_THAT(report.requests, IsEmpty()) << "the journal no longer holds it";
}

/// A tape of one exchange with a plan.
std::vector<tape::Tape> broken_by(std::string_view plan) {
  auto exchange = plain("one", "/one", "1");
  exchange.faults = std::get<tape::FaultPlan>(tape::parse_fault_plan(plan));
  return {{.name = "a.yaml", .exchanges = {std::move(exchange)}}};
}

TEST(StrictReport, NamesTheFaultsThatHitNothing) {
  Responder responder(broken_by("stall:byte=0,fin:byte=0;attempt=2"), {}, faults_of("drip:size=1,hang:exchange=two"),
                      {.faults_name = "plan.yaml"});
  static_cast<void>(responder.respond(request_for("/one")));
  const journal::Journal journal({});
  const auto report = strict_report(journal, responder, {}, {{"plan.yaml", "", {3, 5}, "silent", false}});
  EXPECT_FALSE(report.is_clean());
  EXPECT_THAT(report.unused, IsEmpty());
  ASSERT_THAT(report.unhit, SizeIs(3));
  EXPECT_EQ(report.unhit[0].plan, "a.yaml");
  EXPECT_EQ(report.unhit[0].exchange, "one");
  EXPECT_EQ(report.unhit[0].fault, "fin:byte=0;attempt=2");
  EXPECT_EQ(report.unhit[1].plan, "plan.yaml");
  EXPECT_EQ(report.unhit[1].fault, "hang:exchange=two");
  EXPECT_EQ(report.unhit[2].fault, "silent");
}

TEST(StrictReport, IsCleanOnceEachFaultHasHitAlsoFromTheCache) {
  Responder responder(broken_by("stall:byte=0,fin:byte=0;attempt=2"));
  static_cast<void>(responder.respond(request_for("/one")));
  static_cast<void>(responder.respond(request_for("/one")));
  EXPECT_TRUE(strict_report(journal::Journal({}), responder).is_clean());

  Responder shared(broken_by("stall:byte=0"));
  const auto fault = faults_of("drip:size=1");
  static_cast<void>(shared.respond(request_for("/@drip:size=1/one")));  // compiled
  shared.armed().arm({{}, std::make_shared<const WatchedFaults>(fault), {}});
  static_cast<void>(shared.respond(request_for("/one")));  // kept
  EXPECT_TRUE(strict_report(journal::Journal({}), shared).is_clean());
}

TEST(StrictReport, CountsNoFaultThatHadNoPlace) {
  Responder responder(broken_by("fin:event=9;optional=true"));
  static_cast<void>(responder.respond(request_for("/one")));
  EXPECT_THAT(strict_report(journal::Journal({}), responder).unhit, SizeIs(1));
}

TEST(StrictReport, RemembersPlansThatAreArmedNoMore) {
  Responder responder(one_and_two());
  auto& armed = responder.armed();
  armed.arm({"s", std::make_shared<const WatchedFaults>(faults_of("stall:byte=0,fin:byte=0;attempt=2")), 1});
  static_cast<void>(responder.respond(request_for("/~s/one")));
  armed.arm({{}, std::make_shared<const WatchedFaults>(faults_of("reset:byte=1")), {}});
  responder.reset_all();
  const auto unhit = strict_report(journal::Journal({}), responder).unhit;
  ASSERT_THAT(unhit, SizeIs(2));
  EXPECT_EQ(unhit[0].plan, "the plan armed for session 's'");
  EXPECT_EQ(unhit[0].fault, "fin:byte=0;attempt=2");
  EXPECT_EQ(unhit[1].plan, "the plan armed for every session");
  EXPECT_EQ(unhit[1].fault, "reset:byte=1");
}

TEST(StrictReport, RemembersWhatHitBeforeAReload) {
  Responder responder(broken_by("stall:byte=0"));
  static_cast<void>(responder.respond(request_for("/one")));
  UsedBefore before;
  before.note(responder.uses());
  before.note(responder.fault_uses());
  responder.replace(broken_by("stall:byte=0"));
  EXPECT_THAT(strict_report(journal::Journal({}), responder).unhit, SizeIs(1));
  EXPECT_TRUE(strict_report(journal::Journal({}), responder, before).is_clean());
}

}  // namespace
}  // namespace wiretape::mockserver
