#include <optional>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

tape::Exchange used_up_after(std::uint64_t uses, tape::Exchange exchange) {
  exchange.uses = uses;
  return exchange;
}

/// Answers "/a" by the exchanges first, second, second, last, last, …
std::vector<tape::Exchange> sequence() {
  return {used_up_after(1, plain("first", "/a", "1")), used_up_after(2, plain("second", "/a", "2")),
          plain("last", "/a", "3")};
}

std::vector<std::string> answers(Responder& responder, const std::string& target, int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i)
    ids.push_back(responder.respond(request_for(target)).exchange);
  return ids;
}

TEST(ResponderSessions, PlaysASequence) {
  auto responder = responder_of(sequence());
  EXPECT_THAT(answers(responder, "/a", 5), ElementsAre("first", "second", "second", "last", "last"));
}

TEST(ResponderSessions, MatchNothingOnceAllIsUsedUp) {
  auto responder = responder_of({used_up_after(1, plain("once", "/a", "1"))});
  EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("once", ""));
  EXPECT_EQ(responder.unmatched(), 1U);
}

TEST(ResponderSessions, AreToldWhatIsUsedUpNotWhatIsUnrelated) {
  auto exchanges = sequence();
  exchanges.pop_back();
  auto unrelated = plain("unrelated", "/a", "4");
  unrelated.request.json = R"({"model":"m","stream":true,"user":"u"})";
  exchanges.push_back(std::move(unrelated));
  auto responder = responder_of(std::move(exchanges));
  answers(responder, "/a", 3);
  const auto told = responder.respond(request_for("/a")).program->bytes;
  EXPECT_THAT(told, HasSubstr("no exchange answers POST /a; used up are 'first' (1 use), 'second' (2 uses)\""));
  EXPECT_THAT(told, HasSubstr(R"("nearest":[{"exchange":"first",)"));
}

TEST(ResponderSessions, KeepWhatAFaultAnsweredInThePlaceOf) {
  for (const std::string plan : {"status:code=503", "redirect:to=b", "status:code=500;counts=false"}) {
    auto responder = responder_of(sequence());
    const auto broken = "/@" + plan + "/a";
    EXPECT_THAT(answers(responder, broken, 2), ElementsAre("first", "first")) << plan;
    EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("first", "second")) << plan;
    EXPECT_THAT(answers(responder, broken, 1), ElementsAre("second")) << plan;
    EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("second", "last")) << plan;
  }
}

TEST(ResponderSessions, MoveOnWhereAFaultCountsOrBreaksTheAnswerItself) {
  for (const std::string plan : {"status:code=503;counts=true", "redirect:to=x;counts=true", "reset:byte=0", "bom"}) {
    auto responder = responder_of(sequence());
    EXPECT_THAT(answers(responder, "/@" + plan + "/a", 2), ElementsAre("first", "second")) << plan;
  }
}

TEST(ResponderSessions, KeepWhatAnErrorOfTheServerAnsweredInThePlaceOf) {
  auto responder = responder_of(sequence());
  for (const std::string plan : {"reset:byte=99", "drop"})
    EXPECT_THAT(answers(responder, "/@" + plan + "/a", 1), ElementsAre("first")) << plan;
  EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("first", "second"));
}

TEST(ResponderSessions, ShareAProgramThatSparesTheExchangeAndSpareItEachTime) {
  auto responder = responder_of({used_up_after(1, plain("once", "/a", "1"))});
  for (int count = 0; count < 3; ++count)
    EXPECT_THAT(answers(responder, "/@status:code=503/a", 1), ElementsAre("once"));
  EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("once", ""));
}

TEST(ResponderSessions, DoNotDisturbEachOther) {
  auto responder = responder_of(sequence());
  EXPECT_THAT(answers(responder, "/~one/a", 2), ElementsAre("first", "second"));
  EXPECT_THAT(answers(responder, "/~two/a", 4), ElementsAre("first", "second", "second", "last"));
  EXPECT_THAT(answers(responder, "/a", 1), ElementsAre("first"));
  EXPECT_THAT(answers(responder, "/~one/a", 2), ElementsAre("second", "last"));
  EXPECT_THAT(responder.sessions(), ElementsAre("", "one", "two"));
}

