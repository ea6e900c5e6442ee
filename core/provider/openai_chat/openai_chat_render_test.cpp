#include "wiretape/core/provider/openai_chat/openai_chat_render.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

const std::string streamed = R"({"model":"gpt-4o","stream":true,"stream_options":{"include_obfuscation":false}})";
const std::string streamed_with_usage =
    R"({"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}})";

Events render(const Reply& reply, const std::string& body = streamed) {
  const wire::HttpRequest request{{}, body};
  return openai_chat_render(reply, RequestView(request, "/v1/chat/completions", ""));
}

WholeAnswer render_whole(const Reply& reply, const std::string& body = R"({"model":"gpt-4o"})") {
  const wire::HttpRequest request{{}, body};
  return openai_chat_render_whole(reply, RequestView(request, "/v1/chat/completions", ""));
}

std::vector<std::string> data_of(const Events& events) {
  std::vector<std::string> data;
  for (const Event& event : events.events)
    data.push_back(std::get<DataEvent>(event).data);
  return data;
}

// `delta/finish reason` of each choice of each chunk, which is what most tests are about.
std::vector<std::string> gist(const Events& events) {
  std::vector<std::string> all;
  for (const std::string& data : data_of(events)) {
    const auto chunk = nlohmann::ordered_json::parse(data, nullptr, false);
    if (!chunk.is_object() || !chunk.contains("choices") || chunk["choices"].empty()) {
      all.push_back(chunk.contains("usage") ? "usage " + chunk["usage"].dump() : data);
      continue;
    }
    const auto& choice = chunk["choices"][0];
    const auto& finish = choice["finish_reason"];
    all.push_back(choice["index"].dump() + " " + choice["delta"].dump() +
                  (finish.is_null() ? "" : "/" + finish.dump()));
  }
  return all;
}

Reply minimal_reply() {
  Reply reply;
  reply.id = "c1";
  reply.created = 7;
  reply.choices.emplace_back();
  return reply;
}

TEST(OpenaiChatRender, SaysTextAsOpenaiDoes) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "Hi there";
  const std::string begin =
      R"({"id":"c1","object":"chat.completion.chunk","created":7,"model":"gpt-4o","service_tier":"default",)"
      R"("system_fingerprint":"fp_wiretape","choices":[)";
  EXPECT_THAT(
      data_of(render(reply)),
      ElementsAre(
          begin +
              R"({"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]})",
          begin + R"({"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}]})",
          begin + R"({"index":0,"delta":{"content":" there"},"logprobs":null,"finish_reason":null}]})",
          begin + R"({"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]})", "[DONE]"));
}

TEST(OpenaiChatRender, SaysUsageIfAskedTo) {
  Reply reply = minimal_reply();
  reply.usage = R"({"total_tokens":3})";
  const std::string begin =
      R"({"id":"c1","object":"chat.completion.chunk","created":7,"model":"gpt-4o","service_tier":"default",)"
      R"("system_fingerprint":"fp_wiretape","choices":[)";
  EXPECT_THAT(
      data_of(render(reply, streamed_with_usage)),
      ElementsAre(
          begin +
              R"({"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null})",
          begin + R"({"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null})",
          begin + R"(],"usage":{"total_tokens":3}})", "[DONE]"));
}

TEST(OpenaiChatRender, PadsEachChunkToOneMoreThanAMultipleOf16Characters) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "One two three, h\u00e9llo \U0001F600, and some more words of any length at all";
  reply.usage = R"({"total_tokens":3})";
  auto data = data_of(render(reply, R"({"stream":true,"stream_options":{"include_usage":true}})"));
  EXPECT_EQ(data.back(), "[DONE]");
  data.pop_back();
  std::set<std::size_t> lengths;
  std::set<std::string> paddings;
  for (const std::string& each : data) {
    const auto characters = std::ranges::count_if(each, [](char byte) { return !text::continues_character(byte); });
    EXPECT_EQ(characters % 16, 1) << each;
    const std::string padding = nlohmann::json::parse(each).at("obfuscation");
    EXPECT_THAT(padding, ::testing::MatchesRegex("[A-Za-z0-9]*"));
    lengths.insert(padding.size());
    paddings.insert(padding);
  }
  EXPECT_GT(lengths.size(), 5U);
  EXPECT_LT(*lengths.rbegin(), 16U);
  EXPECT_GT(paddings.size(), lengths.size() / 2);
}

