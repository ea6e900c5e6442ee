#include "wiretape/mockserver/answer/tape_sets.h"

#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

tape::Exchange used_once(tape::Exchange exchange) {
  exchange.uses = 1;
  return exchange;
}

std::vector<tape::Tape> tape_with(std::vector<tape::Exchange> exchanges, std::string name = "t.yaml") {
  return {{.name = std::move(name), .exchanges = std::move(exchanges)}};
}

/// A responder whose sets for all are an exchange "all" and, once, "first" before it.
class TapeSetsTest : public ::testing::Test {
 protected:
  /// The exchanges that answer so many requests of a session; "" for none.
  std::vector<std::string> answers(const std::string& session, int count = 1) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i)
      ids.push_back(responder_.respond(request_for((session.empty() ? "" : "/~" + session) + "/a")).exchange);
    return ids;
  }
  TapeSets& sets() { return responder_.tapes(); }

  Responder responder_ = responder_of({used_once(plain("first", "/a", "1")), plain("all", "/a", "2")});
};

TEST_F(TapeSetsTest, AnswerASessionByItsOwnAndNothingElse) {
  EXPECT_FALSE(sets().replace("mine", {tape_with({used_once(plain("own", "/a", "O"))})}));
  EXPECT_THAT(answers("mine", 2), ElementsAre("own", ""));
  EXPECT_THAT(answers("other", 2), ElementsAre("first", "all"));
  EXPECT_THAT(answers("", 2), ElementsAre("first", "all"));
  EXPECT_EQ(responder_.unmatched(), 0U) << "of the set for all";
  EXPECT_EQ(sets().of("mine")->unmatched, 1U);
}

TEST_F(TapeSetsTest, BeginAnewWhereTheyAreReplaced) {
  EXPECT_FALSE(sets().replace("mine", {tape_with({used_once(plain("own", "/a", "O"))})}));
  EXPECT_THAT(answers("mine"), ElementsAre("own"));
  EXPECT_FALSE(sets().replace("mine", {tape_with({used_once(plain("own", "/a", "O"))})}));
  EXPECT_THAT(answers("mine", 2), ElementsAre("own", ""));
  EXPECT_FALSE(sets().replace(std::nullopt, {tape_with({used_once(plain("new", "/a", "N"))})}));
  EXPECT_THAT(answers("other", 2), ElementsAre("new", ""));
  EXPECT_THAT(answers("mine"), ElementsAre("")) << "sessions keep their own";
}

TEST_F(TapeSetsTest, GoOnWhereOthersAreAdded) {
  EXPECT_THAT(answers("mine"), ElementsAre("first"));
  EXPECT_FALSE(sets().replace(std::nullopt, {tape_with({used_once(plain("one", "/a", "1"))})}));
  EXPECT_THAT(answers("mine"), ElementsAre("one"));
  EXPECT_FALSE(sets().add(std::nullopt, {tape_with({used_once(plain("two", "/a", "2"))})}));
  EXPECT_THAT(answers("mine", 2), ElementsAre("two", "")) << "what was used stays used";
  EXPECT_THAT(answers("other", 3), ElementsAre("one", "two", ""));
}

TEST_F(TapeSetsTest, AddForASessionBehindWhatAnswersIt) {
  EXPECT_FALSE(sets().replace(std::nullopt, {tape_with({used_once(plain("one", "/a", "1"))})}));
  EXPECT_THAT(answers("mine"), ElementsAre("one"));
  EXPECT_FALSE(sets().add("mine", {tape_with({used_once(plain("own", "/a", "O"))})}));
  EXPECT_THAT(answers("mine", 2), ElementsAre("own", ""));
  EXPECT_THAT(answers("other", 2), ElementsAre("one", ""));
  EXPECT_FALSE(sets().replace(std::nullopt, {{}}));
  responder_.reset("mine");
  EXPECT_THAT(answers("mine", 3), ElementsAre("one", "own", "")) << "it keeps those that it had";
}

TEST_F(TapeSetsTest, AreThoseForAllAgainOnceASessionsOwnAreTakenAway) {
  EXPECT_THAT(answers("mine", 2), ElementsAre("first", "all"));
  EXPECT_FALSE(sets().replace("mine", {tape_with({plain("own", "/a", "O")})}));
  sets().remove("mine");
  EXPECT_THAT(answers("mine"), ElementsAre("first")) << "as if it were new";
  sets().remove("mine");
  EXPECT_THAT(answers("mine"), ElementsAre("all")) << "nothing was there to take away";
  sets().remove(std::nullopt);
  EXPECT_THAT(answers("mine"), ElementsAre(""));
}