TEST(ResponderSessions, BeginAnewWhenReset) {
  auto responder = responder_of(sequence());
  answers(responder, "/~one/a", 4);
  answers(responder, "/~two/a", 4);
  responder.reset("one");
  EXPECT_THAT(answers(responder, "/~one/a", 2), ElementsAre("first", "second"));
  EXPECT_THAT(answers(responder, "/~two/a", 1), ElementsAre("last"));
  responder.reset_all();
  EXPECT_THAT(responder.sessions(), IsEmpty());
  EXPECT_THAT(answers(responder, "/~two/a", 1), ElementsAre("first"));
}

TEST(ResponderSessions, OfManyThreadsEachSeeTheirOwnSequence) {
  auto responder = responder_of(sequence());
  constexpr int sessions = 64;
  std::vector<std::vector<std::string>> seen(sessions);
  {
    std::vector<std::jthread> threads;
    for (int session = 0; session < sessions; ++session) {
      threads.emplace_back([&responder, &mine = seen[static_cast<std::size_t>(session)], session] {
        mine = answers(responder, "/~s" + std::to_string(session) + "/a", 5);
      });
    }
  }
  for (const auto& mine : seen)
    EXPECT_THAT(mine, ElementsAre("first", "second", "second", "last", "last"));
}

TEST(ResponderSessions, AreBoundedInNumber) {
  auto responder = responder_of(sequence());
  for (std::size_t session = 0; session < most_sessions; ++session)
    ASSERT_THAT(answers(responder, "/~" + std::to_string(session) + "/a", 1), ElementsAre("first"));
  const auto refused = responder.respond(request_for("/~late/a"));
  EXPECT_EQ(refused.exchange, "");
  EXPECT_FALSE(refused.is_unmatched);
  EXPECT_THAT(refused.program->bytes, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(refused.program->bytes, HasSubstr("wiretape_too_many_sessions"));
  EXPECT_THAT(refused.program->bytes, HasSubstr("there are 10000 sessions already"));
  EXPECT_THAT(answers(responder, "/~7/a", 1), ElementsAre("second"));
  responder.reset("7");
  EXPECT_THAT(answers(responder, "/~late/a", 1), ElementsAre("first"));
  EXPECT_EQ(responder.sessions().size(), most_sessions);
}

TEST(ResponderSessions, AreBoundedInTheirNames) {
  auto responder = responder_of(sequence());
  const std::string longest(longest_session_name, 'x');
  EXPECT_THAT(answers(responder, "/~" + longest + "/a", 1), ElementsAre("first"));
  const auto refused = responder.respond(request_for("/~" + longest + "%78/a"));
  EXPECT_THAT(refused.program->bytes, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(refused.program->bytes, HasSubstr("wiretape_bad_prefix"));
  EXPECT_THAT(refused.program->bytes, HasSubstr("a session's name of 257 bytes; expected at most 256 bytes"));
  EXPECT_THAT(responder.sessions(), ElementsAre(longest));
}

TEST(ResponderUses, CountEveryAnswerOfEverySession) {
  auto responder = responder_of(sequence());
  answers(responder, "/a", 5);
  answers(responder, "/~s/a", 1);
  answers(responder, "/nowhere", 2);
  EXPECT_THAT(responder.uses(), ElementsAre(FieldsAre("test.yaml", "first", text::Position{}, 2U, std::nullopt),
                                            FieldsAre("test.yaml", "second", text::Position{}, 2U, std::nullopt),
                                            FieldsAre("test.yaml", "last", text::Position{}, 2U, std::nullopt)));
  EXPECT_EQ(responder.unmatched(), 2U);
}

TEST(ResponderReplace, AnswersByTheNewTapesAndBeginsAnew) {
  auto responder = responder_of(sequence());
  answers(responder, "/a", 3);
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = {used_up_after(1, plain("new", "/a", "N"))};
  responder.replace(std::move(tapes));
  EXPECT_THAT(answers(responder, "/a", 2), ElementsAre("new", ""));
  EXPECT_EQ(responder.unmatched(), 1U);
}

TEST(ResponderReplace, LeavesWhatIsPlayingAlone) {
  auto responder = responder_of({plain("a", "/a", "A")});
  const auto answer = responder.respond(request_for("/a"));
  responder.replace({});
  EXPECT_EQ(answer.program->bytes.substr(answer.program->bytes.size() - 1), "A");
}

}  // namespace
}  // namespace wiretape::mockserver
