#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/delta_text_for_test.h"
#include "wiretape/core/provider/openai_responses/openai_responses_decoder.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using Described = std::vector<std::string>;

// What a stream of these frames says, and what is held back at its end.
Described decode(std::initializer_list<Frame> frames) {
  const auto decoder = make_openai_responses_decoder();
  Described all;
  for (const Frame& frame : frames) {
    for (std::string& delta : decode_frame(*decoder, frame))
      all.push_back(std::move(delta));
  }
  std::vector<Delta> held_back;
  decoder->end(held_back);
  for (const Delta& delta : held_back)
    all.push_back(describe(delta));
  return all;
}

Described decode_whole(int status, std::string_view body) {
  const auto decoder = make_openai_responses_decoder();
  std::vector<Delta> deltas;
  decoder->decode_whole(status, body, deltas);
  Described all;
  for (const Delta& delta : deltas)
    all.push_back(describe(delta));
  return all;
}

const std::string bare_failure = R"({"type":"response.failed","response":{"status":"failed","error":null}})";

TEST(OpenaiResponsesErrors, AreReadNestedAndFlat) {
  EXPECT_THAT(
      decode({{"error", R"({"type":"error","sequence_number":2,"error":{"type":"t","code":"c","message":"m"}})"}}),
      ElementsAre(R"(error m|t|c|{"type":"t","code":"c","message":"m"})"));
  EXPECT_THAT(decode({{"error", R"({"type":"error","code":"c","message":"m","param":null})"}}),
              ElementsAre(R"(error m||c|{"type":"error","code":"c","message":"m","param":null})"));
  EXPECT_THAT(decode({{"", R"({"message":"m","sequence_number":2,"type":"error"})"}}),
              ElementsAre(R"(error m|||{"message":"m","sequence_number":2,"type":"error"})"));
}

TEST(OpenaiResponsesErrors, AreReportedOnce) {
  EXPECT_THAT(
      decode({{"error", R"({"type":"error","error":{"code":"c","message":"m"}})"},
              {"response.failed",
               R"({"type":"response.failed","response":{"status":"failed","error":{"code":"c","message":"m"}}})"}}),
      ElementsAre(R"(error m||c|{"code":"c","message":"m"})"));
}

TEST(OpenaiResponsesErrors, MayComeWithTheFailureAlone) {
  EXPECT_THAT(decode({{"", R"({"type":"response.failed","response":{"error":{"code":"c","message":"m"}}})"}}),
              ElementsAre(R"(error m||c|{"code":"c","message":"m"})"));
}

TEST(OpenaiResponsesErrors, MayComeBehindAFailureThatDoesNotSayWhy) {
  EXPECT_THAT(decode({{"", bare_failure}, {"", R"({"type":"error","error":{"code":"c","message":"m"}})"}}),
              ElementsAre(R"(error m||c|{"code":"c","message":"m"})"));
  EXPECT_THAT(decode({{"", bare_failure}}), ElementsAre("error the response failed|||" + bare_failure));
}

TEST(OpenaiResponsesErrors, AreNeverACompletion) {
  EXPECT_THAT(
      decode(
          {{"", R"({"type":"response.completed","response":{"status":"failed","error":{"code":"c","message":"m"}}})"}}),
      ElementsAre(R"(error m||c|{"code":"c","message":"m"})"));
}

TEST(OpenaiResponsesErrors, OfGatewaysAreKnownWithoutAType) {
  EXPECT_THAT(decode({{"", R"({"error":{"message":"m","type":"t","code":"500"}})"}, {"", "[DONE]"}}),
              ElementsAre(R"(error m|t|500|{"message":"m","type":"t","code":"500"})"));
  EXPECT_THAT(decode({{"error", "upstream is gone"}}), ElementsAre("error upstream is gone|||"));
}

TEST(OpenaiResponsesErrors, AreReadFromBodies) {
  EXPECT_THAT(
      decode_whole(429, R"({"error":{"message":"m","type":"tokens","code":"rate_limit_exceeded"}})"),
      ElementsAre(
          R"(error m|tokens|rate_limit_exceeded|{"message":"m","type":"tokens","code":"rate_limit_exceeded"})"));
  EXPECT_THAT(decode_whole(200, R"({"status":"failed","output":[],"error":{"code":"c","message":"m"}})"),
              ElementsAre(R"(error m||c|{"code":"c","message":"m"})"));
  EXPECT_THAT(decode_whole(200, R"({"status":"failed","output":[]})"),
              ElementsAre(R"(error the response failed|||{"status":"failed","output":[]})"));
}

}  // namespace
}  // namespace wiretape::provider