TEST(OpenaiChatRender, PadsNothingWhereThatIsNotWanted) {
  for (const std::string& event : data_of(render(minimal_reply(), streamed)))
    EXPECT_THAT(event, ::testing::Not(::testing::HasSubstr("obfuscation")));
  for (const char* const options : {"{}", R"({"include_obfuscation":true})", R"({"include_obfuscation":null})", "7"}) {
    const auto body = std::string(R"({"stream":true,"stream_options":)") + options + "}";
    EXPECT_THAT(data_of(render(minimal_reply(), body)).front(), ::testing::HasSubstr("obfuscation")) << options;
  }
}

TEST(OpenaiChatRender, SaysReasoningBeforeText) {
  Reply reply = minimal_reply();
  reply.choices[0].reasoning = "Greeting.";
  reply.choices[0].text = "Hi";
  EXPECT_THAT(
      gist(render(reply)),
      ElementsAre(R"(0 {"role":"assistant","content":"","refusal":null})", R"(0 {"reasoning_content":"Greeting"})",
                  R"(0 {"reasoning_content":"."})", R"(0 {"content":"Hi"})", R"(0 {}/"stop")", "[DONE]"));
}

TEST(OpenaiChatRender, SaysRefusals) {
  Reply reply = minimal_reply();
  reply.choices[0].refusal = "I can't";
  EXPECT_THAT(gist(render(reply)),
              ElementsAre(R"(0 {"role":"assistant","content":null,"refusal":null})", R"(0 {"refusal":"I"})",
                          R"(0 {"refusal":" can"})", R"(0 {"refusal":"'"})", R"(0 {"refusal":"t"})", R"(0 {}/"stop")",
                          "[DONE]"));
}

TEST(OpenaiChatRender, SaysParallelToolCalls) {
  Reply reply = minimal_reply();
  reply.choices[0].tool_calls = {{"call_a", "get_weather", R"({"city":"Paris"})"}, {"call_b", "get_time", ""}};
  reply.chunks = ChunkRule::word;
  EXPECT_THAT(
      gist(render(reply)),
      ElementsAre(
          R"(0 {"role":"assistant","content":null,"refusal":null})",
          R"(0 {"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]})",
          R"(0 {"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Paris\"}"}}]})",
          R"(0 {"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":""}}]})",
          R"(0 {}/"tool_calls")", "[DONE]"));
}

TEST(OpenaiChatRender, BlocksAreSaidAsTheTextReasoningAndCallsInThem) {
  Reply blocks = minimal_reply();
  blocks.choices[0].blocks = {ReasoningBlock{"Hm.", "c2ln"}, RedactedReasoningBlock{"ZGF0YQ=="},
                              TextBlock{"Yes.", {"{}"}}, ToolCallReply{"call_1", "f", "{}"}};
  Reply flat = minimal_reply();
  flat.choices[0].reasoning = "Hm.";
  flat.choices[0].text = "Yes.";
  flat.choices[0].tool_calls = {{"call_1", "f", "{}"}};
  EXPECT_EQ(data_of(render(blocks)), data_of(render(flat)));
  EXPECT_EQ(render_whole(blocks).body, render_whole(flat).body);
}

TEST(OpenaiChatRender, ChoicesTakeTurns) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "a b c";
  reply.choices.emplace_back();
  reply.choices[1].text = "x";
  reply.choices[1].finish_reason = "length";
  EXPECT_THAT(gist(render(reply)),
              ElementsAre(R"(0 {"role":"assistant","content":"","refusal":null})",
                          R"(1 {"role":"assistant","content":"","refusal":null})", R"(0 {"content":"a"})",
                          R"(1 {"content":"x"})", R"(0 {"content":" b"})", R"(1 {}/"length")", R"(0 {"content":" c"})",
                          R"(0 {}/"stop")", "[DONE]"));
}

TEST(OpenaiChatRender, ExplicitChunksAreSentAsTheyAre) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "ignored";
  reply.choices[0].reasoning = "a b";
  reply.chunks = ChunkList{"Hel", "", "lo wor", "ld"};
  EXPECT_THAT(gist(render(reply)),
              ElementsAre(R"(0 {"role":"assistant","content":"","refusal":null})", R"(0 {"reasoning_content":"a"})",
                          R"(0 {"reasoning_content":" b"})", R"(0 {"content":"Hel"})", R"(0 {"content":"lo wor"})",
                          R"(0 {"content":"ld"})", R"(0 {}/"stop")", "[DONE]"));
}

