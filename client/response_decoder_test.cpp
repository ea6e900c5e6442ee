#include "wiretape/client/response_decoder.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using ::testing::HasSubstr;
using wire::Ending;
using wiretape::client::testing::done_event;
using wiretape::client::testing::finish_event;
using wiretape::client::testing::must_be;
using wiretape::client::testing::sse;
using wiretape::client::testing::text_event;

const provider::Dialect& dialect() {
  return *provider::find_dialect("openai.chat");
}

wire::HttpResponseHead head_of(int status, const std::string& content_type) {
  wire::HttpResponseHead head{status, "", 1, {}};
  if (!content_type.empty()) head.fields.push_back({"Content-Type", content_type});
  return head;
}

const wire::HttpResponseHead stream_head = head_of(200, "text/event-stream");
const wire::HttpResponseHead json_head = head_of(200, "application/json");

/// What came out of one response.
struct Decoded {
  std::vector<Event> events;
  provider::Message message;
  Outcome outcome;
};

struct Case {
  wire::HttpResponseHead head = stream_head;
  net::CallEnd end = net::ResponseEnded{Ending::complete};
  bool requires_terminator = false;
  std::size_t piece = std::string::npos;  ///< bytes given at a time
};

Decoded decode(const std::string& body, const Case& how = {}) {
  ResponseDecoder decoder(dialect(), how.requires_terminator);
  std::vector<Event> events;
  const auto take = [&] {
    while (auto event = decoder.take_event())
      events.push_back(*std::move(event));
  };
  decoder.head(how.head);
  for (std::size_t at = 0; at < body.size();) {
    const auto size = std::min(how.piece, body.size() - at);
    // A copy of just these bytes, so that reading past them shows.
    const std::vector<char> piece(body.begin() + static_cast<std::ptrdiff_t>(at),
                                  body.begin() + static_cast<std::ptrdiff_t>(at + size));
    decoder.body({piece.data(), piece.size()});
    take();
    at += size;
  }
  decoder.end(how.end);
  take();
  if (!decoder.outcome()) {
    ADD_FAILURE() << "no outcome";
    return {events, decoder.message(), Cancelled{Phase::body}};
  }
  return {events, decoder.message(), *decoder.outcome()};
}

net::CallEnd fin(Ending ending) {
  return net::ResponseEnded{ending};
}

const std::string hello = text_event("Hel") + text_event("lo");

TEST(ResponseDecoder, GivesEventsAndAssemblesThem) {
  const auto decoded =
      decode(hello + finish_event("stop") +
             sse(R"({"id":"chat-1","model":"m-1","choices":[],"usage":{"prompt_tokens":1}})") + done_event);
  const std::vector<Event> expected{MetadataEvent{"chat-1", "m-1"}, TextEvent{0, "Hel"}, TextEvent{0, "lo"},
                                    FinishEvent{0, "stop"}, UsageEvent{R"({"prompt_tokens":1})"}};
  ASSERT_EQ(decoded.events.size(), expected.size());
  EXPECT_EQ(std::get<MetadataEvent>(decoded.events[0]), std::get<MetadataEvent>(expected[0]));
  EXPECT_EQ(std::get<TextEvent>(decoded.events[1]), std::get<TextEvent>(expected[1]));
  EXPECT_EQ(std::get<TextEvent>(decoded.events[2]), std::get<TextEvent>(expected[2]));
  EXPECT_EQ(std::get<FinishEvent>(decoded.events[3]), std::get<FinishEvent>(expected[3]));
  EXPECT_EQ(std::get<UsageEvent>(decoded.events[4]), std::get<UsageEvent>(expected[4]));
  EXPECT_EQ(decoded.message.first().text, "Hello");
  EXPECT_EQ(decoded.message.model, "m-1");
  EXPECT_EQ(must_be<Completed>(decoded.outcome).reason, "stop");
}

