// Answers that come whole, as one JSON document or as a provider's error, and calls that end before their response.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/response_decoder.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using ::testing::HasSubstr;
using wire::Ending;
using wiretape::client::testing::must_be;

wire::HttpResponseHead whole_head_of(int status, const std::string& content_type) {
  return {status, "", 1, {{"Content-Type", content_type}}};
}

struct WholeDecoded {
  std::vector<Event> events;
  provider::Message message;
  Outcome outcome;
};

WholeDecoded decode_answer(const wire::HttpResponseHead& head, const std::string& body, const net::CallEnd& end) {
  ResponseDecoder decoder(*provider::find_dialect("openai.chat"), true);
  decoder.head(head);
  for (const char& byte : body)
    decoder.body({&byte, 1});
  decoder.end(end);
  WholeDecoded decoded{{}, decoder.message(), decoder.outcome().value_or(Cancelled{Phase::resolve})};
  while (auto event = decoder.take_event())
    decoded.events.push_back(*std::move(event));
  return decoded;
}

WholeDecoded decode_json(const std::string& body, Ending ending) {
  return decode_answer(whole_head_of(200, "application/json"), body, net::ResponseEnded{ending});
}

const std::string answer =
    R"({"id":"chat-1","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},)"
    R"("finish_reason":"stop"}],"usage":{"total_tokens":3}})";

TEST(WholeAnswer, GivesTheSameEventsAsAStream) {
  for (const auto ending : {Ending::complete, Ending::closed}) {
    const auto decoded = decode_json(answer, ending);
    EXPECT_EQ(must_be<Completed>(decoded.outcome).reason, "stop");
    EXPECT_EQ(decoded.message.first().text, "Hello");
    EXPECT_EQ(decoded.message.usage, R"({"total_tokens":3})");
    ASSERT_EQ(decoded.events.size(), 4U);
    EXPECT_EQ(std::get<TextEvent>(decoded.events[1]).text, "Hello");
  }
}

TEST(WholeAnswer, LimitedByLength) {
  auto limited = answer;
  limited.replace(limited.find("stop"), 4, "length");
  must_be<LengthLimited>(decode_json(limited, Ending::complete).outcome);
}

TEST(WholeAnswer, InACutFramingIsKeptAndNotBelieved) {
  for (const auto ending : {Ending::short_content_length, Ending::cut_between_chunks, Ending::reset, Ending::tls_cut}) {
    const auto decoded = decode_json(answer, ending);
    EXPECT_EQ(must_be<Truncated>(decoded.outcome).ending, ending);
    EXPECT_EQ(decoded.message.first().text, "Hello");
  }
}

TEST(WholeAnswer, CutShort) {
  const auto half = answer.substr(0, answer.size() / 2);
  EXPECT_EQ(must_be<Truncated>(decode_json(half, Ending::cut_in_data).outcome).ending, Ending::cut_in_data);
  EXPECT_EQ(must_be<Truncated>(decode_json(half, Ending::closed).outcome).ending, Ending::closed);
  must_be<ProtocolError>(decode_json(half, Ending::complete).outcome);
  must_be<ProtocolError>(decode_json("", Ending::complete).outcome);
}

TEST(WholeAnswer, AnErrorWithStatus200) {
  const auto error = must_be<ProviderError>(
      decode_json(R"({"error":{"message":"No","type":"server_error"}})", Ending::complete).outcome);
  EXPECT_EQ(error.status, 200);
  EXPECT_EQ(error.message, "No");
  EXPECT_TRUE(error.is_retryable);
}

TEST(ErrorAnswer, IsTheProvidersError) {
  auto head = whole_head_of(429, "application/json");
  head.fields.push_back({"Retry-After", "3"});
  const auto error =
      must_be<ProviderError>(decode_answer(head, R"({"error":{"message":"Slow down","code":"rate_limit"}})",
                                           net::ResponseEnded{Ending::complete})
                                 .outcome);
  EXPECT_EQ(error.status, 429);
  EXPECT_EQ(error.message, "Slow down");
  EXPECT_EQ(error.code, "rate_limit");
  EXPECT_EQ(error.retry_after, std::chrono::seconds(3));
  EXPECT_TRUE(error.is_retryable);
}

