// What an answer comes to where its words, its members or its order are not those of the book: a table for each kind of
// trouble that users met. `frames` is a stream, one frame a line; a line "error: …" is an event of that name.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/client/answer_decoder.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client::answer_truth {
namespace {

using wire::Ending;

struct Answer {
  Outcome outcome;
  provider::Message message;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Answer stream_of(std::string_view dialect, std::string_view frames, Ending ending = Ending::complete) {
  AnswerDecoder decoder(*provider::find_dialect(dialect), false);
  constexpr std::string_view error = "error: ";
  for (const std::string_view line : lines_of(frames)) {
    const bool is_error = line.starts_with(error);
    decoder.frame({is_error ? "error" : "", is_error ? line.substr(error.size()) : line}, 0);
  }
  decoder.end(ending);
  return {*decoder.outcome(), decoder.message()};
}

Answer whole_of(std::string_view dialect, std::string_view body) {
  AnswerDecoder decoder(*provider::find_dialect(dialect), false);
  decoder.whole(200, body, Ending::complete);
  return {*decoder.outcome(), decoder.message()};
}

constexpr std::string_view chat = "openai.chat";
constexpr std::string_view messages = "anthropic.messages";

// Frames of the dialects, short.
std::string text(std::string_view content, std::string_view more = "") {
  return std::string(R"({"choices":[{"index":0,"delta":{"content":")").append(content).append("\"}}]").append(more) +
         "}\n";
}
std::string finish(std::string_view reason) {
  return std::string(R"({"choices":[{"index":0,"delta":{},"finish_reason":)").append(reason) + "}]}\n";
}
std::string delta(std::string_view json) {
  return std::string(R"({"choices":[{"index":0,"delta":)").append(json) + "}]}\n";
}
const std::string done = "[DONE]\n";

const std::string begin =
    "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[],\"stop_reason\":null}}\n"
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n";
std::string said(std::string_view content, int index = 0) {
  return "{\"type\":\"content_block_delta\",\"index\":" + std::to_string(index) +
         ",\"delta\":{\"type\":\"text_delta\",\"text\":\"" + std::string(content) + "\"}}\n";
}
std::string stopped(std::string_view reason) {
  return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + std::string(reason) + "}}\n";
}
const std::string end = "{\"type\":\"message_stop\"}\n";

struct Case {
  std::string_view dialect;
  std::string frames;
  std::string_view outcome;
};

void expect_outcomes(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const Answer answer = stream_of(each.dialect, each.frames);
    EXPECT_EQ(name_of(answer.outcome), each.outcome) << each.frames << describe(answer.outcome);
  }
}

TEST(AnswerTruth, AWordThatSaysInterruptedIsAnErrorThatPasses) {
  for (const std::string_view word :
       {"abort", "network_error", "CANCELLED", "insufficient_system_resource", "Timeout"}) {
    const std::string quoted = '"' + std::string(word) + '"';
    const Answer answers[] = {
        stream_of(chat, text("Half of ") + finish(quoted) + done),
        stream_of(chat, text("Half of ") + finish(R"({"kind":"x","type":)" + quoted + "}") + done),
        stream_of(chat, text("Half of ") + finish(quoted), Ending::reset),
        stream_of(messages, begin + said("Half of ") + stopped(quoted) + end),
        whole_of(chat, R"({"choices":[{"message":{"content":"Half of "},"finish_reason":)" + quoted + "}]}"),
        whole_of(messages, R"({"content":[{"type":"text","text":"Half of "}],"stop_reason":)" + quoted + "}"),
    };
    for (const Answer& answer : answers) {
      const auto* error = std::get_if<ProviderError>(&answer.outcome);
      ASSERT_NE(error, nullptr) << word << describe(answer.outcome);
      EXPECT_TRUE(error->is_retryable);
      EXPECT_EQ(error->code, word);
      EXPECT_NE(error->message.find(word), std::string::npos);
      EXPECT_EQ(answer.message.first().text, "Half of ");
    }
  }
}

TEST(AnswerTruth, AnObjectThatExplainsAnInterruptionIsAnErrorWithItsWords) {
  const Answer answer =
      stream_of(chat, text("a") + finish(R"({"type":"abort","message":"No room left","n":1})") + done);
  EXPECT_EQ(std::get<ProviderError>(answer.outcome).message, "No room left");
  EXPECT_TRUE(std::get<ProviderError>(answer.outcome).is_retryable);
}

TEST(AnswerTruth, OneChoiceThatStoppedEarlyIsEnough) {
  expect_outcomes({
      {chat,
       R"({"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"},{"index":1,"delta":{"content":"b"},)"
       R"("finish_reason":"error"}]})"
       "\n[DONE]\n",
       "provider_error"},
      {chat,
       R"({"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"},{"index":1,"delta":{"content":"b"},)"
       R"("finish_reason":"length"}]})"
       "\n[DONE]\n",
       "length_limited"},
  });
}

