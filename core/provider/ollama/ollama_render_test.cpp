#include "wiretape/core/provider/ollama/ollama_render.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> lines(const Reply& reply, OllamaEndpoint endpoint, const std::string& body) {
  const wire::HttpRequest request{{}, body};
  std::vector<std::string> datas;
  for (const Event& event : ollama_render(reply, RequestView(request, "/api/chat", ""), endpoint).events)
    datas.push_back(std::get<DataEvent>(event).data);
  return datas;
}

WholeAnswer whole(const Reply& reply, OllamaEndpoint endpoint, const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return ollama_render_whole(reply, RequestView(request, "/api/chat", ""), endpoint);
}

Reply says(std::string_view text) {
  Reply reply;
  reply.choices.emplace_back().text = text;
  return reply;
}

const std::string hi = R"({"model":"m","messages":[{"role":"user","content":"Hi you"}]})";

TEST(OllamaRender, ChatsInLines) {
  Reply reply = says("Yes.");
  reply.choices.front().reasoning = "Hm";
  EXPECT_THAT(lines(reply, OllamaEndpoint::chat, hi),
              ElementsAre(R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z",)"
                          R"("message":{"role":"assistant","content":"","thinking":"Hm"},"done":false})",
                          R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z",)"
                          R"("message":{"role":"assistant","content":"Yes"},"done":false})",
                          R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z",)"
                          R"("message":{"role":"assistant","content":"."},"done":false})",
                          R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z",)"
                          R"("message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",)"
                          R"("total_duration":57000000,"load_duration":40000000,"prompt_eval_count":2,)"
                          R"("prompt_eval_duration":2000000,"eval_count":3,"eval_duration":15000000})"));
}

TEST(OllamaRender, CompletesInLines) {
  Reply reply = says("Yes");
  reply.created = 1700000000;
  reply.usage = R"({ "eval_count": 1 })";
  reply.choices.front().finish_reason = "length";
  EXPECT_THAT(lines(reply, OllamaEndpoint::generate, R"({"model":"m","prompt":"Hi"})"),
              ElementsAre(R"({"model":"m","created_at":"2023-11-14T22:13:20.000Z","response":"Yes","done":false})",
                          R"({"model":"m","created_at":"2023-11-14T22:13:20.000Z","response":"","done":true,)"
                          R"("done_reason":"length","eval_count":1})"));
}

TEST(OllamaRender, EachCallStandsInALineOfItsOwn) {
  Reply reply;
  reply.model = "m";
  reply.usage = "{}";
  reply.choices.emplace_back().tool_calls = {{"call_1", "f", "{\"a\":\n1}"}, {"call_2", "g", "{\"a\":"}};
  const std::string begin = R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z","message":{"role":"assistant",)"
                            R"("content":"")";
  EXPECT_THAT(
      lines(reply, OllamaEndpoint::chat, "{}"),
      ElementsAre(
          begin +
              R"(,"tool_calls":[{"id":"call_1","function":{"index":0,"name":"f","arguments":{"a":1}}}]},"done":false})",
          begin + R"(,"tool_calls":[{"id":"call_2","function":{"index":1,"name":"g",)"
                  R"("arguments":"{\"a\":"}}]},"done":false})",
          begin + R"(},"done":true,"done_reason":"stop"})"));
}

TEST(OllamaRender, ACompletionHasNoPlaceForCalls) {
  Reply reply = says("a");
  reply.choices.front().tool_calls = {{"call_1", "f", "{}"}};
  EXPECT_EQ(lines(reply, OllamaEndpoint::generate, "{}").size(), 2U);
}

TEST(OllamaRender, AnErrorEndsTheStream) {
  Reply reply = says("a");
  reply.error_event = ErrorReply{.message = "out of memory", .type = {}, .code = {}, .param = {}};
  EXPECT_EQ(lines(reply, OllamaEndpoint::chat, "{}").back(), R"({"error":"out of memory"})");
  const WholeAnswer answer = whole(reply, OllamaEndpoint::chat, "{}");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body, R"({"error":"out of memory"})");
}

TEST(OllamaRender, AWholeAnswerIsOneLine) {
  Reply reply = says("Yes.");
  reply.usage = "{}";
  reply.choices.front().tool_calls = {{"call_1", "f", ""}};
  const WholeAnswer answer = whole(reply, OllamaEndpoint::chat, hi);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.fields, (wire::HttpFields{{"content-type", "application/json; charset=utf-8"}}));
  EXPECT_EQ(answer.body,
            R"({"model":"m","created_at":"2025-01-01T00:00:00.000Z","message":{"role":"assistant","content":"Yes.",)"
            R"("tool_calls":[{"id":"call_1","function":{"index":0,"name":"f","arguments":{}}}]},"done":true,)"
            R"("done_reason":"stop"})");
}

TEST(OllamaRender, IdsOfCallsFollowFromWhatIsSaidAndFromTheTurn) {
  Reply reply;
  reply.choices.emplace_back().tool_calls = {{{}, "f", "{}"}, {{}, "f", "{}"}};
  const auto first = lines(reply, OllamaEndpoint::chat, hi);
  EXPECT_EQ(first, lines(reply, OllamaEndpoint::chat, hi));
  EXPECT_NE(first.at(0), first.at(1));
  const std::string later = R"({"model":"m","messages":[{"role":"user","content":"Hi you"},)"
                            R"({"role":"assistant","content":"a"},{"role":"user","content":"b"}]})";
  EXPECT_NE(first.at(0), lines(reply, OllamaEndpoint::chat, later).at(0));
}

}  // namespace
}  // namespace wiretape::provider
