#include "wiretape/core/provider/openai_responses/openai_responses_render.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Events render(const Reply& reply, const std::string& body = R"({"model":"gpt-5","input":"hi","stream":true})") {
  const wire::HttpRequest request{{}, body};
  return openai_responses_render(reply, RequestView(request, "/v1/responses", ""));
}

ordered_json render_whole(const Reply& reply, const std::string& body = R"({"model":"gpt-5","input":"hi"})") {
  const wire::HttpRequest request{{}, body};
  return ordered_json::parse(openai_responses_render_whole(reply, RequestView(request, "/v1/responses", "")).body);
}

std::vector<ordered_json> datas_of(const Events& events) {
  std::vector<ordered_json> datas;
  for (const Event& event : events.events) {
    const auto& data = std::get<DataEvent>(event);
    datas.push_back(ordered_json::parse(data.data));
    EXPECT_EQ(datas.back()["type"], data.name);
    EXPECT_EQ(datas.back()["sequence_number"], datas.size() - 1);
  }
  return datas;
}

std::vector<std::string> types_of(const Events& events) {
  std::vector<std::string> types;
  for (const ordered_json& data : datas_of(events))
    types.push_back(data["type"]);
  return types;
}

Reply reply_of(ChoiceReply choice) {
  Reply reply;
  reply.id = "resp_1";
  reply.created = 7;
  reply.choices.push_back(std::move(choice));
  return reply;
}

Reply saying(std::string text) {
  ChoiceReply choice;
  choice.text = std::move(text);
  return reply_of(std::move(choice));
}

TEST(OpenaiResponsesRender, SaysTextAsOpenaiDoes) {
  const Events events = render(saying("Hi there"));
  EXPECT_THAT(types_of(events),
              ElementsAre("response.created", "response.in_progress", "response.output_item.added",
                          "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
                          "response.output_text.done", "response.content_part.done", "response.output_item.done",
                          "response.completed"));
  const auto datas = datas_of(events);
  const std::string id = datas[2]["item"]["id"];
  EXPECT_THAT(id, ::testing::StartsWith("msg_"));
  EXPECT_EQ(datas[4].dump(), R"({"type":"response.output_text.delta","sequence_number":4,"item_id":")" + id +
                                 R"(","output_index":0,"content_index":0,"logprobs":[],"delta":"Hi"})");
  EXPECT_EQ(datas[6]["text"], "Hi there");
  EXPECT_EQ(datas.front()["response"]["status"], "in_progress");
  EXPECT_EQ(datas.front()["response"]["usage"], nullptr);
  EXPECT_EQ(datas.back()["response"], render_whole(saying("Hi there")));
}

TEST(OpenaiResponsesRender, PadsNothing) {
  for (const ordered_json& data : datas_of(render(saying("Hi there"))))
    EXPECT_THAT(data.dump(), Not(HasSubstr("obfuscation")));
}

TEST(OpenaiResponsesRender, SaysWhatAResponseIs) {
  const auto response = render_whole(saying("Hi"));
  EXPECT_EQ(response["id"], "resp_1");
  EXPECT_EQ(response["object"], "response");
  EXPECT_EQ(response["created_at"], 7);
  EXPECT_EQ(response["model"], "gpt-5");
  EXPECT_EQ(response["status"], "completed");
  EXPECT_EQ(response["output"][0]["content"][0]["text"], "Hi");
  EXPECT_EQ(response["previous_response_id"], nullptr);
  EXPECT_EQ(response["usage"].dump(),
            R"({"input_tokens":1,"input_tokens_details":{"cache_write_tokens":0,"cached_tokens":0},"output_tokens":1,)"
            R"("output_tokens_details":{"reasoning_tokens":0},"total_tokens":2})");
}

TEST(OpenaiResponsesRender, NamesTheResponseThatItGoesOnFrom) {
  EXPECT_EQ(render_whole(saying("Hi"), R"({"previous_response_id":"resp_0"})")["previous_response_id"], "resp_0");
}