TEST(AnswerTruth, ALengthLimitHasManyWords) {
  for (const char* word : {"\"MAX_TOKENS\"", "\"max_output_tokens\"", "\"Model_Length\"", R"({"type":"max_tokens"})"}) {
    expect_outcomes({{chat, text("a") + finish(word) + done, "length_limited"},
                     {chat, text("a") + finish(word), "length_limited"},
                     {messages, begin + said("a") + stopped(word) + end, "length_limited"}});
  }
}

TEST(AnswerTruth, AWordThatNobodyKnowsCompletes) {
  const Answer answer = stream_of(chat, text("a") + finish("\"weary\"") + done);
  EXPECT_EQ(std::get<Completed>(answer.outcome).reason, "weary");
}

TEST(AnswerTruth, AReasonProvesTheEndOnlyAsTheLastWord) {
  const std::string begun = R"({"type":"message_start","message":{"content":[],"stop_reason":"end_turn"}})"
                            "\n";
  expect_outcomes({
      {chat, text("a") + finish("\"stop\"") + text("b"), "truncated"},
      {chat, finish("\"stop\"") + delta(R"({"reasoning":"b"})"), "truncated"},
      {chat, finish("\"stop\"") + delta(R"({"refusal":"b"})"), "truncated"},
      {chat, finish("\"stop\"") + delta(R"({"tool_calls":[{"index":0,"function":{"name":"f"}}]})"), "truncated"},
      {chat, finish("\"stop\"") + delta(R"({"video":{"frame":"b"}})"), "truncated"},
      {chat, text("a") + finish("\"stop\"") + text("b") + finish("\"length\""), "length_limited"},
      {chat, text("a") + finish("\"length\"") + text("b") + finish("\"stop\""), "completed"},
      {chat, text("a") + finish("\"abort\"") + text("b") + finish("\"stop\""), "completed"},
      {chat, text("a") + finish("\"stop\"") + text("b") + done, "completed"},
      {chat, text("a") + finish("\"stop\"") + text("") + R"({"choices":[],"usage":{"n":1}})", "completed"},
      {chat, text("a") + finish("\"stop\"") + finish("null"), "completed"},
      {messages, begin + said("a") + stopped("\"end_turn\"") + said("b"), "truncated"},
      {messages, begin + said("a") + stopped("\"end_turn\"") + said("b") + stopped("\"end_turn\""), "completed"},
      {messages, begun, "truncated"},
      {messages, begun + said("a"), "truncated"},
      {messages, begin + said("a") + stopped("\"end_turn\""), "completed"},
  });
}

TEST(AnswerTruth, SomeTextsInAReasonsPlaceAreNone) {
  for (const char* none : {"\"null\"", "\"NONE\"", "\"\"", "\" \"", "null", "{}", "[]", R"({"type":null})",
                           R"({"type":"None"})", "\"in_progress\"", "false", "true", "0", "\"pending\"", "\"Running\"",
                           "\"streaming\"", "\"continue\"", "\"not_stop\"", "\"incomplete_generation\""}) {
    expect_outcomes(
        {{chat, text("a") + finish(none), "truncated"}, {messages, begin + said("a") + stopped(none), "truncated"}});
  }
}

struct ErrorCase {
  std::string_view dialect;
  std::string frames;
  std::string_view message;
};

