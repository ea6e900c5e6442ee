#include "wiretape/client/answer_decoder.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using wire::Ending;

AnswerDecoder answer_of(std::string_view dialect, bool requires_terminator = false) {
  return {*provider::find_dialect(dialect), requires_terminator};
}

wire::Frame said(std::string_view data) {
  return {"", data};
}

constexpr std::string_view hello_chunk = R"({"choices":[{"index":0,"delta":{"content":"Hello"}}]})";
constexpr std::string_view stop_chunk = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

TEST(AnswerDecoder, TakesFramesWithoutKnowingWhatCarriesThem) {
  AnswerDecoder answer = answer_of("openai.chat");
  EXPECT_TRUE(answer.frame(said(hello_chunk), 0));
  EXPECT_TRUE(answer.has_content());
  EXPECT_EQ(std::get<TextEvent>(*answer.take_event()), (TextEvent{0, "Hello"}));
  EXPECT_FALSE(answer.take_event());
  EXPECT_TRUE(answer.frame(said(stop_chunk), 60));
  EXPECT_FALSE(answer.outcome());
  EXPECT_TRUE(answer.frame(said("[DONE]"), 120));
  EXPECT_EQ(std::get<Completed>(*answer.outcome()).reason, "stop");
  EXPECT_FALSE(answer.frame(said(hello_chunk), 130)) << "what follows is ignored";
  EXPECT_EQ(answer.message().first().text, "Hello");
}

TEST(AnswerDecoder, EndsWithAFinishReasonInAWholeStreamOrTruncated) {
  AnswerDecoder whole = answer_of("openai.chat");
  whole.frame(said(stop_chunk), 0);
  whole.end(Ending::complete);
  EXPECT_EQ(std::get<Completed>(*whole.outcome()).reason, "stop");
  AnswerDecoder cut = answer_of("openai.chat", true);
  cut.frame(said(stop_chunk), 0);
  cut.end(Ending::complete);
  EXPECT_TRUE(std::get<Truncated>(*cut.outcome()).has_finish_reason);
}

TEST(AnswerDecoder, SaysWhereAFrameThatCannotBeReadBegan) {
  AnswerDecoder answer = answer_of("openai.chat");
  EXPECT_FALSE(answer.frame(said("{"), 7));
  EXPECT_EQ(std::get<ProtocolError>(*answer.outcome()).offset, 7U);
}

TEST(AnswerDecoder, HasTheProvidersWordsOfAnErrorAlone) {
  AnswerDecoder answer = answer_of("anthropic.messages");
  answer.frame({"error", R"({"type":"error","error":{"type":"overloaded_error","message":"Busy"}})"}, 0);
  const auto& error = std::get<ProviderError>(*answer.outcome());
  EXPECT_EQ(error.status, 0);
  EXPECT_EQ(error.message, "Busy");
  EXPECT_TRUE(error.is_retryable);
}

TEST(AnswerDecoder, TellsAtItsEndOfAFailureThatNothingExplained) {
  AnswerDecoder answer = answer_of("openai.responses", true);
  answer.frame(said(R"({"type":"response.failed","response":{"status":"failed","error":null}})"), 0);
  EXPECT_FALSE(answer.outcome());
  answer.end(Ending::complete);
  EXPECT_EQ(std::get<ProviderError>(*answer.outcome()).message, "the response failed");
}

TEST(AnswerDecoder, NeverTakesAResponseForWholeWithoutItsLastEvent) {
  AnswerDecoder answer = answer_of("openai.responses");
  answer.frame(said(R"({"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Hello"})"), 0);
  answer.end(Ending::complete);
  EXPECT_FALSE(std::get<Truncated>(*answer.outcome()).has_finish_reason);
}

TEST(AnswerDecoder, TakesAnErrorInAnyForm) {
  AnswerDecoder answer = answer_of("openai.chat");
  answer.error(502, "<html>");
  EXPECT_EQ(std::get<ProviderError>(*answer.outcome()).message, "<html>");
}

TEST(AnswerDecoder, TakesAWholeAnswer) {
  const std::string body = R"({"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"length"}]})";
  AnswerDecoder answer = answer_of("openai.chat");
  answer.whole(200, body, Ending::closed);
  EXPECT_EQ(std::get<LengthLimited>(*answer.outcome()).reason, "length");
  AnswerDecoder cut = answer_of("openai.chat");
  cut.whole(200, body, Ending::reset);
  EXPECT_EQ(std::get<Truncated>(*cut.outcome()).ending, Ending::reset);
  EXPECT_EQ(cut.message().first().text, "Hi");
}

}  // namespace
}  // namespace wiretape::client
