#include "wiretape/core/tape/load/load_recorded_request.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

std::string asked(std::string_view members) {
  return "wiretape: 1\nexchanges: [{response: {body: x}, recorded_request: " + std::string(members) + "}]\n";
}

TEST(LoadRecordedRequest, ReadsAllOfItAndIsWrittenTheSame) {
  const auto tape =
      tape_of(asked("{upstream: https://a, method: POST, target: /v1?x=1, headers: [[A, b]], body: !b64 /w==}"));
  EXPECT_EQ(
      tape.exchanges.at(0).recorded_request,
      (RecordedRequest{
          .upstream = "https://a", .method = "POST", .target = "/v1?x=1", .headers = {{"A", "b"}}, .body = "\xFF"}));
  EXPECT_EQ(tape_of(emit_tape(tape)), tape);
}

TEST(LoadRecordedRequest, IsNoneOfTapesThatHaveNone) {
  EXPECT_EQ(tape_of("wiretape: 1\nexchanges: [{response: {body: x}}]\n").exchanges.at(0).recorded_request,
            std::nullopt);
}

TEST(LoadRecordedRequest, HoldsTextThatLooksLikeAPlaceholder) {
  const auto tape = tape_of(asked("{method: GET, target: '/{{now}}', body: '{{id}}'}"));
  EXPECT_FALSE(tape.exchanges.at(0).is_template);
  EXPECT_EQ(tape.exchanges.at(0).recorded_request->body, "{{id}}");
}

TEST(LoadRecordedRequest, TellsWhatIsMissingOrWrong) {
  EXPECT_THAT(mistakes_in(asked("{method: GET}")), ElementsAre(StartsWith("2:53: a recorded request without")));
  EXPECT_THAT(mistakes_in(asked("{method: '', target: /}")), ElementsAre(StartsWith("2:62: ")));
  EXPECT_THAT(mistakes_in(asked("{method: GET, target: \"/\\n\"}")), ElementsAre(StartsWith("2:75: ")));
  EXPECT_THAT(mistakes_in(asked("{method: GET, target: /, path: /}")), ElementsAre(StartsWith("2:78: unknown key")));
}

}  // namespace
}  // namespace wiretape::tape