TEST(AnswerTruth, AnErrorIsOneInAnyDress) {
  const std::vector<ErrorCase> cases{
      {chat,
       text("a") +
           R"({"code":1301,"msg":"not allowed"})"
           "\n" +
           done,
       "not allowed"},
      {chat,
       text("a") +
           R"({"code":"Throttling","message":"too fast","request_id":"r"})"
           "\n" +
           done,
       "too fast"},
      {chat,
       R"({"status":503,"message":"down"})"
       "\n" +
           done,
       "down"},
      {chat,
       R"({"status":"FAILED","message":"down"})"
       "\n" +
           done,
       "down"},
      {chat,
       R"({"success":false,"message":"no credit"})"
       "\n" +
           done,
       "no credit"},
      {chat, text("a", R"(,"code":"5001","message":"gone")") + done, "gone"},
      {chat,
       R"({"detail":"Who are you?"})"
       "\n" +
           done,
       "Who are you?"},
      {chat,
       R"({"error_code":17,"error_msg":"daily limit"})"
       "\n" +
           done,
       "daily limit"},
      {chat,
       R"({"errorMessage":"lambda died"})"
       "\n" +
           done,
       "lambda died"},
      {chat,
       R"({"ErrorMsg":{"Msg":"empty purse","Code":9}})"
       "\n" +
           done,
       "empty purse"},
      {chat,
       text("a") +
           R"({"base_resp":{"status_code":1008,"status_msg":"balance"}})"
           "\n" +
           done,
       "balance"},
      {chat, text("a", R"(,"x_groq":{"error":"over capacity"})") + finish("\"stop\"") + done, "over capacity"},
      {chat,
       R"({"data":{"reply":{"error":{"message":"deep"}}}})"
       "\n" +
           done,
       "deep"},
      {chat,
       R"({"internalServerException":{"message":"oops"}})"
       "\n" +
           done,
       "oops"},
      {chat,
       R"({"errors":[{"code":3,"message":"first"},{"message":"second"}]})"
       "\n" +
           done,
       "first; second"},
      {chat,
       R"({"error":{"msg":"short name","code":4}})"
       "\n" +
           done,
       "short name"},
      {chat,
       R"({"error":true,"message":"beside"})"
       "\n" +
           done,
       "beside"},
      {chat,
       R"({"type":"error","message":"named"})"
       "\n" +
           done,
       "named"},
      {chat,
       R"(error: {"code":400,"message":"too long","type":"invalid_request_error"})"
       "\n" +
           done,
       "too long"},
      {chat, "error: upstream is gone\n" + done, "upstream is gone"},
      {messages,
       begin +
           R"({"code":1301,"msg":"not allowed"})"
           "\n" +
           end,
       "not allowed"},
      {messages,
       begin +
           R"({"detail":"Who are you?"})"
           "\n" +
           end,
       "Who are you?"},
      {messages,
       begin +
           R"({"type":"oops","error_msg":"daily limit"})"
           "\n" +
           end,
       "daily limit"},
      {messages,
       begin + R"({"type":"message_stop","base_resp":{"status_code":1008,"status_msg":"balance"}})"
               "\n",
       "balance"},
      {messages,
       begin +
           R"({"type":"message_delta","delta":{},"code":500,"msg":"gone"})"
           "\n" +
           end,
       "gone"},
      {messages,
       R"({"result":{"error":{"message":"deep"}}})"
       "\n" +
           end,
       "deep"},
  };
  for (const ErrorCase& each : cases) {
    const Answer answer = stream_of(each.dialect, each.frames);
    const auto* error = std::get_if<ProviderError>(&answer.outcome);
    ASSERT_NE(error, nullptr) << each.frames << describe(answer.outcome);
    EXPECT_EQ(error->message, each.message) << each.frames;
  }
}

TEST(AnswerTruth, WhatSaysSuccessIsNoError) {
  const std::string stop = finish("\"stop\"") + done;
  for (const char* more :
       {R"(,"code":0,"message":"success")", R"(,"code":200,"msg":"ok")", R"(,"code":"0","message":"")",
        R"(,"status":"success","message":"fine so far")", R"(,"status":"processing","message":"step 2")",
        R"(,"error":null)", R"(,"error":{})", R"(,"error":false)", R"(,"error":"")", R"(,"errcode":0,"errmsg":"ok")",
        R"(,"success":true,"message":"hello")", R"(,"detail":null)",
        R"(,"base_resp":{"status_code":0,"status_msg":"success"})", R"(,"x_groq":{"error":null})"})
    EXPECT_EQ(name_of(stream_of(chat, text("a", more) + stop).outcome), "completed") << more;
  for (const char* event : {R"({"type":"note","status":"running","message":"step 2"})", R"({"type":"ping","code":0})",
                            R"({"type":"note","error":null,"data":{"n":1}})"})
    EXPECT_EQ(name_of(stream_of(messages, begin + event + "\n" + stopped("\"end_turn\"") + end).outcome), "completed");
}

TEST(AnswerTruth, ATerminatorWithoutAnAnswerIsNone) {
  expect_outcomes({
      {chat, done, "protocol_error"},
      {chat,
       R"({"choices":[]})"
       "\n" +
           done,
       "protocol_error"},
      {chat,
       R"({"choices":[],"usage":{"n":1}})"
       "\n" +
           done,
       "protocol_error"},
      {chat,
       R"({"id":"x","choices":null})"
       "\n" +
           done,
       "protocol_error"},
      {chat,
       R"({"choices":[{"index":0,"delta":{"role":"assistant"}}]})"
       "\n" +
           done,
       "completed"},
      {messages, end, "protocol_error"},
      {messages,
       R"({"type":"ping"})"
       "\n" +
           end,
       "protocol_error"},
      {messages, stopped("\"end_turn\"") + end, "completed"},
  });
  EXPECT_EQ(name_of(whole_of(chat, R"({"id":"x","choices":[]})").outcome), "protocol_error");
}