TEST(ResponseDecoder, GivesReasoningRefusalsAndToolCalls) {
  const auto decoded = decode(
      sse(R"({"choices":[{"index":0,"delta":{"reasoning_content":"Hm."}}]})") +
      sse(R"({"choices":[{"index":0,"delta":{"refusal":"No."}}]})") +
      sse(R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","function":{"name":"f","arguments":"{\"a\""}}]}}]})") +
      sse(R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]})") +
      done_event);
  ASSERT_EQ(decoded.events.size(), 4U);
  EXPECT_EQ(std::get<ReasoningEvent>(decoded.events[0]), (ReasoningEvent{0, "Hm."}));
  EXPECT_EQ(std::get<RefusalEvent>(decoded.events[1]), (RefusalEvent{0, "No."}));
  EXPECT_EQ(std::get<ToolCallEvent>(decoded.events[2]), (ToolCallEvent{0, 0, "t1", "f", R"({"a")"}));
  EXPECT_EQ(std::get<ToolCallEvent>(decoded.events[3]), (ToolCallEvent{0, 0, "", "", ":1}"}));
  EXPECT_EQ(decoded.message.first().tool_calls.at(0).arguments, R"({"a":1})");
}

TEST(ResponseDecoder, AnySplitOfTheBodyGivesTheSame) {
  const std::string body = ": ping\r\n\r\n" + text_event("H\xC3\xA9l\xF0\x9F\x98\x80") + text_event("lo") +
                           finish_event("length") + done_event + "data: later\n\n";
  const auto whole = decode(body);
  for (std::size_t piece = 1; piece < body.size(); ++piece) {
    Case how;
    how.piece = piece;
    const auto split = decode(body, how);
    ASSERT_EQ(split.message, whole.message) << piece;
    ASSERT_EQ(split.events.size(), whole.events.size()) << piece;
    ASSERT_TRUE(std::holds_alternative<LengthLimited>(split.outcome)) << piece;
  }
}

TEST(ResponseDecoder, TheTerminatorEndsItAtOnce) {
  ResponseDecoder decoder(dialect(), true);
  decoder.head(stream_head);
  decoder.body(hello + finish_event("stop"));
  EXPECT_FALSE(decoder.outcome().has_value());
  decoder.body(done_event + text_event("ignored"));
  ASSERT_TRUE(decoder.outcome().has_value());
  decoder.body(text_event("ignored"));
  decoder.end(wire::HttpError{400, "broken", 1});
  EXPECT_EQ(must_be<Completed>(*decoder.outcome()).reason, "stop");
  EXPECT_EQ(decoder.message().first().text, "Hello");
}

TEST(ResponseDecoder, KeepsFinishReasonsAsTheyAre) {
  EXPECT_EQ(must_be<Completed>(decode(finish_event("content_filter") + done_event).outcome).reason, "content_filter");
  EXPECT_EQ(must_be<Completed>(decode(finish_event("brand_new") + done_event).outcome).reason, "brand_new");
  EXPECT_EQ(must_be<Completed>(decode(hello + done_event).outcome).reason, std::nullopt);
  must_be<LengthLimited>(decode(finish_event("length") + done_event).outcome);
}

TEST(ResponseDecoder, WhoeverAsksForSeveralChoicesAsksForAllOfThem) {
  const auto second = sse(R"({"choices":[{"index":1,"delta":{},"finish_reason":"length"}]})");
  must_be<LengthLimited>(decode(finish_event("stop") + second + done_event).outcome);
}

TEST(ResponseDecoder, WithoutATerminatorAFinishReasonInAWholeBodyCounts) {
  EXPECT_EQ(must_be<Completed>(decode(hello + finish_event("stop")).outcome).reason, "stop");
  must_be<LengthLimited>(decode(hello + finish_event("length")).outcome);
}

TEST(ResponseDecoder, WithoutATerminatorEveryChoiceMustHaveFinished) {
  const auto second = sse(R"({"choices":[{"index":1,"delta":{"content":"x"}}]})");
  EXPECT_EQ(must_be<Truncated>(decode(hello + second + finish_event("stop")).outcome).ending, Ending::complete);
}

TEST(ResponseDecoder, WhereTheTerminatorIsAlwaysSentItsAbsenceIsACut) {
  Case how;
  how.requires_terminator = true;
  const auto truncated = must_be<Truncated>(decode(hello + finish_event("stop"), how).outcome);
  EXPECT_EQ(truncated.ending, Ending::complete);
  EXPECT_TRUE(truncated.has_finish_reason);
}

