#include "wiretape/core/provider/anthropic_messages/anthropic_messages_render.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;
using ::testing::ElementsAre;

Events render(const Reply& reply) {
  const wire::HttpRequest request{{}, R"({"model":"claude","stream":true})"};
  return anthropic_messages_render(reply, RequestView(request, "/v1/messages", ""));
}

WholeAnswer render_whole(const Reply& reply) {
  const wire::HttpRequest request{{}, R"({"model":"claude"})"};
  return anthropic_messages_render_whole(reply, RequestView(request, "/v1/messages", ""));
}

// `event: data` of each event.
std::vector<std::string> lines_of(const Events& events) {
  std::vector<std::string> lines;
  for (const Event& event : events.events) {
    const auto& data = std::get<DataEvent>(event);
    lines.push_back(data.name + ": " + data.data);
  }
  return lines;
}

// What is said between `message_start` and `message_delta`, in short.
std::vector<std::string> gist(const Events& events) {
  std::vector<std::string> all;
  for (const Event& event : events.events) {
    const auto data = ordered_json::parse(std::get<DataEvent>(event).data);
    EXPECT_EQ(data["type"], std::get<DataEvent>(event).name);
    const std::string index = data.contains("index") ? data["index"].dump() : "";
    if (data.contains("content_block")) all.push_back(index + " begins " + data["content_block"].dump());
    if (data["type"] == "content_block_delta") all.push_back(index + " " + data["delta"].dump());
    if (data["type"] == "content_block_stop") all.push_back(index + " ends");
  }
  return all;
}

Reply minimal_reply() {
  Reply reply;
  reply.id = "msg_1";
  reply.usage = R"({"input_tokens":3,"output_tokens":2})";
  reply.choices.emplace_back();
  return reply;
}

TEST(AnthropicMessagesRender, SaysTextAsAnthropicDoes) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "Hello \"you\"";
  reply.chunks = ChunkRule::word;
  EXPECT_THAT(
      lines_of(render(reply)),
      ElementsAre(
          R"(message_start: {"type":"message_start","message":{"model":"claude","id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"usage":{"input_tokens":3,"output_tokens":1}}})",
          R"(content_block_start: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
          R"(ping: {"type":"ping"})",
          R"(content_block_delta: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}})",
          R"(content_block_delta: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" \"you\""}})",
          R"(content_block_stop: {"type":"content_block_stop","index":0})",
          R"(message_delta: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"stop_details":null},"usage":{"input_tokens":3,"output_tokens":2}})",
          R"(message_stop: {"type":"message_stop"})"));
}

TEST(AnthropicMessagesRender, AnEmptyAnswerHasNoBlocks) {
  EXPECT_EQ(lines_of(render(minimal_reply())).size(), 3U);
  EXPECT_EQ(ordered_json::parse(render_whole(minimal_reply()).body)["content"], ordered_json::array());
}

TEST(AnthropicMessagesRender, SaysBlocksInTheirOrder) {
  Reply reply = minimal_reply();
  reply.choices[0].blocks = {ReasoningBlock{"Hm", "c2ln"}, RedactedReasoningBlock{"ZGF0YQ=="},
                             TextBlock{"See", {R"({"type":"char_location"})"}}, ToolCallReply{"t1", "f", R"({"a":1})"},
                             TextBlock{"", {}}};
  reply.chunks = ChunkRule::word;
  EXPECT_THAT(
      gist(render(reply)),
      ElementsAre(R"(0 begins {"type":"thinking","thinking":"","signature":""})",
                  R"(0 {"type":"thinking_delta","thinking":"Hm"})",
                  R"(0 {"type":"signature_delta","signature":"c2ln"})", "0 ends",
                  R"(1 begins {"type":"redacted_thinking","data":"ZGF0YQ=="})", "1 ends",
                  R"(2 begins {"type":"text","text":"","citations":[]})", R"(2 {"type":"text_delta","text":"See"})",
                  R"(2 {"type":"citations_delta","citation":{"type":"char_location"}})", "2 ends",
                  R"(3 begins {"type":"tool_use","id":"t1","name":"f","input":{}})",
                  R"(3 {"type":"input_json_delta","partial_json":""})",
                  R"(3 {"type":"input_json_delta","partial_json":"{\"a\":1}"})", "3 ends",
                  R"(4 begins {"type":"text","text":""})", "4 ends"));
}

TEST(AnthropicMessagesRender, SaysReasoningThenTextThenCalls) {
  Reply reply = minimal_reply();
  reply.choices[0].tool_calls = {{"t1", "f", ""}, {"t2", "g", "[1]"}};
  reply.choices[0].text = "b";
  reply.choices[0].reasoning = "a";
  const auto said = gist(render(reply));
  ASSERT_EQ(said.size(), 16U);
  EXPECT_EQ(said[1], R"(0 {"type":"thinking_delta","thinking":"a"})");
  EXPECT_EQ(said[5], R"(1 {"type":"text_delta","text":"b"})");
  EXPECT_EQ(said[7], R"(2 begins {"type":"tool_use","id":"t1","name":"f","input":{}})");
  EXPECT_EQ(said[10], R"(3 begins {"type":"tool_use","id":"t2","name":"g","input":{}})");
}

