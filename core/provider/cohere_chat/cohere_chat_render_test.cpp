#include "wiretape/core/provider/cohere_chat/cohere_chat_render.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> events_of(const Reply& reply) {
  const wire::HttpRequest request{{}, R"({"model":"m","stream":true,"messages":[{"role":"user","content":"Hi you"}]})"};
  std::vector<std::string> datas;
  for (const Event& event : cohere_chat_render(reply, RequestView(request, "/v2/chat", "")).events) {
    const auto& data = std::get<DataEvent>(event);
    if (!data.name.empty()) {
      EXPECT_NE(data.data.find(R"("type":")" + data.name + '"'), std::string::npos) << data.data;
    }
    datas.push_back(data.data);
  }
  return datas;
}

WholeAnswer whole(const Reply& reply) {
  const wire::HttpRequest request{{}, R"({"model":"m"})"};
  return cohere_chat_render_whole(reply, RequestView(request, "/v2/chat", ""));
}

const std::string start = R"({"id":"i","type":"message-start","delta":{"message":{"role":"assistant","content":[],)"
                          R"("tool_plan":"","tool_calls":[],"citations":[]}}})";

TEST(CohereChatRender, SaysThinkingAndTextInBlocks) {
  Reply reply;
  reply.id = "i";
  reply.choices.emplace_back().reasoning = "Hm";
  reply.choices.front().text = "Yes.";
  EXPECT_THAT(
      events_of(reply),
      ElementsAre(
          start,
          R"({"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}})",
          R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Hm"}}}})",
          R"({"type":"content-end","index":0})",
          R"({"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}})",
          R"({"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Yes"}}}})",
          R"({"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"."}}}})",
          R"({"type":"content-end","index":1})",
          R"({"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":)"
          R"({"billed_units":{"input_tokens":2,"output_tokens":3},"tokens":{"input_tokens":2,"output_tokens":3}}}})",
          "[DONE]"));
}

TEST(CohereChatRender, SaysAPlanBeforeCalls) {
  Reply reply;
  reply.id = "i";
  reply.usage = "{}";
  reply.choices.emplace_back().reasoning = "Plan";
  reply.choices.front().tool_calls = {{"f_1", "f", "{}"}};
  EXPECT_THAT(
      events_of(reply),
      ElementsAre(
          start, R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":"Plan"}}})",
          R"({"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":)"
          R"({"id":"f_1","type":"function","function":{"name":"f","arguments":""}}}}})",
          R"({"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{"}}}}})",
          R"({"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"}"}}}}})",
          R"({"type":"tool-call-end","index":0})",
          R"({"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{}}})", "[DONE]"));
}

TEST(CohereChatRender, CitesBeforeTheBlockEnds) {
  Reply reply;
  reply.id = "i";
  reply.choices.emplace_back().blocks = {TextBlock{"a", {R"({"start":0})"}}};
  const auto events = events_of(reply);
  ASSERT_EQ(events.size(), 8U);
  EXPECT_EQ(events[3], R"({"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0}}}})");
  EXPECT_EQ(events[4], R"({"type":"citation-end","index":0})");
  EXPECT_EQ(events[5], R"({"type":"content-end","index":0})");
}

TEST(CohereChatRender, AnErrorEndsTheMessage) {
  Reply reply;
  reply.choices.emplace_back().text = "a";
  reply.error_event = ErrorReply{.message = "gone", .type = {}, .code = {}, .param = {}};
  EXPECT_EQ(events_of(reply).back(), R"({"type":"message-end","delta":{"error":"gone","finish_reason":"ERROR"}})");
  EXPECT_EQ(whole(reply).status, 500);
  EXPECT_EQ(whole(reply).body, R"({"message":"gone"})");
}

TEST(CohereChatRender, AWholeAnswerIsAMessage) {
  Reply reply;
  reply.id = "i";
  reply.usage = "{}";
  reply.choices.emplace_back().reasoning = "Plan";
  reply.choices.front().text = "a";
  reply.choices.front().tool_calls = {{"f_1", "f", "{}"}};
  const WholeAnswer answer = whole(reply);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body,
            R"({"id":"i","message":{"role":"assistant","tool_plan":"Plan","tool_calls":[{"id":"f_1","type":"function",)"
            R"("function":{"name":"f","arguments":"{}"}}],"content":[{"type":"text","text":"a"}]},)"
            R"("finish_reason":"TOOL_CALL","usage":{}})");
}

}  // namespace
}  // namespace wiretape::provider
