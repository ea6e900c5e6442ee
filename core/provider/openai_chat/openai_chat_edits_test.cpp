#include "wiretape/core/provider/openai_chat/openai_chat_edits.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::vector<ToolPiece> pieces_of(std::vector<std::string> datas) {
  std::vector<Event> events;
  for (std::string& data : datas)
    events.emplace_back(DataEvent{"", std::move(data), {}});
  std::vector<ToolPiece> pieces;
  openai_chat_edits.edit_tool_pieces(events, [&](ToolPiece& piece) { pieces.push_back(piece); });
  return pieces;
}

std::string data_after(std::string data, const EditToolPiece& edit) {
  std::vector<Event> events{DataEvent{"", std::move(data), {}, "as it came"}};
  openai_chat_edits.edit_tool_pieces(events, edit);
  const auto& event = std::get<DataEvent>(events.front());
  return event.verbatim.empty() ? event.data : event.verbatim;
}

TEST(OpenaiChatEdits, ErrorIsABareChunk) {
  EXPECT_EQ(openai_chat_edits.error_event({500, "m", {}, {}, {}}),
            (DataEvent{"", R"({"error":{"message":"m","type":"server_error","param":null,"code":null}})", {}}));
  const DataEvent overloaded = openai_chat_edits.error_event(openai_chat_edits.overloaded_error());
  EXPECT_NE(overloaded.data.find(R"("type":"server_error")"), std::string::npos);
}

TEST(OpenaiChatEdits, ReplacesTheFinishReasonOfEachChoice) {
  const std::string data =
      R"({"choices":[{"index":0,"finish_reason":"stop"},{"finish_reason":null},{"finish_reason":"length"}],"x":1})";
  EXPECT_EQ(openai_chat_edits.replace_finish_reason(data, R"("odd")"),
            R"({"choices":[{"index":0,"finish_reason":"odd"},{"finish_reason":null},{"finish_reason":"odd"}],"x":1})");
  EXPECT_EQ(openai_chat_edits.replace_finish_reason(data, ""),
            R"({"choices":[{"index":0},{"finish_reason":null},{}],"x":1})");
  EXPECT_EQ(openai_chat_edits.replace_finish_reason(R"({"choices":[{"finish_reason":null}]})", "null"), std::nullopt);
  EXPECT_EQ(openai_chat_edits.replace_finish_reason(R"({"choices":{"finish_reason":"stop"}})", "null"), std::nullopt);
  EXPECT_EQ(openai_chat_edits.replace_finish_reason("[DONE]", "null"), std::nullopt);
}

TEST(OpenaiChatEdits, RemovesUsageWhereverHostsPutIt) {
  const auto without = openai_chat_edits.remove_usage;
  EXPECT_EQ(without(R"({"choices":[],"usage":{"total_tokens":3}})"), "");
  EXPECT_EQ(without(R"({"choices":[{"index":0}],"usage":{"total_tokens":3}})"), R"({"choices":[{"index":0}]})");
  EXPECT_EQ(without(R"({"choices":[{"usage":{"total_tokens":3},"index":0}]})"), R"({"choices":[{"index":0}]})");
  EXPECT_EQ(without(R"({"choices":[{}],"x_groq":{"id":"r","usage":{"a":1}}})"),
            R"({"choices":[{}],"x_groq":{"id":"r"}})");
  EXPECT_EQ(without(R"({"choices":[{}],"usage":null})"), std::nullopt);
  EXPECT_EQ(without(R"({"choices":[],"prompt_filter_results":[]})"), std::nullopt);
}

TEST(OpenaiChatEdits, ShowsThePiecesOfCalls) {
  EXPECT_THAT(
      pieces_of({
          R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}}]})",
          R"({"choices":[{"delta":{"content":"x"}}]})",
          R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]})",
          R"({"choices":[{"index":1,"delta":{"tool_calls":[{"index":7,"function":{"name":"g","arguments":{"a":1}}}]}}]})",
          R"({"choices":[{"delta":{"tool_calls":[{"index":1}]}}]})",
          "[DONE]",
      }),
      ElementsAre(
          ToolPiece{.event = 0, .choice = 0, .call = 0, .index = 0, .arguments = ""},
          ToolPiece{.event = 2, .choice = 0, .call = 0, .index = 0, .arguments = "{}", .says_only_arguments = true},
          ToolPiece{.event = 3, .choice = 1, .call = 0, .index = 7, .arguments = R"({"a":1})"}));
}

TEST(OpenaiChatEdits, TellsCallsApartAsTheDecoderDoes) {
  EXPECT_THAT(pieces_of({R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}},)"
                         R"({"index":0,"id":"b","function":{"name":"f"}}]}}]})",
                         R"({"choices":[{"delta":{"function_call":{"name":"old","arguments":"{"}}}]})"}),
              ElementsAre(ToolPiece{.event = 0, .choice = 0, .call = 0, .index = 0},
                          ToolPiece{.event = 0, .choice = 0, .call = 1, .index = 0},
                          ToolPiece{.event = 1, .choice = 0, .call = 2, .index = {}, .arguments = "{"}));
}

TEST(OpenaiChatEdits, ChangesWhatThePieceChanges) {
  const std::string data =
      R"({"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"name":"f","arguments":{"a":1}}}]}}]})";
  EXPECT_EQ(data_after(data, [](ToolPiece& piece) { piece.index = 0; }),
            R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":{"a":1}}}]}}]})");
  EXPECT_EQ(data_after(data, [](ToolPiece& piece) { piece.arguments = "{\"a"; }),
            R"({"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"name":"f","arguments":"{\"a"}}]}}]})");
  EXPECT_EQ(data_after(data, [](ToolPiece& /*piece*/) {}), "as it came");
}

TEST(OpenaiChatEdits, ReadsPiecesOfAnyShape) {
  EXPECT_THAT(pieces_of({R"({"choices":[7,{"delta":[]},{"delta":{"tool_calls":[7,{"function":7},{"id":7}]}}]})",
                         R"({"choices":[{"delta":{"tool_calls":{"index":0}}}]})"}),
              ElementsAre());
}

}  // namespace
}  // namespace wiretape::provider