TEST(AnswerTruth, AWholeAnswerNeedsMoreThanTheBeginningOfAStream) {
  const struct {
    std::string_view dialect;
    std::string_view body;
    std::string_view outcome;
  } cases[] = {
      {chat, R"({"choices":[{"index":0,"delta":{"content":"He"},"finish_reason":null}]})", "truncated"},
      {chat, R"({"choices":[{"index":0}]})", "truncated"},
      {chat, R"({"choices":[{"index":0,"delta":{"content":"He"},"finish_reason":"stop"}]})", "completed"},
      {chat, R"({"choices":[{"index":0,"message":{"content":"He"}}]})", "completed"},
      {messages, R"({"type":"message_start","message":{"content":[],"stop_reason":null}})", "truncated"},
      {messages, R"({"type":"message_start","message":{"content":[],"stop_reason":"end_turn"}})", "truncated"},
      {messages, R"({"type":"message","content":[],"stop_reason":null})", "completed"},
  };
  for (const auto& [dialect, body, outcome] : cases)
    EXPECT_EQ(name_of(whole_of(dialect, body).outcome), outcome) << body;
}

TEST(AnswerTruth, OfTwoMembersOfOneNameTheLastCounts) {
  EXPECT_EQ(stream_of(chat, delta(R"({"content":"no","content":"yes"})") + done).message.first().text, "yes");
  EXPECT_EQ(stream_of(chat, R"({"choices":[{"delta":{"content":"no"},"delta":{"content":"yes"}}]})"
                            "\n" +
                                done)
                .message.first()
                .text,
            "yes");
  EXPECT_EQ(whole_of(chat, R"({"choices":[],"choices":[{"message":{"content":[{"text":"no","text":"yes"}]}}]})")
                .message.first()
                .text,
            "yes");
  const Answer call = stream_of(
      chat, delta(R"({"tool_calls":[{"id":"i","function":{"name":"g","arguments":"1","name":"f","arguments":"2"}}]})"));
  EXPECT_EQ(call.message.first().tool_calls, (std::vector<provider::ToolCall>{{"i", "f", "2"}}));
  EXPECT_EQ(stream_of(messages, begin + R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta",)"
                                        R"("text":"no","text":"yes"}})")
                .message.first()
                .text,
            "yes");
  EXPECT_EQ(*stream_of(chat, text("a", R"(,"usage":{"n":1,"n":2.50})")).message.usage, R"({"n":2.50})");
}

TEST(AnswerTruth, HalvesOfACharacterJoin) {
  EXPECT_EQ(stream_of(chat, text(R"(a\uD83E)") + text(R"(\uDD14b)")).message.first().text, "a\U0001F914b");
  EXPECT_EQ(stream_of(chat, text(R"(\uD83E)") + delta(R"({"role":"assistant"})") + text(R"(\uDD14\uD83E)") +
                                text(R"(\uDD14)"))
                .message.first()
                .text,
            "\U0001F914\U0001F914");
  EXPECT_EQ(stream_of(chat, text(R"(a\uD83E)") + text("b") + done).message.first().text, "a\uFFFDb");
  EXPECT_EQ(stream_of(chat, text(R"(a\uD83E)") + finish("\"stop\"") + done).message.first().text, "a\uFFFD");
  EXPECT_EQ(stream_of(chat, text(R"(a\uD83E)"), Ending::reset).message.first().text, "a\uFFFD");
  EXPECT_EQ(stream_of(chat, text(R"(\\uD83E)") + text(R"(\uDD14)") + done).message.first().text, "\\uD83E\uFFFD");
  EXPECT_EQ(stream_of(chat, delta(R"({"reasoning":"\uD83E"})") + delta(R"({"reasoning":"\uDD14"})"))
                .message.first()
                .reasoning,
            "\U0001F914");
  EXPECT_EQ(stream_of(messages, begin + said(R"(a\uD83E)") + said(R"(\uDD14b)")).message.first().text, "a\U0001F914b");
  const Answer call =
      stream_of(chat, delta(R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":"\uD83E"}}]})") +
                          delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"\uDD14"}}]})"));
  EXPECT_EQ(call.message.first().tool_calls.front().arguments, "\U0001F914");
}

TEST(AnswerTruth, AMessageCountsInAWholeAnswer) {
  for (const char* beside :
       {R"("delta":{},)", R"("delta":{"content":"b"},)", R"("delta":null,)", R"("delta":[],)", ""}) {
    const Answer answer = whole_of(
        chat, R"({"choices":[{)" + std::string(beside) + R"("message":{"content":"all"},"finish_reason":"stop"}]})");
    EXPECT_EQ(answer.message.first().text, "all") << beside;
  }
}