TEST(ResponseDecoder, NeitherTerminatorNorFinishReasonIsNeverComplete) {
  for (const auto ending : {Ending::complete, Ending::closed, Ending::cut_in_head, Ending::cut_in_size_line,
                            Ending::cut_in_data, Ending::cut_before_crlf, Ending::cut_between_chunks,
                            Ending::cut_in_trailers, Ending::short_content_length, Ending::reset, Ending::tls_cut}) {
    for (const auto& body : {std::string(), hello, std::string("data: [DONE]")}) {
      Case how;
      how.end = fin(ending);
      const auto decoded = decode(body, how);
      const auto truncated = must_be<Truncated>(decoded.outcome);
      EXPECT_EQ(truncated.ending, ending);
      EXPECT_FALSE(truncated.has_finish_reason);
      EXPECT_EQ(decoded.message.first().text, body == hello ? "Hello" : "");
    }
  }
}

TEST(ResponseDecoder, AFinishReasonBeforeACutIsSaidAndNotBelieved) {
  for (const auto ending : {Ending::closed, Ending::cut_between_chunks, Ending::cut_in_trailers, Ending::reset}) {
    Case how;
    how.end = fin(ending);
    const auto truncated = must_be<Truncated>(decode(hello + finish_event("stop"), how).outcome);
    EXPECT_EQ(truncated.ending, ending);
    EXPECT_TRUE(truncated.has_finish_reason);
  }
}

TEST(ResponseDecoder, AnErrorInsideAStreamEndsIt) {
  const auto decoded =
      decode(hello + sse(R"({"error":{"message":"Overloaded","type":"overloaded_error","code":"503"}})") + done_event);
  const auto error = must_be<ProviderError>(decoded.outcome);
  EXPECT_EQ(error.status, 200);
  EXPECT_EQ(error.message, "Overloaded");
  EXPECT_EQ(error.type, "overloaded_error");
  EXPECT_EQ(error.code, "503");
  EXPECT_TRUE(error.is_retryable);
  EXPECT_EQ(decoded.message.first().text, "Hello");
}

TEST(ResponseDecoder, AFrameThatCannotBeReadSaysWhere) {
  const std::string before = ": comment\n\n" + hello;
  const auto decoded = decode(before + sse(R"({"choices":[)") + done_event);
  const auto error = must_be<ProtocolError>(decoded.outcome);
  EXPECT_EQ(error.offset, before.size());
  EXPECT_EQ(error.unit, ProtocolError::Unit::body);
  EXPECT_THAT(error.what, HasSubstr("of the data"));
  EXPECT_EQ(decoded.message.first().text, "Hello");
}

TEST(ResponseDecoder, AnEndlessLineIsRefused) {
  ResponseDecoder decoder(dialect(), false);
  decoder.head(stream_head);
  decoder.body(hello + "data: ");
  const std::string piece(std::size_t{1} << 20, 'x');
  for (int i = 0; i < 17; ++i)
    decoder.body(piece);
  ASSERT_TRUE(decoder.outcome().has_value());
  const auto error = must_be<ProtocolError>(*decoder.outcome());
  EXPECT_EQ(error.offset, hello.size());
  EXPECT_EQ(error.what, "a line is longer than 16777216 bytes");
}

TEST(ResponseDecoder, CommentsSayNothing) {
  ResponseDecoder decoder(dialect(), false);
  decoder.head(stream_head);
  EXPECT_FALSE(decoder.body(": ping\n\n"));
  EXPECT_FALSE(decoder.body("retry: 5\n\nevent: x\n\n"));
  EXPECT_FALSE(decoder.body(sse(R"({"choices":[]})")));
  EXPECT_FALSE(decoder.has_content());
  EXPECT_TRUE(decoder.body(sse(R"({"id":"chat-1","choices":[]})")));
  EXPECT_FALSE(decoder.has_content()) << "an id is no content";
  EXPECT_TRUE(decoder.body(text_event("x")));
  EXPECT_TRUE(decoder.has_content());
  const auto half = text_event("y");
  EXPECT_FALSE(decoder.body(half.substr(0, 20)));
  EXPECT_TRUE(decoder.body(half.substr(20)));
}