TEST(AnthropicMessagesRender, ExplainsARefusalBesideTheStopReason) {
  Reply reply = minimal_reply();
  reply.choices[0].refusal = "No.";
  const auto end = ordered_json::parse(std::get<DataEvent>(render(reply).events[1]).data);
  EXPECT_EQ(
      end["delta"].dump(),
      R"({"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":null,"explanation":"No."}})");
}

TEST(AnthropicMessagesRender, SaysWhichSequenceStopped) {
  Reply reply = minimal_reply();
  reply.choices[0].stop_sequence = "END";
  const auto end = ordered_json::parse(std::get<DataEvent>(render(reply).events[1]).data);
  EXPECT_EQ(end["delta"]["stop_reason"], "stop_sequence");
  EXPECT_EQ(end["delta"]["stop_sequence"], "END");
}

TEST(AnthropicMessagesRender, EveryStopReasonIsSaidAsItIs) {
  for (const char* reason : {"end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal",
                             "model_context_window_exceeded", "made up"}) {
    Reply reply = minimal_reply();
    reply.choices[0].finish_reason = reason;
    const auto end = ordered_json::parse(std::get<DataEvent>(render(reply).events[1]).data);
    EXPECT_EQ(end["delta"]["stop_reason"], reason);
    EXPECT_EQ(ordered_json::parse(render_whole(reply).body)["stop_reason"], reason);
  }
}

TEST(AnthropicMessagesRender, ExplicitChunksAreSentAsTheyAre) {
  Reply reply = minimal_reply();
  reply.chunks = ChunkList{"Hel", "lo there"};
  EXPECT_THAT(gist(render(reply)),
              ElementsAre(R"(0 begins {"type":"text","text":""})", R"(0 {"type":"text_delta","text":"Hel"})",
                          R"(0 {"type":"text_delta","text":"lo there"})", "0 ends"));
}

TEST(AnthropicMessagesRender, AnErrorEventEndsTheStreamInPlaceOfAllElse) {
  Reply reply = minimal_reply();
  reply.choices[0].text = "So far";
  reply.error_event.emplace();
  reply.error_event->message = "Overloaded";
  reply.error_event->type = "overloaded_error";
  EXPECT_EQ(
      lines_of(render(reply)).back(),
      R"(error: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CWiretapeRequestId000"})");
  for (const Mark& mark : render(reply).marks) {
    EXPECT_NE(mark.kind, MarkKind::before_finish);
    EXPECT_NE(mark.kind, MarkKind::before_done);
  }
}

TEST(AnthropicMessagesRender, MarksThePlaces) {
  Reply reply = minimal_reply();
  reply.choices[0].reasoning = "a";
  reply.choices[0].text = "b";
  reply.choices[0].tool_calls = {{"t1", "f", "{}"}};
  reply.chunks = ChunkRule::word;
  // 0 message_start | 1 begins 2 ping 3 thinking 4 signature 5 ends | 6 begins 7 text 8 ends | 9 begins 10 empty 11 {}
  // 12 ends | 13 message_delta 14 message_stop
  EXPECT_THAT(render(reply).marks,
              ElementsAre(Mark{MarkKind::delta, 1, 3}, Mark{MarkKind::reasoning, 1, 3}, Mark{MarkKind::delta, 2, 7},
                          Mark{MarkKind::first_text, 1, 7}, Mark{MarkKind::text, 1, 7}, Mark{MarkKind::delta, 3, 9},
                          Mark{MarkKind::first_tool_delta, 1, 9}, Mark{MarkKind::delta, 4, 11},
                          Mark{MarkKind::tool_args, 1, 11}, Mark{MarkKind::before_finish, 1, 13},
                          Mark{MarkKind::after_finish, 1, 14}, Mark{MarkKind::before_done, 1, 14},
                          Mark{MarkKind::after_done, 1, 15}));
}

TEST(AnthropicMessagesRender, AWholeAnswerIsAMessage) {
  Reply reply = minimal_reply();
  reply.choices[0].blocks = {ReasoningBlock{"Hm", "c2ln"}, RedactedReasoningBlock{"ZGF0YQ=="},
                             TextBlock{"See", {R"({"n":1})"}}, ToolCallReply{"t1", "f", R"({ "a": 1.0 })"}};
  const WholeAnswer answer = render_whole(reply);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(wire::find_field(answer.fields, "content-type"), "application/json");
  EXPECT_EQ(
      answer.body,
      R"({"model":"claude","id":"msg_1","type":"message","role":"assistant","content":[)"
      R"({"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"redacted_thinking","data":"ZGF0YQ=="},)"
      R"({"type":"text","text":"See","citations":[{"n":1}]},{"type":"tool_use","id":"t1","name":"f","input":{ "a": 1.0 }}],)"
      R"("stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"usage":{"input_tokens":3,"output_tokens":2}})");
}

TEST(AnthropicMessagesRender, ArgumentsThatAreNoObjectAreAStringInAWholeAnswer) {
  for (const char* arguments : {R"({"city": "Tok)", "[1]", "7", "{} {}"}) {
    Reply reply = minimal_reply();
    reply.choices[0].tool_calls = {{"t1", "f", arguments}};
    EXPECT_EQ(ordered_json::parse(render_whole(reply).body)["content"][0]["input"], arguments);
  }
}

}  // namespace
}  // namespace wiretape::provider
