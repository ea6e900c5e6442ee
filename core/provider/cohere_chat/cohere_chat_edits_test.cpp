#include "wiretape/core/provider/cohere_chat/cohere_chat_edits.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::string piece(std::string_view step, int index, std::string_view call) {
  return R"({"type":"tool-call-)" + std::string(step) + R"(","index":)" + std::to_string(index) +
         R"(,"delta":{"message":{"tool_calls":)" + std::string(call) + "}}}";
}

const std::string first = piece("start", 0, R"({"id":"f_1","function":{"name":"f","arguments":""}})");
const std::string second = piece("delta", 0, R"({"function":{"arguments":"{}"}})");

TEST(CohereChatEdits, AnErrorIsTheEndOfTheMessage) {
  EXPECT_EQ(cohere_chat_edits.error_event({500, "m", {}, {}, {}}),
            (DataEvent{"message-end", R"({"type":"message-end","delta":{"error":"m","finish_reason":"ERROR"}})", {}}));
  EXPECT_EQ(cohere_chat_edits.overloaded_error().status, 503);
}

TEST(CohereChatEdits, ReplacesTheReasonAndTakesTheUsageOut) {
  const std::string end = R"({"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{}}}})";
  EXPECT_EQ(cohere_chat_edits.replace_finish_reason(end, R"("MAX_TOKENS")"),
            R"({"type":"message-end","delta":{"finish_reason":"MAX_TOKENS","usage":{"tokens":{}}}})");
  EXPECT_EQ(cohere_chat_edits.remove_usage(end), R"({"type":"message-end","delta":{"finish_reason":"COMPLETE"}})");
  EXPECT_EQ(cohere_chat_edits.replace_finish_reason("[DONE]", ""), std::nullopt);
  EXPECT_EQ(cohere_chat_edits.remove_usage(first), std::nullopt);
}

TEST(CohereChatEdits, ShowsEachPieceOfEachCall) {
  std::vector<Event> events{DataEvent{"", first, {}}, PauseEvent{}, DataEvent{"", second, {}},
                            DataEvent{"", R"({"type":"tool-call-end","index":0})", {}},
                            DataEvent{"", piece("start", 1, R"({"id":"g_1"})"), {}}};
  std::vector<ToolPiece> pieces;
  cohere_chat_edits.edit_tool_pieces(events, [&](ToolPiece& shown) { pieces.push_back(shown); });
  EXPECT_THAT(
      pieces,
      ElementsAre(
          ToolPiece{.event = 0, .choice = 0, .call = 0, .index = 0, .arguments = ""},
          ToolPiece{.event = 2, .choice = 0, .call = 0, .index = 0, .arguments = "{}", .says_only_arguments = true},
          ToolPiece{.event = 4, .choice = 0, .call = 1, .index = 1, .arguments = {}}));
}

TEST(CohereChatEdits, ChangesArgumentsAndIndexes) {
  std::vector<Event> events{DataEvent{"", second, {}}};
  cohere_chat_edits.edit_tool_pieces(events, [](ToolPiece& shown) {
    shown.arguments = "{";
    shown.index = 7;
  });
  EXPECT_EQ(std::get<DataEvent>(events.front()).data, piece("delta", 7, R"({"function":{"arguments":"{"}})"));
}

}  // namespace
}  // namespace wiretape::provider
