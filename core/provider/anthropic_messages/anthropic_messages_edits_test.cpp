#include "wiretape/core/provider/anthropic_messages/anthropic_messages_edits.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::vector<Event> events_of(std::vector<std::string> datas) {
  std::vector<Event> events;
  for (std::string& data : datas)
    events.emplace_back(DataEvent{"", std::move(data), {}, "as it came"});
  return events;
}

std::vector<ToolPiece> pieces_of(std::vector<std::string> datas) {
  std::vector<Event> events = events_of(std::move(datas));
  std::vector<ToolPiece> pieces;
  anthropic_messages_edits.edit_tool_pieces(events, [&](ToolPiece& piece) { pieces.push_back(piece); });
  return pieces;
}

const std::string tool_start =
    R"({"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"a",)";

TEST(AnthropicMessagesEdits, ErrorIsAnEventOfItsName) {
  const DataEvent event = anthropic_messages_edits.error_event(anthropic_messages_edits.overloaded_error());
  EXPECT_EQ(event.name, "error");
  EXPECT_EQ(event.data, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},)"
                        R"("request_id":"req_011CWiretapeRequestId000"})");
}

TEST(AnthropicMessagesEdits, ReplacesTheStopReason) {
  const std::string data = R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null}})";
  EXPECT_EQ(anthropic_messages_edits.replace_finish_reason(data, R"("odd")"),
            R"({"type":"message_delta","delta":{"stop_reason":"odd","stop_sequence":null}})");
  EXPECT_EQ(anthropic_messages_edits.replace_finish_reason(data, ""),
            R"({"type":"message_delta","delta":{"stop_sequence":null}})");
  EXPECT_EQ(anthropic_messages_edits.replace_finish_reason(R"({"type":"message_start","message":{"stop_reason":null}})",
                                                           "null"),
            std::nullopt);
}

TEST(AnthropicMessagesEdits, RemovesUsageAtBothEnds) {
  const auto without = anthropic_messages_edits.remove_usage;
  EXPECT_EQ(without(R"({"type":"message_start","message":{"id":"m","usage":{"input_tokens":3}}})"),
            R"({"type":"message_start","message":{"id":"m"}})");
  EXPECT_EQ(without(R"({"type":"message_delta","delta":{},"usage":{"output_tokens":3}})"),
            R"({"type":"message_delta","delta":{}})");
  EXPECT_EQ(without(R"({"type":"message_stop"})"), std::nullopt);
}

TEST(AnthropicMessagesEdits, ShowsThePiecesOfCalls) {
  EXPECT_THAT(
      pieces_of({
          R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}})",
          tool_start + R"("input":{}}})",
          R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"x"}})",
          R"({"type":"ping"})",
          R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}})",
          R"({"type":"content_block_stop","index":1})",
          R"({"type":"content_block_stop","index":2})",
          tool_start + R"("input":{"q":1}}})",
          R"({"type":"content_block_stop"})",
          R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}})",
      }),
      ElementsAre(
          ToolPiece{.event = 1, .choice = 0, .call = 0, .index = 2},
          ToolPiece{.event = 4, .choice = 0, .call = 0, .index = 2, .arguments = "{}", .says_only_arguments = true},
          ToolPiece{.event = 6, .choice = 0, .call = 0, .index = 2},
          ToolPiece{.event = 7, .choice = 0, .call = 1, .index = 2, .arguments = R"({"q":1})"},
          ToolPiece{.event = 8, .choice = 0, .call = 1, .index = {}}));
}

TEST(AnthropicMessagesEdits, ChangesWhatThePieceChanges) {
  std::vector<Event> events = events_of({
      R"({"type":"message_start"})",
      tool_start + R"("input":{"q":1}}})",
      R"({"type":"content_block_stop","index":2})",
  });
  anthropic_messages_edits.edit_tool_pieces(events, [](ToolPiece& piece) {
    piece.index = 0;
    if (piece.arguments) piece.arguments = "{\"q";
  });
  EXPECT_EQ(std::get<DataEvent>(events[0]).verbatim, "as it came");
  EXPECT_EQ(std::get<DataEvent>(events[1]),
            (DataEvent{"",
                       R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a",)"
                       R"("input":"{\"q"}})",
                       {}}));
  EXPECT_EQ(std::get<DataEvent>(events[2]), (DataEvent{"", R"({"type":"content_block_stop","index":0})", {}}));
}

TEST(AnthropicMessagesEdits, ReadsPiecesOfAnyShape) {
  EXPECT_THAT(pieces_of({R"({"type":"content_block_start"})", R"({"type":"content_block_start","content_block":7})",
                         R"({"type":"content_block_delta","delta":7})", R"({"type":7})", "[DONE]"}),
              ElementsAre());
}

}  // namespace
}  // namespace wiretape::provider
