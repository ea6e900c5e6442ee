#include "wiretape/recorder/replay/stale_members.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::replay {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(StaleMembers, AreThoseThatDifferAreNewOrAreGone) {
  EXPECT_THAT(
      stale_members(R"({"a":1,"b":{"c":"x","d":[1,2]},"e":null})", R"({"e":null,"b":{"c":"y","d":[1,3,4]},"f":1})", {}),
      ElementsAre("/a", "/b/c", "/b/d/1", "/b/d/2", "/f"));
  EXPECT_THAT(stale_members(R"({"a":{}})", R"({"a":[]})", {}), ElementsAre("/a"));
}

TEST(StaleMembers, AreNoneWhereOnlyTheSpellingDiffers) {
  EXPECT_THAT(stale_members(R"({"a":"é","b":[true]})", R"({ "b": [true], "a": "\u00e9" })", {}), IsEmpty());
}

TEST(StaleMembers, AreNamedByPointers) {
  EXPECT_THAT(stale_members(R"({"a/b":{"~":1}})", R"({"a/b":{"~":2}})", {}), ElementsAre("/a~1b/~0"));
}

TEST(StaleMembers, LeaveOutWhatChangesWithEachRun) {
  EXPECT_THAT(stale_members(R"({"metadata":{"run_id":"a","team":"x"}})", R"({"metadata":{"run_id":"b","team":"y"}})",
                            {"metadata.run_id"}),
              ElementsAre("/metadata/team"));
}

TEST(StaleMembers, TakeWhatWasMaskedForTheSame) {
  EXPECT_THAT(stale_members(R"({"a":"I am ***********. Hi","b":"******","c":1111111})",
                            R"({"a":"I am jo@mail.com. Hi","b":"secret","c":5551234})", {}),
              IsEmpty());
  EXPECT_THAT(stale_members(R"({"a":"I am ***********. Hi"})", R"({"a":"I am jo@mail.com. Ho"})", {}),
              ElementsAre("/a"));
  EXPECT_THAT(stale_members(R"({"n":1})", R"({"n":2})", {}), ElementsAre("/n"));
}

TEST(StaleMembers, AreTheWholeBodyWhereThatIsNoJson) {
  EXPECT_THAT(stale_members("a=1", "a=2", {}), ElementsAre(""));
  EXPECT_THAT(stale_members("a=1", "a=1", {}), IsEmpty());
  EXPECT_THAT(stale_members("*******", "packed!", {}), IsEmpty());
}

TEST(StaleMembers, AreNoneWhereNoBodyWasKept) {
  EXPECT_THAT(stale_members("", R"({"a":1})", {}), IsEmpty());
}

TEST(StaleMembers, AreNotEndless) {
  std::string many = "[0";
  for (int i = 0; i < 100; ++i)
    many += ",1";
  EXPECT_THAT(stale_members("[]", many + "]", {}), SizeIs(most_stale_members));
}

}  // namespace
}  // namespace wiretape::recorder::replay
