#include "wiretape/mockserver/answer/asked/prefixed_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using tape::PlannedFault;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

PrefixedTarget split(std::string_view target) {
  auto result = split_target(target);
  EXPECT_TRUE(std::holds_alternative<PrefixedTarget>(result)) << target;
  return std::get<PrefixedTarget>(std::move(result));
}

TEST(SplitTarget, LeavesAPlainTarget) {
  const auto target = split("/v1/chat/completions?a=b?c");
  EXPECT_EQ(target.session, "");
  EXPECT_EQ(target.plan, std::nullopt);
  EXPECT_EQ(target.path, "/v1/chat/completions");
  EXPECT_EQ(target.query, "a=b?c");
}

TEST(SplitTarget, TakesSessionAndPlan) {
  const auto target = split("/~session/@reset:event=4;seed=7,stall:text=2;for=3s/v1");
  EXPECT_EQ(target.session, "session");
  EXPECT_THAT(*target.plan, ElementsAre(PlannedFault{"reset", {{"event", "4"}, {"seed", "7"}}},
                                        PlannedFault{"stall", {{"text", "2"}, {"for", "3s"}}}));
  EXPECT_EQ(target.path, "/v1");
}

TEST(SplitTarget, DecodesPercentSigns) {
  const auto target = split("/~a%2Fb%20c/@fin%3aevent%3D2/x%20y");
  EXPECT_EQ(target.session, "a/b c");
  EXPECT_THAT(*target.plan, ElementsAre(PlannedFault{"fin", {{"event", "2"}}}));
  EXPECT_EQ(target.path, "/x%20y");
}

TEST(SplitTarget, CountsPrefixesOnlyAtTheFrontAndInOrder) {
  EXPECT_EQ(split("/v1/~s/@fin/x").path, "/v1/~s/@fin/x");
  EXPECT_EQ(split("/@fin/~s/x").path, "/~s/x");
  EXPECT_EQ(split("/~a/~b/x").path, "/~b/x");
  EXPECT_EQ(split("//~a/x").path, "//~a/x");
}

TEST(SplitTarget, NeverNormalises) {
  EXPECT_EQ(split("//ws/google").path, "//ws/google");
  EXPECT_EQ(split("/~s//ws").path, "//ws");
  EXPECT_EQ(split("/a/../b/./c").path, "/a/../b/./c");
  EXPECT_EQ(split("*").path, "*");
}

TEST(SplitTarget, GivesAnEmptyRestASlash) {
  EXPECT_EQ(split("/~s").path, "/");
  EXPECT_EQ(split("/~s/@fin").path, "/");
  EXPECT_EQ(split("/~s?q").path, "/");
}

TEST(SplitTarget, TakesTheAuthorityOffAnAbsoluteTarget) {
  EXPECT_EQ(split("http://127.0.0.1:80/~s/v1?q=1").session, "s");
  EXPECT_EQ(split("http://127.0.0.1:80/~s/v1?q=1").path, "/v1");
  EXPECT_EQ(split("https://host").path, "/");
  EXPECT_EQ(split("http://host?q").query, "q");
}

TEST(SplitTarget, RefusesWhatItCannotRead) {
  for (const auto& [target, found] : std::initializer_list<std::pair<const char*, const char*>>{
           {"/~/v1", "'/~' without a name"},
           {"/~a%2/v1", "'a%2'"},
           {"/~a%/v1", "'a%'"},
           {"/~a%zz/v1", "'a%zz'"},
           {"/@/v1", "empty fault name at byte 0"},
           {"/@reset:event/v1", "argument 'event' of 'reset' at byte 6 of the plan 'reset:event'"},
       }) {
    const auto result = split_target(target);
    ASSERT_TRUE(std::holds_alternative<PrefixError>(result)) << target;
    EXPECT_THAT(std::get<PrefixError>(result).found, HasSubstr(found));
  }
}

TEST(SessionOf, IsThatOfTheTargetWhateverComesBehindIt) {
  EXPECT_EQ(session_of("/~a%20b/@reset/v1"), "a b");
  EXPECT_EQ(session_of("/~mine/@reset:event/v1"), "mine");
  EXPECT_EQ(session_of("/v1/~mine"), "");
}

}  // namespace
}  // namespace wiretape::mockserver
