#include "wiretape/core/provider/ollama/ollama_edits.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::string call(std::string_view arguments, std::string_view index = R"("index":0,)") {
  return R"({"message":{"content":"","tool_calls":[{"function":{)" + std::string(index) + R"("name":"f","arguments":)" +
         std::string(arguments) + "}}]}}";
}

std::string data_after(std::string data, const EditToolPiece& edit) {
  std::vector<Event> events{DataEvent{"", std::move(data), {}}};
  ollama_edits.edit_tool_pieces(events, edit);
  return std::get<DataEvent>(events.front()).data;
}

TEST(OllamaEdits, AnErrorIsALine) {
  EXPECT_EQ(ollama_edits.error_event({500, "m", {}, {}, {}}), (DataEvent{"", R"({"error":"m"})", {}}));
  EXPECT_EQ(ollama_edits.overloaded_error().status, 503);
}

TEST(OllamaEdits, ReplacesTheReasonOfTheLastLine) {
  EXPECT_EQ(ollama_edits.replace_finish_reason(R"({"done":true,"done_reason":"stop"})", R"("length")"),
            R"({"done":true,"done_reason":"length"})");
  EXPECT_EQ(ollama_edits.replace_finish_reason(R"({"done":true,"done_reason":"stop"})", ""), R"({"done":true})");
  EXPECT_EQ(ollama_edits.replace_finish_reason(R"({"done":false})", R"("length")"), std::nullopt);
  EXPECT_EQ(ollama_edits.replace_finish_reason("no JSON", ""), std::nullopt);
}

TEST(OllamaEdits, TakesTheCountsOut) {
  EXPECT_EQ(ollama_edits.remove_usage(R"({"done":true,"total_duration":9,"eval_count":5,"context":[1]})"),
            R"({"done":true,"context":[1]})");
  EXPECT_EQ(ollama_edits.remove_usage(R"({"done":false})"), std::nullopt);
}

TEST(OllamaEdits, ShowsEachCall) {
  std::vector<Event> events{DataEvent{"", call(R"({"a":1})"), {}}, PauseEvent{}, DataEvent{"", call("null", ""), {}},
                            DataEvent{"", R"({"message":{"content":"a"}})", {}}};
  std::vector<ToolPiece> pieces;
  ollama_edits.edit_tool_pieces(events, [&](ToolPiece& piece) { pieces.push_back(piece); });
  EXPECT_THAT(pieces, ElementsAre(ToolPiece{.event = 0, .choice = 0, .call = 0, .index = 0, .arguments = R"({"a":1})"},
                                  ToolPiece{.event = 2, .choice = 0, .call = 1, .index = {}, .arguments = {}}));
}

TEST(OllamaEdits, CutArgumentsStandAsAString) {
  EXPECT_EQ(data_after(call(R"({"a":1})"), [](ToolPiece& piece) { piece.arguments = R"({"a":)"; }),
            call(R"("{\"a\":")"));
  EXPECT_EQ(data_after(call(R"({"a":1})"), [](ToolPiece& piece) { piece.arguments = R"({"b":2})"; }),
            call(R"({"b":2})"));
  EXPECT_EQ(data_after(call("{}"), [](ToolPiece& piece) { piece.index = 7; }), call("{}", R"("index":7,)"));
}

}  // namespace
}  // namespace wiretape::provider