TEST(AnswerTruth, AMessageBehindDeltasCountsForNothing) {
  const auto message = [](std::string_view json) {
    return std::string(R"({"choices":[{"index":0,"finish_reason":"stop","message":)").append(json) + "}]}\n";
  };
  const std::string call = R"({"tool_calls":[{"index":0,"id":"i","function":{"name":"f","arguments":"{}"}}]})";
  EXPECT_EQ(stream_of(chat, text("Hel") + text("lo") + message(R"({"content":"Hello"})") + done).message.first().text,
            "Hello");
  EXPECT_EQ(stream_of(chat, delta(call) + message(call) + done).message.first().tool_calls,
            (std::vector<provider::ToolCall>{{"i", "f", "{}"}}));
  EXPECT_EQ(
      stream_of(chat, message(R"({"content":"Hel"})") + message(R"({"content":"lo"})") + done).message.first().text,
      "Hello")
      << "a stream of messages";
  const Answer silent = stream_of(chat, delta(R"({"role":"assistant"})") + message(R"({"content":"Hello"})") + done);
  EXPECT_EQ(silent.message.first().text, "Hello");
}

TEST(AnswerTruth, ContentOfAnUnknownKindIsNotLostWithoutASign) {
  for (const char* json :
       {R"({"video":{"frame":"AAAA"}})", R"({"text":"Hi"})", R"({"content":null,"images":[{"url":"u"}]})",
        R"({"content":[{"type":"image_url","image_url":{"url":"u"}}]})", R"({"reasoning":["deep"]})",
        R"({"audio":{"data":"AAAA"}})", R"({"tool_calls":[{"id":"i","arguments":"{}"}]})"}) {
    const Answer answer = stream_of(chat, delta(json) + finish("\"stop\"") + done);
    EXPECT_EQ(name_of(answer.outcome), "completed");
    EXPECT_TRUE(answer.message.has_unknown_content()) << json;
    EXPECT_EQ(answer.message.first().unknown_content, std::vector<std::string>{json});
    EXPECT_TRUE(whole_of(chat, R"({"choices":[{"message":)" + std::string(json) + "}]}").message.has_unknown_content());
  }
  EXPECT_TRUE(stream_of(chat, R"({"choices":[{"index":0,"text":"Hi"}]})"
                              "\n" +
                                  done)
                  .message.has_unknown_content());
  for (const char* json :
       {R"({"index":0,"delta":{},"text":"Hi"})", R"({"index":0,"content":"Hi","finish_reason":"stop"})",
        R"({"index":0,"messages":[{"role":"assistant","content":"Hi"}],"finish_reason":"stop"})",
        R"({"index":0,"messages":[{"delta":{"content":"Hi"}}]})", R"({"index":0,"answer":{"words":["Hi"]}})"}) {
    const std::string answer = R"({"choices":[)" + std::string(json) + "]}";
    EXPECT_EQ(stream_of(chat, answer + "\n" + done).message.first().unknown_content, std::vector<std::string>{json});
    EXPECT_TRUE(whole_of(chat, answer).message.has_unknown_content()) << json;
  }
  const std::string odd = R"({"type":"content_block_delta","index":0,"delta":{"type":"song_delta","notes":"la"}})"
                          "\n";
  EXPECT_TRUE(stream_of(messages, begin + odd + end).message.has_unknown_content());
  EXPECT_TRUE(whole_of(messages, R"({"content":[{"type":"song","notes":"la"}]})").message.has_unknown_content());
}

TEST(AnswerTruth, WhatCarriesNoContentIsNotUnknown) {
  for (const char* json : {R"({"role":"assistant","content":"a"})", R"({"content":"a","video":null,"images":[],"n":1})",
                           R"({"content":"a","refusal":null,"annotations":[{"url":"u"}],"channel":"final"})",
                           R"({"content":"a","graph":{"source":null,"items":[""]},"is_last":true})", "[]", "{}"}) {
    EXPECT_FALSE(stream_of(chat, delta(json) + done).message.has_unknown_content()) << json;
  }
  for (const char* json :
       {R"({"delta":{"content":"a"},"text":"a"})", R"({"delta":{},"text":"","note":"n"})",
        R"({"finish_reason":"stop","native_finish_reason":"STOP","logprobs":{"content":[{"token":"a"}]}})",
        R"({"index":0,"finish_reason":null,"content_filter_results":{"hate":{"severity":"safe"}}})"}) {
    const Answer answer = stream_of(chat, R"({"choices":[)" + std::string(json) + "]}\n" + done);
    EXPECT_FALSE(answer.message.has_unknown_content()) << json;
  }
  EXPECT_EQ(whole_of(messages, R"({"content":["Hel","","lo",1]})").message.first().text, "Hello");
  const std::string search = R"({"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use",)"
                             R"("id":"s","name":"web_search","input":{}}})"
                             "\n";
  EXPECT_FALSE(stream_of(messages, begin + search + end).message.has_unknown_content());
}

