// What a WebSocket's messages come to, without I/O.

#include "wiretape/client/websocket/ws_answer_decoder.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using testing::must_be;
using wire::Ending;

WsAnswerDecoder opened_decoder(const SizeLimits& limits = {}) {
  WsAnswerDecoder decoder(*provider::find_dialect("openai.chat"), limits);
  decoder.head({.status = 101});
  return decoder;
}

const std::string hello = R"({"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]})";

TEST(WsAnswerDecoder, OnlyTheTerminatorCompletes) {
  auto decoder = opened_decoder();
  EXPECT_TRUE(decoder.take(WsMessage{true, hello}));
  EXPECT_FALSE(decoder.outcome());
  EXPECT_TRUE(decoder.take(WsMessage{true, "[DONE]"}));
  must_be<Completed>(*decoder.outcome());
  decoder.end(net::ResponseEnded{Ending::reset});
  must_be<Completed>(*decoder.outcome());
}

TEST(WsAnswerDecoder, ACloseProvesNothing) {
  auto decoder = opened_decoder();
  decoder.take(WsMessage{true, hello});
  EXPECT_FALSE(decoder.take(wire::WsClose{1000, "done"}));
  decoder.end(net::ResponseEnded{Ending::complete});
  const auto truncated = must_be<Truncated>(*decoder.outcome());
  EXPECT_TRUE(truncated.has_finish_reason);
  EXPECT_EQ(truncated.close, (WebSocketClose{1000, "done"}));
}

TEST(WsAnswerDecoder, ABinaryMessageIsReadLikeText) {
  auto decoder = opened_decoder();
  EXPECT_TRUE(decoder.take(WsMessage{false, hello}));
  EXPECT_EQ(decoder.message().first().text, "Hello");
}

TEST(WsAnswerDecoder, SaysWhichMessageIsWrong) {
  auto decoder = opened_decoder();
  decoder.take(WsMessage{true, hello});
  decoder.take(WsMessage{true, "{"});
  const auto error = must_be<ProtocolError>(*decoder.outcome());
  EXPECT_EQ(error.offset, hello.size());
  EXPECT_EQ(error.unit, ProtocolError::Unit::body);
}

TEST(WsAnswerDecoder, AnAnswerIsBounded) {
  auto decoder = opened_decoder({.answer = 9});
  decoder.take(WsMessage{true, hello});
  EXPECT_FALSE(decoder.outcome());
  decoder.take(WsMessage{true, hello});
  EXPECT_EQ(must_be<ProtocolError>(*decoder.outcome()).what, "the answer is longer than 9 bytes");
}

TEST(WsAnswerDecoder, OtherResponsesAreNoAnswer) {
  WsAnswerDecoder refused(*provider::find_dialect("openai.chat"));
  refused.head({.status = 503});
  refused.body(R"({"error":{"message":"busy"}})");
  refused.end(net::ResponseEnded{Ending::complete});
  EXPECT_EQ(must_be<ProviderError>(*refused.outcome()).message, "busy");

  WsAnswerDecoder answered(*provider::find_dialect("openai.chat"));
  answered.head({.status = 200});
  EXPECT_EQ(must_be<ProtocolError>(*answered.outcome()).what,
            "the server answered 200, not 101: it opens no WebSocket");
}

TEST(WsAnswerDecoder, EndsOfOtherKindsAreAsOverHttp) {
  auto cancelled = opened_decoder();
  cancelled.end(net::CallCancelled{Phase::body});
  EXPECT_EQ(must_be<Cancelled>(*cancelled.outcome()).phase, Phase::body);
  auto broken = opened_decoder();
  broken.end(wire::HttpError{.what = "a masked frame", .offset = 7});
  const auto error = must_be<ProtocolError>(*broken.outcome());
  EXPECT_EQ(error.offset, 7U);
  EXPECT_EQ(error.unit, ProtocolError::Unit::response);
  WsAnswerDecoder unbegun(*provider::find_dialect("openai.chat"));
  unbegun.end(net::ResponseEnded{Ending::reset, false});
  EXPECT_EQ(must_be<TransportError>(*unbegun.outcome()).phase, Phase::head);
}

}  // namespace
}  // namespace wiretape::client