TEST(ErrorAnswer, NeedNotBeJson) {
  const net::CallEnd complete = net::ResponseEnded{Ending::complete};
  EXPECT_THAT(
      must_be<ProviderError>(decode_answer(whole_head_of(502, "text/html"), "<h1>Bad</h1>", complete).outcome).message,
      HasSubstr("<h1>Bad</h1>"));
  EXPECT_EQ(must_be<ProviderError>(decode_answer(whole_head_of(503, "text/html"), "", complete).outcome).message,
            "Service Unavailable");
  auto packed = whole_head_of(500, "application/json");
  packed.fields.push_back({"content-encoding", "gzip"});
  EXPECT_EQ(must_be<ProviderError>(decode_answer(packed, "\x1F\x8B garbage", complete).outcome).message,
            "Internal Server Error");
}

TEST(ErrorAnswer, CountsHoweverItEnds) {
  const auto head = whole_head_of(500, "application/json");
  const std::vector<net::CallEnd> ends{net::ResponseEnded{Ending::cut_in_data}, net::ResponseEnded{Ending::reset},
                                       net::DeadlinePassed{Deadline::idle, Phase::body, {}},
                                       net::TransportFailure{Phase::body, "gone"}, wire::HttpError{}};
  for (const auto& end : ends) {
    EXPECT_EQ(must_be<ProviderError>(decode_answer(head, R"({"error":{"mess)", end).outcome).status, 500)
        << end.index();
  }
  must_be<Cancelled>(decode_answer(head, "", net::CallCancelled{Phase::body}).outcome);
}

TEST(ErrorAnswer, AnEndlessOneIsNotReadToTheEnd) {
  ResponseDecoder decoder(*provider::find_dialect("openai.chat"), true);
  decoder.head(whole_head_of(500, "text/plain"));
  const std::string piece(std::size_t{64} << 10, 'x');
  for (int i = 0; i < 15; ++i)
    decoder.body(piece);
  EXPECT_FALSE(decoder.outcome().has_value());
  decoder.body(piece);
  ASSERT_TRUE(decoder.outcome().has_value());
  EXPECT_EQ(must_be<ProviderError>(*decoder.outcome()).status, 500);
}

TEST(NoResponse, SaysWhy) {
  const auto outcome_of = [](const net::CallEnd& end) {
    ResponseDecoder decoder(*provider::find_dialect("openai.chat"), true);
    decoder.end(end);
    return *decoder.outcome();
  };
  const auto closed = must_be<TransportError>(outcome_of(net::ResponseEnded{Ending::cut_in_head, false}));
  EXPECT_EQ(closed.phase, Phase::head);
  EXPECT_EQ(closed.cause, "the connection was closed before any answer");
  EXPECT_THAT(must_be<TransportError>(outcome_of(net::ResponseEnded{Ending::reset, false})).cause, HasSubstr("reset"));
  EXPECT_THAT(must_be<TransportError>(outcome_of(net::ResponseEnded{Ending::tls_cut, false})).cause,
              HasSubstr("close_notify"));
  EXPECT_EQ(must_be<Truncated>(outcome_of(net::ResponseEnded{Ending::cut_in_head})).ending, Ending::cut_in_head);

  const auto failed = must_be<TransportError>(outcome_of(net::TransportFailure{Phase::connect, "refused"}));
  EXPECT_EQ(failed.phase, Phase::connect);
  EXPECT_EQ(failed.cause, "refused");

  const auto timed_out =
      must_be<TimedOut>(outcome_of(net::DeadlinePassed{Deadline::total, Phase::tls, std::chrono::milliseconds(7)}));
  EXPECT_EQ(timed_out.deadline, Deadline::total);
  EXPECT_EQ(timed_out.phase, Phase::tls);
  EXPECT_EQ(timed_out.limit, std::chrono::milliseconds(7));

  EXPECT_EQ(must_be<Cancelled>(outcome_of(net::CallCancelled{Phase::resolve})).phase, Phase::resolve);

  const auto malformed = must_be<ProtocolError>(outcome_of(wire::HttpError{400, "bare LF", 12}));
  EXPECT_EQ(malformed.what, "bare LF");
  EXPECT_EQ(malformed.offset, 12U);
  EXPECT_EQ(malformed.unit, ProtocolError::Unit::response);
}

}  // namespace
}  // namespace wiretape::client