TEST_F(TapeSetsTest, AreResetEachForItsSessions) {
  EXPECT_FALSE(sets().replace("mine", {tape_with({used_once(plain("own", "/a", "O"))})}));
  EXPECT_THAT(answers("mine", 2), ElementsAre("own", ""));
  EXPECT_THAT(answers("other"), ElementsAre("first"));
  responder_.reset("mine");
  EXPECT_THAT(answers("mine", 2), ElementsAre("own", ""));
  EXPECT_THAT(answers("other"), ElementsAre("all"));
  responder_.reset_all();
  EXPECT_THAT(answers("mine"), ElementsAre("own"));
  EXPECT_THAT(answers("other"), ElementsAre("first"));
}

TEST_F(TapeSetsTest, TellEachUseOnce) {
  EXPECT_FALSE(sets().add("mine", {tape_with({plain("own", "/b", "O")}, "mine.yaml")}));
  answers("mine");
  answers("other");
  EXPECT_THAT(responder_.uses(), ElementsAre(FieldsAre("test.yaml", "first", text::Position{}, 2U, std::nullopt),
                                             FieldsAre("test.yaml", "all", text::Position{}, 0U, std::nullopt),
                                             FieldsAre("mine.yaml", "own", text::Position{}, 0U, "mine")));
  EXPECT_THAT(responder_.sessions(), ElementsAre("mine", "other"));
}

TEST_F(TapeSetsTest, LeaveWhatIsPlayingAlone) {
  const auto answer = responder_.respond(request_for("/~mine/a"));
  EXPECT_FALSE(sets().replace("mine", {{}}));
  sets().remove(std::nullopt);
  EXPECT_THAT(answer.program->bytes, HasSubstr("\r\n\r\n1"));
}

TEST_F(TapeSetsTest, AreBounded) {
  const auto long_name = sets().replace(std::string(longest_session_name + 1, 'x'), {{}});
  ASSERT_TRUE(long_name);
  EXPECT_EQ(long_name->found, "a session's name of 257 bytes");
  EXPECT_FALSE(sets().replace("large", {{}, most_tape_bytes - 1}));
  EXPECT_FALSE(sets().add("small", {{}, 1}));
  const auto large = sets().add("large", {{}, 1});
  ASSERT_TRUE(large);
  EXPECT_EQ(large->found, "tapes of 268435457 bytes in all");
  EXPECT_EQ(large->hint, "DELETE /sessions/NAME/tapes makes room");
  EXPECT_FALSE(sets().replace("large", {{}, most_tape_bytes - 1})) << "those that it replaces make room";
  sets().remove("large");
  EXPECT_FALSE(sets().add("other", {{}, most_tape_bytes - 1}));
}

TEST_F(TapeSetsTest, AreBoundedInNumber) {
  for (std::size_t session = 0; session < most_sessions; ++session)
    ASSERT_FALSE(sets().replace(std::to_string(session), {{}}));
  const auto late = sets().add("late", {{}});
  ASSERT_TRUE(late);
  EXPECT_EQ(late->found, "tapes of 10000 sessions already");
  EXPECT_FALSE(sets().replace("7", {{}}));
  sets().remove("7");
  EXPECT_FALSE(sets().add("late", {{}}));
}

TEST_F(TapeSetsTest, OfSessionsThatRunSideBySideDontMix) {
  constexpr int threads = 8;
  std::vector<std::vector<std::string>> seen(threads);
  {
    std::vector<std::jthread> all;
    for (int thread = 0; thread < threads; ++thread) {
      all.emplace_back([this, thread, &mine = seen[static_cast<std::size_t>(thread)]] {
        const auto name = "s" + std::to_string(thread);
        for (int round = 0; round < 50; ++round) {
          const auto id = name + "-" + std::to_string(round);
          const bool is_set = !sets().replace(name, {tape_with({used_once(plain(id, "/a", id))})});
          if (!is_set || answers(name, 2) != std::vector<std::string>{id, ""}) mine.push_back(id);
          if (round % 2 == 0) sets().remove(name);
        }
      });
    }
  }
  for (const auto& mine : seen)
    EXPECT_THAT(mine, IsEmpty());
}

}  // namespace
}  // namespace wiretape::mockserver