TEST(AnswerTruth, ATranscriptIsText) {
  const Answer answer = stream_of(chat, delta(R"({"audio":{"id":"x","transcript":"Hal"}})") +
                                            delta(R"({"audio":{"transcript":"lo","expires_at":1}})") + done);
  EXPECT_EQ(answer.message.first().text, "Hallo");
  EXPECT_FALSE(answer.message.has_unknown_content());
}

TEST(AnswerTruth, BlocksMayBeOpenSideBySide) {
  const std::string second = R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}})"
                             "\n";
  const std::string thought =
      R"({"type":"content_block_start","index":2,"content_block":{"type":"thinking","thinking":""}})"
      "\n"
      R"({"type":"content_block_delta","index":2,"delta":{"type":"thinking_delta","thinking":"hm"}})"
      "\n";
  const Answer answer = stream_of(messages, begin + said("a") + second + said("x", 1) + thought + said("b", 0) +
                                                said("y", 1) + stopped("\"end_turn\"") + end);
  EXPECT_EQ(name_of(answer.outcome), "completed");
  const provider::Choice& choice = answer.message.first();
  ASSERT_EQ(choice.blocks.size(), 3U);
  EXPECT_EQ(choice.blocks[0].text, "ab");
  EXPECT_EQ(choice.blocks[1].text, "xy");
  EXPECT_EQ(choice.blocks[2].text, "hm");
  EXPECT_EQ(choice.text, "abxy");
  EXPECT_EQ(choice.reasoning, "hm");
}

std::vector<provider::ToolCall> calls_of(const std::vector<std::string>& chunks) {
  std::string frames;
  for (const std::string& calls : chunks)
    frames += delta(R"({"tool_calls":)" + calls + "}");
  return stream_of(chat, frames + done).message.first().tool_calls;
}

TEST(AnswerTruth, NamesInPiecesJoinAndRepeatedOnesDoNot) {
  using Calls = std::vector<provider::ToolCall>;
  EXPECT_EQ(calls_of({R"([{"index":0,"id":"i","function":{"name":"look_"}}])",
                      R"([{"index":0,"function":{"name":"up"}}])", R"([{"index":0,"function":{"arguments":"{}"}}])"}),
            (Calls{{"i", "look_up", "{}"}}));
  EXPECT_EQ(calls_of({R"([{"id":"i","function":{"name":"lo"}}])", R"([{"id":"i","function":{"name":"ok"}}])",
                      R"([{"function":{"name":"_up"}}])", R"([{"function":{"arguments":"{}"}}])"}),
            (Calls{{"i", "look_up", "{}"}}));
  EXPECT_EQ(calls_of({R"([{"index":0,"id":"i","function":{"name":"look"}}])",
                      R"([{"index":0,"id":"i","function":{"name":"look","arguments":"{"}}])",
                      R"([{"index":0,"id":"i","function":{"name":"look","arguments":"}"}}])"}),
            (Calls{{"i", "look", "{}"}}));
  EXPECT_EQ(calls_of({R"([{"function":{"name":"f"}},{"function":{"name":"g"}}])"}),
            (Calls{{"", "f", ""}, {"", "g", ""}}));
  const std::string legacy =
      delta(R"({"function_call":{"name":"look_"}})") + delta(R"({"function_call":{"name":"up"}})");
  EXPECT_EQ(stream_of(chat, legacy + done).message.first().tool_calls, (Calls{{"", "look_up", ""}}));
}

TEST(AnswerTruth, ARepeatedNameBeginsACallOnlyBehindWholeArguments) {
  using Calls = std::vector<provider::ToolCall>;
  const auto named = [](std::string_view name, std::string_view arguments) {
    return R"([{"index":0,"function":{"name":")" + std::string(name) + R"(","arguments":")" + std::string(arguments) +
           R"("}}])";
  };
  const std::string first = R"([{"index":0,"id":"i","function":{"name":"f","arguments":"{\"a"}}])";
  EXPECT_EQ(calls_of({first, named("f", R"(\":\"}\\\")"), named("f", R"(}\"})")}),
            (Calls{{"i", "f", R"({"a":"}\"}"})"}}));
  EXPECT_EQ(calls_of({named("f", "{}"), named("f", "{}")}), (Calls{{"", "f", "{}"}, {"", "f", "{}"}}));
  EXPECT_EQ(calls_of({named("f", "[{"), named("g", "{}")}), (Calls{{"", "f", "[{"}, {"", "g", "{}"}}));
}

