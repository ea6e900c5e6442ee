#include "wiretape/core/provider/gemini/gemini_edits.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

const std::string calls =
    R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a": 1}}},{"text":"t"},)"
    R"({"functionCall":{"name":"g"}}]}},{"index":3,"content":{"parts":[{"functionCall":{"name":"h","args":{}}}]}}]})";

TEST(GeminiEdits, AnErrorIsAnEvent) {
  EXPECT_EQ(gemini_edits.error_event({503, "m", {}, {}, {}}),
            (DataEvent{"", R"({"error": {"code": 503,"message": "m","status": "UNAVAILABLE"}})", {}}));
  EXPECT_EQ(gemini_edits.overloaded_error().status, 503);
}

TEST(GeminiEdits, ReplacesTheReasonAndTakesTheUsageOut) {
  const std::string end = R"({"candidates":[{"finishReason":"STOP","index":0}],"usageMetadata":{"a":1}})";
  EXPECT_EQ(gemini_edits.replace_finish_reason(end, R"("OTHER")"),
            R"({"candidates":[{"finishReason":"OTHER","index":0}],"usageMetadata":{"a":1}})");
  EXPECT_EQ(gemini_edits.replace_finish_reason(end, ""), R"({"candidates":[{"index":0}],"usageMetadata":{"a":1}})");
  EXPECT_EQ(gemini_edits.replace_finish_reason(R"({"promptFeedback":{"blockReason":"SAFETY"}})", R"("OTHER")"),
            R"({"promptFeedback":{"blockReason":"OTHER"}})");
  EXPECT_EQ(gemini_edits.replace_finish_reason(calls, ""), std::nullopt);
  EXPECT_EQ(gemini_edits.remove_usage(end), R"({"candidates":[{"finishReason":"STOP","index":0}]})");
  EXPECT_EQ(gemini_edits.remove_usage(calls), std::nullopt);
}

TEST(GeminiEdits, ShowsEachCallAndTakesOtherArguments) {
  std::vector<Event> events{DataEvent{"", "no JSON", {}}, DataEvent{"", calls, {}}};
  std::vector<std::string> seen;
  gemini_edits.edit_tool_pieces(events, [&](ToolPiece& piece) {
    seen.push_back(std::to_string(piece.event) + " " + std::to_string(piece.choice) + "." + std::to_string(piece.call) +
                   " " + piece.arguments.value_or("-"));
    if (piece.arguments) piece.arguments = piece.choice == 0 ? R"({"b":2})" : R"({"cut)";
  });
  EXPECT_THAT(seen, ElementsAre(R"(1 0.0 {"a":1})", "1 0.1 -", "1 3.0 {}"));
  EXPECT_EQ(std::get<DataEvent>(events[1]).data,
            R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"b":2}}},{"text":"t"},)"
            R"({"functionCall":{"name":"g"}}]}},)"
            R"({"index":3,"content":{"parts":[{"functionCall":{"name":"h","args":"{\"cut"}}]}}]})");
}

}  // namespace
}  // namespace wiretape::provider
