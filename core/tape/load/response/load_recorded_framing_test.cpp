#include "wiretape/core/tape/load/response/load_recorded_framing.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

RecordedFraming framing_of(const std::string& framing) {
  return std::get<RecordedResponse>(exchange_of("response: {body: [aaaa], framing: " + framing + "}").answer).framing;
}

std::vector<std::string> mistakes_in_framing(const std::string& framing) {
  return mistakes_of("response: {body: [aaaa], framing: " + framing + "}");
}

TEST(LoadRecordedFraming, ReadsChunksAndTrailers) {
  EXPECT_EQ(framing_of("{chunks: ['1 2', 1], trailers: [[x-a, b]]}"),
            RecordedFraming(ChunkFraming{.sizes = {1, 2, 1}, .trailers = {{"x-a", "b"}}}));
  EXPECT_EQ(framing_of("{trailers: {x-a: b}}"), RecordedFraming(ChunkFraming{.sizes = {}, .trailers = {{"x-a", "b"}}}));
  EXPECT_EQ(framing_of("{}"), RecordedFraming(ChunkFraming{}));
}

TEST(LoadRecordedFraming, ReadsClose) {
  EXPECT_TRUE(std::holds_alternative<CloseFraming>(framing_of("close")));
}

TEST(LoadRecordedFraming, RefusesWhatIsNoSize) {
  EXPECT_THAT(mistakes_in_framing("{chunks: ['1 x']}"),
              ElementsAre(AllOf(StartsWith("4:49: the text '1 x'"), EndsWith("'x' is no size"))));
  EXPECT_THAT(mistakes_in_framing("{chunks: ['4 0']}"), ElementsAre(EndsWith("of size 0, is not listed")));
  EXPECT_THAT(mistakes_in_framing("{chunks: 4}"),
              ElementsAre(StartsWith("4:48: the number 4; expected a list of sizes")));
  EXPECT_THAT(mistakes_in_framing("chunked"), ElementsAre(HasSubstr("expected close, or {chunks: ")));
  EXPECT_THAT(mistakes_in_framing("{chunk: ['4']}"), ElementsAre(EndsWith("did you mean 'chunks'?")));
}

}  // namespace
}  // namespace wiretape::tape