TEST(AnswerTruth, PiecesWithNeitherIndexNorIdGoOnWithTheOpenCall) {
  EXPECT_EQ(calls_of({R"([{"index":0,"id":"i","function":{"name":"f"}},{"index":1,"id":"j","function":{"name":"g"}}])",
                      R"([{"index":0,"function":{"arguments":"{"}}])", R"([{"function":{"arguments":"}"}}])"}),
            (std::vector<provider::ToolCall>{{"i", "f", "{}"}, {"j", "g", ""}}));
}

TEST(AnswerTruth, AnIndexIsANumberInAnyForm) {
  using Calls = std::vector<provider::ToolCall>;
  for (const std::string form : {"0|1", "\"0\"|\"1\"", "0.0|1.0"}) {
    const std::string zero = form.substr(0, form.find('|'));
    const std::string one = form.substr(zero.size() + 1);
    const auto piece = [](const std::string& index, std::string_view function) {
      return R"([{"index":)" + index + R"(,"function":)" + std::string(function) + "}]";
    };
    EXPECT_EQ(calls_of({piece(zero, R"({"name":"f"})"), piece(one, R"({"name":"g"})"),
                        piece(zero, R"({"arguments":"[0]"})"), piece(one, R"({"arguments":"[1]"})")}),
              (Calls{{"", "f", "[0]"}, {"", "g", "[1]"}}));
    const Answer answer = stream_of(chat, R"({"choices":[{"index":)" + one + R"(,"delta":{"content":"a"}}]})" + "\n");
    EXPECT_EQ(answer.message.choices.at(1).text, "a");
    const std::string block =
        R"({"type":"content_block_delta","index":)" + zero + R"(,"delta":{"type":"text_delta","text":"a"}})" + "\n";
    EXPECT_EQ(stream_of(messages, begin + block).message.first().text, "a");
  }
}

std::string tool_begins(int index, std::string_view name, std::string_view input) {
  return "{\"type\":\"content_block_start\",\"index\":" + std::to_string(index) +
         R"(,"content_block":{"type":"tool_use","id":"i","name":")" + std::string(name) + R"(","input":)" +
         std::string(input) + "}}\n";
}

TEST(AnswerTruth, AnInputThatStandsInItsBlockIsNotLost) {
  using Calls = std::vector<provider::ToolCall>;
  const std::string f = tool_begins(0, "f", R"({"a":1})");
  const std::string stop = R"({"type":"content_block_stop","index":0})"
                           "\n";
  const std::string pieces = R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta",)"
                             R"("partial_json":{"b": 2}}})"
                             "\n";
  const struct {
    std::string frames;
    Calls calls;
  } cases[] = {
      {f + stop + stopped("\"tool_use\"") + end, {{"i", "f", R"({"a":1})"}}},
      {f + stopped("\"tool_use\"") + end, {{"i", "f", R"({"a":1})"}}},
      {f + end, {{"i", "f", R"({"a":1})"}}},
      {f, {{"i", "f", ""}}},  // cut: pieces might have come
      {f + tool_begins(1, "g", "{}") + end, {{"i", "f", R"({"a":1})"}, {"i", "g", "{}"}}},
      {f + tool_begins(0, "g", "{}") + end, {{"i", "f", R"({"a":1})"}, {"i", "g", "{}"}}},
      {f + pieces + end, {{"i", "f", R"({"b":2})"}}},
  };
  for (const auto& [frames, calls] : cases)
    EXPECT_EQ(stream_of(messages, frames).message.first().tool_calls, calls) << frames;
  EXPECT_EQ(name_of(stream_of(messages, f + stopped("\"tool_use\"")).outcome), "completed");
}

TEST(AnswerTruth, EachCallOfAWholeAnswerIsOne) {
  const Answer answer = whole_of(chat, R"({"choices":[{"message":{"tool_calls":[{"id":"i","function":{"name":"f"}},)"
                                       R"({"id":"i","function":{"name":"g"}},{"function":{"arguments":"{}"}}]}}]})");
  EXPECT_EQ(answer.message.first().tool_calls,
            (std::vector<provider::ToolCall>{{"i", "f", ""}, {"i", "g", ""}, {"", "", "{}"}}));
}

TEST(AnswerTruth, ACallWithoutANameIsFlagged) {
  EXPECT_TRUE(stream_of(chat, delta(R"({"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]})") + done)
                  .message.has_nameless_call());
  EXPECT_TRUE(
      stream_of(messages, R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"i"}})"
                          "\n" +
                              end)
          .message.has_nameless_call());
  EXPECT_FALSE(stream_of(chat, delta(R"({"tool_calls":[{"index":0,"function":{"name":"f"}}]})") + done)
                   .message.has_nameless_call());
}

