#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::compile {

/// A stream for tests of what changes an event: the text "Hi" and the one after it, in the words of some provider.
struct StreamForTest {
  std::string name;
  AnswerForTest answer;
  std::string place;  ///< before "Hi", as a plan writes it
  std::string head;   ///< the lines before the data of both
  std::string data;   ///< of "Hi"
  std::string next;   ///< of the one after it
  std::string line_end = "\n";
  bool is_lines = false;  ///< NDJSON

  /// An event as the stream writes it.
  [[nodiscard]] std::string block(std::string_view with_data) const {
    if (is_lines) return std::string(with_data) + line_end;
    return head + "data: " + std::string(with_data) + line_end + line_end;
  }
  [[nodiscard]] std::string first() const { return block(data); }
  [[nodiscard]] std::string second() const { return block(next); }

  [[nodiscard]] std::string body() const { return body_of(broken(answer, "")); }

  /// The body that a fault at "Hi" leaves.
  [[nodiscard]] std::string broken_body(std::string_view fault, const std::string& arguments = "") const {
    return body_of(broken(answer, std::string(fault) + ":" + place + (arguments.empty() ? "" : ";" + arguments)));
  }
};

inline StreamForTest openai_chat_for_test() {
  const auto chunk = [](std::string_view text) {
    return R"({"id":"id-1","object":"chat.completion.chunk","created":1735689600,"model":"gpt-4o",)"
           R"("service_tier":"default","system_fingerprint":"fp_wiretape","choices":[{"index":0,"delta":{"content":")" +
           std::string(text) + R"("},"logprobs":null,"finish_reason":null}]})";
  };
  return {"openai.chat", reply_for_test(), "at=first_text", "", chunk("Hi"), chunk(",")};
}

inline StreamForTest anthropic_messages_for_test() {
  const auto delta = [](std::string_view text) {
    return R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":")" + std::string(text) +
           R"("}})";
  };
  return {"anthropic.messages",
          reply_for_test("anthropic.messages"),
          "text=1",
          "event: content_block_delta\n",
          delta("Hi"),
          delta(",")};
}

inline StreamForTest openai_responses_for_test() {
  const auto delta = [](std::string_view number, std::string_view text) {
    return R"({"type":"response.output_text.delta","sequence_number":)" + std::string(number) +
           R"(,"item_id":"msg_LuVzY5LLDWcs3dy6dE19S3rIUcNXsJFCrZiCj5de3yW70Rq7jw","output_index":1,"content_index":0,"logprobs":[],"delta":")" +
           std::string(text) + R"("})";
  };
  return {"openai.responses", reply_for_test("openai.responses"),
          "text=1",           "event: response.output_text.delta\n",
          delta("11", "Hi"),  delta("12", ",")};
}

inline StreamForTest bare_stream_for_test() {
  const std::string first = R"({"n":2,"a":{"text":"Hi"}})";
  const std::string second = R"({"n":3,"a":{"text":","}})";
  return {"bare", events_for_test({R"({"n":1})", first, second, "end"}), "event=2", "", first, second};
}

/// The same as a recording, with CRLF and an id.
inline StreamForTest recorded_stream_for_test() {
  StreamForTest stream = openai_chat_for_test();
  stream.name = "recorded";
  stream.head = "id: 7\r\n";
  stream.line_end = "\r\n";
  stream.answer = recorded_for_test({": hello\r\n\r\n", stream.first(), stream.second(), "data: [DONE]\r\n\r\n"},
                                    stream.answer.dialect);
  return stream;
}

/// The bare stream as NDJSON.
inline StreamForTest bare_lines_for_test() {
  StreamForTest stream = bare_stream_for_test();
  stream.name = "bare lines";
  stream.is_lines = true;
  auto& response = std::get<tape::StreamResponse>(stream.answer.answer);
  response.head.fields = {{"content-type", "application/x-ndjson"}};
  return stream;
}

/// A recording of NDJSON, with CRLF, a blank line and no end of the last line.
inline StreamForTest recorded_lines_for_test() {
  StreamForTest stream = openai_chat_for_test();
  stream.name = "recorded lines";
  stream.is_lines = true;
  stream.line_end = "\r\n";
  stream.answer = recorded_for_test({"\r\n", stream.first(), stream.second(), "[DONE]"}, stream.answer.dialect);
  auto& response = std::get<tape::RecordedResponse>(stream.answer.answer);
  response.head.fields = {{"content-type", "application/jsonl"}};
  return stream;
}

/// Streams of server-sent events.
inline std::vector<StreamForTest> streams_for_test() {
  return {openai_chat_for_test(), anthropic_messages_for_test(), openai_responses_for_test(), bare_stream_for_test(),
          recorded_stream_for_test()};
}

/// Streams of each framing.
inline std::vector<StreamForTest> framed_streams_for_test() {
  std::vector<StreamForTest> streams = streams_for_test();
  streams.push_back(bare_lines_for_test());
  streams.push_back(recorded_lines_for_test());
  return streams;
}

}  // namespace wiretape::compile