TEST(OpenaiResponsesRender, SaysReasoningCallsAndRefusalsAsItems) {
  ChoiceReply choice;
  choice.blocks = {ReasoningBlock{"Hm.", "gAA"}, RedactedReasoningBlock{"gBB"},
                   ToolCallReply{"call_1", "f", R"({"a":1})"}};
  choice.refusal = "No.";
  const auto output = render_whole(reply_of(choice))["output"];
  EXPECT_EQ(output[0]["summary"].dump(), R"([{"type":"summary_text","text":"Hm."}])");
  EXPECT_EQ(output[0]["encrypted_content"], "gAA");
  EXPECT_EQ(output[1]["summary"].size(), 0U);
  EXPECT_EQ(output[1]["encrypted_content"], "gBB");
  EXPECT_THAT(std::string(output[2]["id"]), ::testing::StartsWith("fc_"));
  EXPECT_EQ(output[2]["call_id"], "call_1");
  EXPECT_EQ(output[2]["arguments"], R"({"a":1})");
  EXPECT_EQ(output[3]["content"][0].dump(), R"({"type":"refusal","refusal":"No."})");
  const auto last = datas_of(render(reply_of(choice))).back();
  EXPECT_EQ(last["response"]["output"], output);
}

TEST(OpenaiResponsesRender, CutsArgumentsAndSaysThemWhole) {
  ChoiceReply choice;
  choice.tool_calls = {{"call_1", "f", R"({"a":1})"}};
  const auto datas = datas_of(render(reply_of(choice)));
  EXPECT_EQ(datas[2]["item"]["arguments"], "");
  EXPECT_EQ(datas[3]["type"], "response.function_call_arguments.delta");
  const auto done = datas[datas.size() - 3];
  EXPECT_EQ(done["type"], "response.function_call_arguments.done");
  EXPECT_EQ(done["arguments"], R"({"a":1})");
}

TEST(OpenaiResponsesRender, SaysCitationsBehindTheirText) {
  const std::string citation = R"({"type":"url_citation","url":"u"})";
  ChoiceReply choice;
  choice.blocks = {TextBlock{"Hi", {citation}}};
  const auto datas = datas_of(render(reply_of(choice)));
  EXPECT_EQ(datas[5]["type"], "response.output_text.annotation.added");
  EXPECT_EQ(datas[5]["annotation"].dump(), citation);
  EXPECT_EQ(datas.back()["response"]["output"][0]["content"][0]["annotations"].dump(), '[' + citation + ']');
}

TEST(OpenaiResponsesRender, AnotherFinishReasonIsIncomplete) {
  Reply reply = saying("Hi");
  reply.choices[0].finish_reason = "max_output_tokens";
  const auto last = datas_of(render(reply)).back();
  EXPECT_EQ(last["type"], "response.incomplete");
  EXPECT_EQ(last["response"]["status"], "incomplete");
  EXPECT_EQ(last["response"]["incomplete_details"]["reason"], "max_output_tokens");
  EXPECT_EQ(last["response"]["output"][0]["status"], "incomplete");
}

TEST(OpenaiResponsesRender, FailsInTheMiddle) {
  Reply reply = saying("Hi");
  reply.error_event = ErrorReply{.status = 500, .message = "It tore.", .type = "server_error", .code = {}, .param = {}};
  const auto datas = datas_of(render(reply));
  const auto& error = datas[datas.size() - 2];
  EXPECT_EQ(error["type"], "error");
  EXPECT_EQ(error["error"].dump(), R"({"message":"It tore.","type":"server_error","param":null,"code":null})");
  EXPECT_EQ(datas.back()["type"], "response.failed");
  EXPECT_EQ(datas.back()["response"]["error"].dump(), R"({"code":"server_error","message":"It tore."})");
}

TEST(OpenaiResponsesRender, SaysNothingAsAnEmptyMessage) {
  const auto output = render_whole(reply_of(ChoiceReply{}))["output"];
  ASSERT_EQ(output.size(), 1U);
  EXPECT_EQ(output[0]["content"][0]["text"], "");
}

}  // namespace
}  // namespace wiretape::provider
