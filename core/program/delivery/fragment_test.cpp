#include "wiretape/core/program/delivery/fragment.h"

#include <chrono>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

std::vector<std::size_t> cut(const Body& body, const tape::Fragmentation& fragmentation, std::uint64_t seed = 1) {
  Random random(seed);
  return cut_body(body, fragmentation, random);
}

Body two_events() {
  provider::Events events;
  events.events = {provider::DataEvent{"", "a", {}}, provider::CommentEvent{"c"}, provider::DataEvent{"x", "b", {}}};
  return encode(events, wire::Framing::sse);
}

TEST(CutBody, CutsBeforeEachEventAndCommentByDefault) {
  EXPECT_THAT(cut(two_events(), {}), ElementsAre(9, 13));
}

TEST(CutBody, LeavesTheWhole) {
  EXPECT_THAT(cut(two_events(), tape::FragmentWhole{}), IsEmpty());
}

TEST(CutBody, CutsAfterEachLine) {
  EXPECT_THAT(cut(verbatim_body("a\r\nb\rc\n\nd"), tape::FragmentLines{}), ElementsAre(3, 5, 7, 8));
  EXPECT_THAT(cut(verbatim_body("a\n"), tape::FragmentLines{}), IsEmpty());
  EXPECT_THAT(cut(verbatim_body("a\r"), tape::FragmentLines{}), IsEmpty());
}

TEST(CutBody, CutsInsideEveryMultiByteCharacterAndNowhereElse) {
  EXPECT_THAT(cut(verbatim_body("aé😀b€"), tape::FragmentUtf8{}), ElementsAre(2, 4, 9));
  EXPECT_THAT(cut(verbatim_body("plain"), tape::FragmentUtf8{}), IsEmpty());
  EXPECT_THAT(cut(verbatim_body("\x80\x80"), tape::FragmentUtf8{}), IsEmpty());
}

TEST(CutBody, CutsAtAFixedSize) {
  EXPECT_THAT(cut(verbatim_body("12345678"), tape::FragmentSize{3}), ElementsAre(3, 6));
  EXPECT_THAT(cut(verbatim_body("123456"), tape::FragmentSize{3}), ElementsAre(3));
  EXPECT_THAT(cut(verbatim_body("12"), tape::FragmentSize{std::numeric_limits<std::size_t>::max()}), IsEmpty());
}

TEST(CutBody, CutsAtOffsetsInOrderOnceAndPassesOverThoseBeyond) {
  EXPECT_THAT(cut(verbatim_body("12345678"), tape::FragmentAt{{5, 2, 5, 0, 8, 100}}), ElementsAre(2, 5));
}

TEST(CutBody, CutsAtRandomTheSameForASeed) {
  const auto body = verbatim_body(std::string(100, 'x'));
  const auto cuts = cut(body, tape::FragmentRandom{3, 9}, 5);
  EXPECT_EQ(cuts, cut(body, tape::FragmentRandom{3, 9}, 5));
  EXPECT_NE(cuts, cut(body, tape::FragmentRandom{3, 9}, 6));
  std::size_t before = 0;
  for (const auto at : cuts) {
    EXPECT_GE(at - before, 3U);
    EXPECT_LE(at - before, 9U);
    before = at;
  }
}

TEST(CutBody, AlwaysCutsAtAPause) {
  auto body = verbatim_body("12345678");
  body.pauses = {{0, 1ms}, {4, 1ms}, {8, 1ms}};
  EXPECT_THAT(cut(body, tape::FragmentWhole{}), ElementsAre(4));
}

TEST(CutBody, GivesNoCutForAnEmptyBody) {
  EXPECT_THAT(cut(verbatim_body(""), tape::FragmentSize{1}), IsEmpty());
  EXPECT_THAT(cut(verbatim_body(""), tape::FragmentRandom{1, 1}), IsEmpty());
}

}  // namespace
}  // namespace wiretape::program