TEST(ResponseDecoder, ContentTypes) {
  for (const char* type :
       {"", "text/event-stream", "Text/Event-Stream; charset=utf-8", "text/event-stream;charset=x"}) {
    Case how;
    how.head = head_of(200, type);
    must_be<Completed>(decode(hello + done_event, how).outcome);
  }
}

TEST(ResponseDecoder, APageIsNoAnswer) {
  Case how;
  how.head = head_of(200, "text/html; charset=utf-8");
  const auto error = must_be<ProtocolError>(decode("<html>Sign in</html>", how).outcome);
  EXPECT_EQ(
      error.what,
      "content type text/html, expected text/event-stream or application/json; it begins with <html>Sign in</html>");
  must_be<Completed>(decode(hello + done_event, how).outcome);  // PHP's label where a script names none
}

/// The same stream as NDJSON.
std::string as_lines(const std::string& events, std::string_view line_end = "\n") {
  std::string lines;
  for (const wire::FoundFrame& event : wire::codec_of(wire::Framing::sse).find(events))
    lines.append(event.data).append(line_end);
  return lines;
}

Case lines_case(Ending ending = Ending::complete) {
  Case how;
  how.head = head_of(200, "application/x-ndjson; charset=utf-8");
  how.end = fin(ending);
  return how;
}

TEST(ResponseDecoder, ReadsLines) {
  const std::string events = hello + finish_event("stop") + done_event;
  for (const auto* line_end : {"\n", "\r\n", "\n\n"}) {
    const std::string body = as_lines(events, line_end);
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
      Case how = lines_case();
      how.piece = piece;
      const auto decoded = decode(body, how);
      ASSERT_EQ(decoded.message, decode(events).message) << piece;
      ASSERT_EQ(must_be<Completed>(decoded.outcome).reason, "stop");
    }
  }
}

TEST(ResponseDecoder, ReadsALastLineWithoutAnEndWhereTheBodyIsWhole) {
  std::string body = as_lines(hello + finish_event("stop") + done_event);
  body.pop_back();
  for (const auto ending : {Ending::complete, Ending::closed})
    EXPECT_EQ(must_be<Completed>(decode(body, lines_case(ending)).outcome).reason, "stop");
  for (const auto ending : {Ending::cut_in_data, Ending::short_content_length, Ending::reset})
    EXPECT_EQ(must_be<Truncated>(decode(body, lines_case(ending)).outcome).ending, ending);
}

TEST(ResponseDecoder, ALineThatIsCutIsNoProtocolErrorUnlessTheBodyIsWhole) {
  const std::string body = as_lines(hello) + R"({"choices":[)";
  EXPECT_EQ(must_be<ProtocolError>(decode(body, lines_case()).outcome).offset, as_lines(hello).size());
  for (const auto ending : {Ending::closed, Ending::cut_in_data, Ending::reset}) {
    const auto decoded = decode(body, lines_case(ending));
    EXPECT_EQ(must_be<Truncated>(decoded.outcome).ending, ending);
    EXPECT_EQ(decoded.message.first().text, "Hello");
  }
}

TEST(ResponseDecoder, BlankLinesSayNothing) {
  ResponseDecoder decoder(dialect(), false);
  decoder.head(lines_case().head);
  EXPECT_FALSE(decoder.body("\n \r\n"));
  EXPECT_TRUE(decoder.body(as_lines(hello)));
}

TEST(ResponseDecoder, AContentCodingThatWasNotAskedForIsRefused) {
  Case how;
  how.head.fields.push_back({"content-encoding", "gzip"});
  EXPECT_THAT(must_be<ProtocolError>(decode("\x1F\x8B", how).outcome).what, HasSubstr("gzip"));
  how.head.fields.back().value = "identity";
  must_be<Completed>(decode(hello + done_event, how).outcome);
}

}  // namespace
}  // namespace wiretape::client
