#include "wiretape/mockserver/answer/choose.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;

tape::Exchange once(tape::Exchange exchange) {
  exchange.uses = 1;
  return exchange;
}

class Choose : public ::testing::Test {
 protected:
  static std::vector<tape::Tape> tapes(tape::Limits limits, std::vector<tape::Exchange> exchanges) {
    return {{.name = "t.yaml", .limits = limits, .exchanges = std::move(exchanges)}};
  }

  /// "id", "id over quota", "models", "beside" or "nothing".
  static std::string chosen(LoadedTapes& loaded, const wire::HttpRequest& request, const MovableClock& clock) {
    const auto asks = ask(request, {}, false);
    const auto chosen = choose(std::get<Asked>(asks), loaded, clock);
    if (const auto* use = std::get_if<ClaimedUse>(&chosen)) return use->exchange.exchange->id;
    if (const auto* over = std::get_if<OverQuota>(&chosen)) return over->exchange.exchange->id + " over quota";
    if (std::holds_alternative<Beside>(chosen)) return "beside";
    return std::holds_alternative<ModelList>(chosen) ? "models" : "nothing";
  }

  MovableClock clock_;
};

TEST_F(Choose, ClaimsTheFirstThatIsNotUsedUp) {
  LoadedTapes loaded(tapes({}, {once(plain("one", "/a", "1")), once(plain("two", "/a", "2"))}), {});
  EXPECT_EQ(chosen(loaded, request_for("/a"), clock_), "one");
  EXPECT_EQ(chosen(loaded, request_for("/a"), clock_), "two");
  EXPECT_EQ(chosen(loaded, request_for("/~s/a"), clock_), "one");
  EXPECT_EQ(chosen(loaded, request_for("/a"), clock_), "nothing");
  EXPECT_EQ(*loaded.prepared[0].uses, 2U);
  EXPECT_EQ(*loaded.prepared[1].uses, 1U);
  EXPECT_EQ(loaded.unmatched, 1U);
}

TEST_F(Choose, TakesNothingWhereAQuotaIsShort) {
  LoadedTapes loaded(tapes({.requests_per_minute = 1}, {plain("b", "/b", "B"), once(plain("a", "/a", "A"))}), {});
  EXPECT_EQ(chosen(loaded, request_for("/b"), clock_), "b");
  EXPECT_EQ(chosen(loaded, request_for("/a"), clock_), "a over quota");
  EXPECT_EQ(*loaded.prepared[1].uses, 0U);
  clock_.advance(60s);
  EXPECT_EQ(chosen(loaded, request_for("/a"), clock_), "a");
}

TEST_F(Choose, TellsOfQuotasWhereThereAreSome) {
  LoadedTapes limited(tapes({.requests_per_minute = 9}, {plain("a", "/a", "A")}), {});
  LoadedTapes free(tapes({}, {plain("a", "/a", "A")}), {});
  const auto request = request_for("/a");
  const auto asks = ask(request, {}, false);
  const auto& asked = std::get<Asked>(asks);
  EXPECT_THAT(std::get<ClaimedUse>(choose(asked, limited, clock_)).quota_fields, Not(IsEmpty()));
  EXPECT_THAT(std::get<ClaimedUse>(choose(asked, free, clock_)).quota_fields, IsEmpty());
}

TEST_F(Choose, ListsModelsWhereNoExchangeDoes) {
  LoadedTapes loaded(tapes({}, {once(plain("own", "/v1/models", "mine"))}), {});
  auto request = request_for("/v1/models");
  EXPECT_EQ(chosen(loaded, request, clock_), "own");
  EXPECT_EQ(chosen(loaded, request, clock_), "nothing") << "a POST";
  request.head.method = "GET";
  EXPECT_EQ(chosen(loaded, request, clock_), "models");
  EXPECT_EQ(loaded.unmatched, 1U);
}

TEST_F(Choose, KnowsWhatProvidersHaveBesideUnlessItIsStrict) {
  LoadedTapes loaded(tapes({}, {once(plain("own", "/v1/embeddings", "mine"))}), {});
  const auto request = request_for("/v1/embeddings");
  EXPECT_EQ(chosen(loaded, request, clock_), "own");
  EXPECT_EQ(chosen(loaded, request, clock_), "beside");
  EXPECT_EQ(loaded.unmatched, 0U);
  auto models = request_for("/v1/models");
  models.head.method = "GET";
  for (const auto& each : {request, models}) {
    const auto asks = ask(each, {}, false);
    EXPECT_TRUE(std::holds_alternative<NothingMatches>(choose(std::get<Asked>(asks), loaded, clock_, true)));
  }
  EXPECT_EQ(loaded.unmatched, 2U);
}

}  // namespace
}  // namespace wiretape::mockserver