TEST(OpenaiChatRender, AnErrorEventEndsTheStreamInPlaceOfAllElse) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "Hi";
  reply.error_event.emplace();
  reply.error_event->message = "Overloaded";
  reply.error_event->code = "overloaded";
  EXPECT_THAT(
      gist(render(reply, streamed_with_usage)),
      ElementsAre(R"(0 {"role":"assistant","content":"","refusal":null})", R"(0 {"content":"Hi"})",
                  R"({"error":{"message":"Overloaded","type":"server_error","param":null,"code":"overloaded"}})"));
}

TEST(OpenaiChatRender, MarksThePlaces) {
  Reply reply = minimal_reply();
  reply.choices[0].reasoning = "r";
  reply.choices[0].text = "a b";
  reply.choices[0].tool_calls = {{"c", "f", "1"}};
  // 0 role, 1 reasoning, 2 and 3 text, 4 and 5 tool call, 6 finish, 7 usage, 8 [DONE]
  EXPECT_THAT(
      render(reply, streamed_with_usage).marks,
      ElementsAre(Mark{MarkKind::delta, 1, 1}, Mark{MarkKind::reasoning, 1, 1}, Mark{MarkKind::delta, 2, 2},
                  Mark{MarkKind::first_text, 1, 2}, Mark{MarkKind::text, 1, 2}, Mark{MarkKind::delta, 3, 3},
                  Mark{MarkKind::text, 2, 3}, Mark{MarkKind::delta, 4, 4}, Mark{MarkKind::first_tool_delta, 1, 4},
                  Mark{MarkKind::delta, 5, 5}, Mark{MarkKind::tool_args, 1, 5}, Mark{MarkKind::before_finish, 1, 6},
                  Mark{MarkKind::after_finish, 1, 7}, Mark{MarkKind::before_done, 1, 8},
                  Mark{MarkKind::after_done, 1, 9}));
}

TEST(OpenaiChatRender, AnErrorEventHasNeitherFinishNorDone) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "a";
  reply.error_event.emplace();
  EXPECT_THAT(render(reply).marks,
              ElementsAre(Mark{MarkKind::delta, 1, 1}, Mark{MarkKind::first_text, 1, 1}, Mark{MarkKind::text, 1, 1}));
}

TEST(OpenaiChatRenderWhole, SaysTextAsOpenaiDoes) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "Hi \"you\"";
  reply.usage = R"({"total_tokens":3})";
  const WholeAnswer answer = render_whole(reply);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.fields, openai_answer_fields());
  EXPECT_EQ(answer.body,
            R"({"id":"c1","object":"chat.completion","created":7,"model":"gpt-4o","choices":[{"index":0,"message":)"
            R"({"role":"assistant","content":"Hi \"you\"","refusal":null,"annotations":[]},"logprobs":null,)"
            R"("finish_reason":"stop"}],"usage":{"total_tokens":3},"service_tier":"default",)"
            R"("system_fingerprint":"fp_wiretape"})");
}

TEST(OpenaiChatRenderWhole, SaysEverythingElse) {
  Reply reply = minimal_reply();
  reply.choices[0].reasoning = "r";
  reply.choices[0].tool_calls = {{"a", "f", R"({"x":1})"}, {"b", "g", ""}};
  reply.choices.emplace_back();
  reply.choices[1].refusal = "no";
  const auto body = nlohmann::ordered_json::parse(render_whole(reply).body);
  EXPECT_EQ(body["choices"][0]["message"].dump(),
            R"({"role":"assistant","content":null,"reasoning_content":"r","tool_calls":[{"id":"a","type":"function",)"
            R"("function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"g",)"
            R"("arguments":""}}],"refusal":null,"annotations":[]})");
  EXPECT_EQ(body["choices"][0]["finish_reason"], "tool_calls");
  EXPECT_EQ(body["choices"][1]["index"], 1);
  EXPECT_EQ(body["choices"][1]["message"]["refusal"], "no");
  EXPECT_TRUE(body["choices"][1]["message"]["content"].is_null());
  EXPECT_EQ(body["usage"]["completion_tokens"], 11);
}

TEST(OpenaiChatRenderWhole, SaysExplicitChunksTogether) {
  Reply reply = minimal_reply();
  reply.chunks = ChunkList{"Hel", "lo"};
  EXPECT_EQ(nlohmann::json::parse(render_whole(reply).body)["choices"][0]["message"]["content"], "Hello");
}

}  // namespace
}  // namespace wiretape::provider