TEST(AnswerTruth, AnEmptyValueOfAnotherKindIsNothing) {
  for (const char* chunk :
       {R"({"choices":{}})", R"({"choices":[null]})", R"({"choices":false})", R"({"choices":[{"delta":""}]})",
        R"({"choices":[{"delta":{},"message":""}]})", R"({"choices":[{"delta":false}]})",
        R"({"choices":[{"delta":{"content":false,"tool_calls":{}}}]})",
        R"({"choices":[{"delta":{"tool_calls":""}}]})"}) {
    const Answer answer = stream_of(chat, text("a") + chunk + "\n" + finish("\"stop\"") + done);
    EXPECT_EQ(name_of(answer.outcome), "completed") << chunk << describe(answer.outcome);
    EXPECT_EQ(answer.message.first().text, "a");
  }
  for (const char* chunk : {R"({"choices":{"0":{}}})", R"({"choices":[1]})", R"({"choices":[{"delta":"words"}]})",
                            R"({"choices":[{"delta":{"content":true}}]})", R"({"choices":true})"})
    expect_outcomes({{chat, text("a") + chunk + "\n" + done, "protocol_error"}});
}

TEST(AnswerTruth, ATerminatorMayComeTwiceOrAsJson) {
  for (const std::string_view word : {"[DONE]\n[DONE]", " [DONE] [DONE]", "\"[DONE]\""}) {
    AnswerDecoder decoder(*provider::find_dialect(chat), false);
    decoder.frame({"", R"({"choices":[{"delta":{"content":"a"}}]})"}, 0);
    decoder.frame({"", word}, 0);
    ASSERT_TRUE(decoder.outcome()) << word;
    EXPECT_EQ(name_of(*decoder.outcome()), "completed") << word;
  }
  expect_outcomes({{chat, text("a") + "[DONE] not\n", "protocol_error"}});
}

TEST(AnswerTruth, WordsInAnEventThatNobodyKnowsSayNothing) {
  const struct {
    std::string_view name;
    std::string_view data;
    bool is_passed_over;
  } cases[] = {{"ping", "alive", true},
               {"heartbeat", "[1", true},
               {"", "alive", false},
               {"message", "alive", false},
               {"content_block_delta", "alive", false},
               {"message_stop", "alive", false},
               {"upstream_error", "gone", false},
               {"ping", "{\"type\":", false}};
  for (const auto& [name, data, is_passed_over] : cases) {
    AnswerDecoder decoder(*provider::find_dialect(messages), false);
    decoder.frame({name, data}, 0);
    EXPECT_EQ(!decoder.outcome(), is_passed_over) << name << ": " << data;
  }
}

TEST(AnswerTruth, EverythingThatAMessageKeepsCountsForItsSize) {
  const std::string block_delta = R"({"type":"content_block_delta","index":0,"delta":)";
  const std::string citation = R"({"cited_text":")" + std::string(100, 'c') + R"("})";
  const std::string thinking = R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking"}})";
  const std::string frames[] = {
      block_delta + R"({"type":"citations_delta","citation":)" + citation + "}}",
      thinking,
      block_delta + R"({"type":"signature_delta","signature":")" + std::string(100, 's') + R"("}})",
      R"({"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":")" +
          std::string(100, 'd') + R"("}})",
      R"({"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"i"}})",
  };
  AnswerDecoder decoder(*provider::find_dialect(messages), false);
  for (const std::string& frame : frames) {
    const std::size_t before = decoder.content_size();
    decoder.frame({"", frame}, 0);
    EXPECT_GE(decoder.content_size(), before + 100) << frame;
  }
}

TEST(AnswerTruth, AnEmptyArrayIsPhpsEmptyObject) {
  expect_outcomes({
      {chat,
       text("a") + R"({"choices":[{"delta":[],"finish_reason":"stop"}],"usage":[]})"
                   "\n",
       "completed"},
      {chat,
       R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"i","function":[]}]}}]})"
       "\n" +
           done,
       "completed"},
      {chat,
       R"({"choices":[{"delta":[1]}]})"
       "\n" +
           done,
       "protocol_error"},
      {messages,
       begin +
           R"({"type":"content_block_delta","index":0,"delta":[]})"
           "\n" +
           stopped("\"end_turn\"") + end,
       "completed"},
      {messages,
       R"({"type":"message_start","message":[]})"
       "\n" +
           begin +
           R"({"type":"message_delta","delta":[],"usage":[]})"
           "\n" +
           stopped("\"end_turn\"") + end,
       "completed"},
  });
}

}  // namespace
}  // namespace wiretape::client::answer_truth
