#include "wiretape/core/provider/openai_responses/openai_responses_edits.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

const std::string added =
    R"({"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"a","name":"f","arguments":""}})";
const std::string first = R"({"type":"response.function_call_arguments.delta","output_index":1,"delta":"{\"a\""})";
const std::string second = R"({"type":"response.function_call_arguments.delta","output_index":1,"delta":":1}"})";
const std::string done = R"({"type":"response.function_call_arguments.done","output_index":1,"arguments":"{\"a\":1}"})";
const std::string item_done =
    R"({"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"a","name":"f","arguments":"{\"a\":1}"}})";
const std::string call_completed =
    R"({"type":"response.completed","response":{"status":"completed","output":[{"type":"function_call","call_id":"a","arguments":"{\"a\":1}"}]}})";

// The datas that an edit leaves, and the pieces that it saw.
struct Edited {
  std::vector<std::string> datas;
  std::vector<ToolPiece> pieces;
};

Edited edited(const std::vector<std::string>& datas, const EditToolPiece& edit) {
  std::vector<Event> events;
  for (const std::string& data : datas)
    events.emplace_back(DataEvent{"", data, {}});
  Edited result;
  openai_responses_edits.edit_tool_pieces(events, [&](ToolPiece& piece) {
    result.pieces.push_back(piece);
    edit(piece);
  });
  for (const Event& event : events)
    result.datas.push_back(std::get<DataEvent>(event).data);
  return result;
}

ToolPiece piece(std::size_t event, std::optional<std::string> arguments, bool says_only_arguments = false) {
  return {.event = event,
          .choice = 0,
          .call = 0,
          .index = 1,
          .arguments = std::move(arguments),
          .says_only_arguments = says_only_arguments};
}

TEST(OpenaiResponsesEdits, ErrorIsNested) {
  EXPECT_EQ(
      openai_responses_edits.error_event({500, "m", {}, {}, {}}),
      (DataEvent{
          "error", R"({"type":"error","error":{"message":"m","type":"server_error","param":null,"code":null}})", {}}));
}

TEST(OpenaiResponsesEdits, ReplacesWhyTheResponseEnds) {
  const auto replaced = openai_responses_edits.replace_finish_reason;
  const std::string data =
      R"({"type":"response.completed","response":{"id":"r","status":"completed","incomplete_details":null}})";
  EXPECT_EQ(
      replaced(data, R"("odd")"),
      R"({"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"odd"}}})");
  EXPECT_EQ(replaced(data, "null"),
            R"({"type":"response.completed","response":{"id":"r","status":null,"incomplete_details":null}})");
  EXPECT_EQ(replaced(data, ""), R"({"type":"response.completed","response":{"id":"r","incomplete_details":null}})");
  EXPECT_EQ(
      replaced(
          R"({"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}})",
          R"("completed")"),
      R"({"type":"response.completed","response":{"status":"completed","incomplete_details":null}})");
  EXPECT_EQ(replaced(R"({"type":"response.created","response":{"status":"in_progress"}})", "null"), std::nullopt);
  EXPECT_EQ(replaced(first, "null"), std::nullopt);
}

TEST(OpenaiResponsesEdits, RemovesUsage) {
  EXPECT_EQ(
      openai_responses_edits.remove_usage(R"({"type":"response.completed","response":{"id":"r","usage":{"n":1}}})"),
      R"({"type":"response.completed","response":{"id":"r"}})");
  EXPECT_EQ(openai_responses_edits.remove_usage(R"({"type":"response.created","response":{"usage":null}})"),
            std::nullopt);
}

TEST(OpenaiResponsesEdits, ShowsThePiecesOfACall) {
  const auto seen = edited({added, first, second, done, item_done, call_completed}, [](ToolPiece& /*piece*/) {});
  EXPECT_THAT(seen.pieces, ElementsAre(piece(0, std::nullopt), piece(1, R"({"a")", true), piece(2, ":1}", true),
                                       piece(3, std::nullopt), piece(4, std::nullopt)));
  EXPECT_THAT(seen.datas, ElementsAre(added, first, second, done, item_done, call_completed));
}

TEST(OpenaiResponsesEdits, ShowsWhatComesWholeWhereThereAreNoPieces) {
  const auto seen = edited({added, done, item_done}, [](ToolPiece& /*piece*/) {});
  EXPECT_THAT(seen.pieces, ElementsAre(piece(0, std::nullopt), piece(1, R"({"a":1})"), piece(2, std::nullopt)));
}

TEST(OpenaiResponsesEdits, WhatRepeatsThePiecesChangesWithThem) {
  const auto seen = edited({added, first, second, done, item_done, call_completed}, [](ToolPiece& piece) {
    if (piece.arguments == ":1}") piece.arguments = ":";
  });
  EXPECT_EQ(seen.datas[2], R"({"type":"response.function_call_arguments.delta","output_index":1,"delta":":"})");
  EXPECT_EQ(seen.datas[3],
            R"({"type":"response.function_call_arguments.done","output_index":1,"arguments":"{\"a\":"})");
  EXPECT_THAT(seen.datas[4], ::testing::HasSubstr(R"("arguments":"{\"a\":"})"));
  EXPECT_THAT(seen.datas[5], ::testing::HasSubstr(R"("arguments":"{\"a\":"})"));
}

TEST(OpenaiResponsesEdits, GivesAllEventsOfACallItsNumber) {
  const auto seen = edited({added, first, item_done}, [](ToolPiece& piece) { piece.index = 7; });
  EXPECT_THAT(seen.datas[0], ::testing::HasSubstr(R"("output_index":7)"));
  EXPECT_THAT(seen.datas[1], ::testing::HasSubstr(R"("output_index":7)"));
}

}  // namespace
}  // namespace wiretape::provider
