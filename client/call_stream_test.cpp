// Every way in which a call can go, without a socket and without time.

#include "wiretape/client/call_stream.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/client/testing/scripted_call.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using net::CallEnd;
using net::CallPhase;
using net::DeadlinePassed;
using net::TransportFailure;
using wire::Ending;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::done_event;
using wiretape::client::testing::Fin;
using wiretape::client::testing::finish_event;
using wiretape::client::testing::Happening;
using wiretape::client::testing::last_chunk;
using wiretape::client::testing::must_be;
using wiretape::client::testing::Rst;
using wiretape::client::testing::ScriptedCall;
using wiretape::client::testing::ScriptedNetwork;
using wiretape::client::testing::text_event;

constexpr std::chrono::milliseconds set_limit{40};

/// A stream and the network under it.
class Streamed {
 public:
  explicit Streamed(std::deque<Happening> script, bool requires_terminator = false)
      : network_(std::move(script)),
        stream_(ScriptedCall(network_), *provider::find_dialect("openai.chat"), requires_terminator) {}

  /// Pulls all that is there. Whether the stream is over; otherwise it waits.
  bool pull() {
    while (const auto event = stream_.next()) {
      ++events_;
      if (const auto* piece = std::get_if<TextEvent>(&*event)) pieces_.push_back(piece->text);
    }
    if (!stream_.is_finished()) stream_.wait([] {});
    return stream_.is_finished();
  }

  /// Pulls until the stream is over, and says what it came to; or, where the network falls silent, cancels it.
  const Result& finish() {
    while (!pull()) {
      if (network_.go_on()) continue;
      stream_.cancel();
      network_.go_on();
    }
    return stream_.result();
  }

  CallStream<ScriptedCall>& stream() { return stream_; }
  ScriptedNetwork& network() { return network_; }
  [[nodiscard]] const std::vector<std::string>& pieces() const { return pieces_; }
  [[nodiscard]] std::size_t events() const { return events_; }

 private:
  ScriptedNetwork network_;
  CallStream<ScriptedCall> stream_;
  std::vector<std::string> pieces_;
  std::size_t events_ = 0;
};

/// "Hello" in two events, why it stops, and the terminator: each in a chunk of its own.
const std::array<std::string, 4> hello_events{text_event("Hel"), text_event("lo"), finish_event("stop"), done_event};

/// The whole response as it stands on the wire.
std::string whole_response() {
  std::string text = chunked_head;
  for (const auto& event : hello_events)
    text += chunk(event);
  return text + last_chunk;
}

/// How many bytes of it have come with the last one of an event.
std::size_t end_of(std::size_t index) {
  std::size_t end = chunked_head.size();
  for (std::size_t i = 0; i < index; ++i)
    end += chunk(hello_events[i]).size();
  return end + chunk(hello_events[index]).size() - 2;
}

/// The response up to a byte, and then `end`.
std::deque<Happening> cut_at(std::size_t size, const Happening& end) {
  std::deque<Happening> script{CallPhase::head};
  if (size > 0) script.emplace_back(whole_response().substr(0, size));
  script.push_back(end);
  return script;
}

/// Holds what came of a response that was cut after `size` bytes to what had come by then.
void expect_what_came(const Result& result, std::size_t size) {
  EXPECT_EQ(result.ending.has_value(), size > 0);
  EXPECT_EQ(result.status.has_value(), size >= chunked_head.size());
  EXPECT_EQ(result.timing.head.has_value(), result.status.has_value());
  const auto text = result.status ? result.message.first().text : "";
  EXPECT_THAT(text, ::testing::AnyOf("", "Hel", "Hello"));
  EXPECT_EQ(result.timing.first_content.has_value(), !text.empty());
  const std::size_t least = size >= end_of(1) ? 5 : size >= end_of(0) ? 3 : 0;
  EXPECT_GE(text.size(), least);
}

/// Cuts the response after every byte, and has `check` look at what came of it before the terminator, which completes
/// the answer whatever comes then.
template <class Check>
void cut_everywhere(const Happening& end, const Check& check) {
  for (std::size_t size = 0; size <= whole_response().size(); ++size) {
    SCOPED_TRACE(size);
    Streamed streamed(cut_at(size, end));
    const Result& result = streamed.finish();
    expect_what_came(result, size);
    if (size >= end_of(3)) {
      EXPECT_EQ(must_be<Completed>(result).reason, "stop");
    } else {
      check(result, size);
    }
    EXPECT_TRUE(streamed.network().is_finished());
  }
}

/// That is what came of a peer who went away.
void expect_gone(const Result& result, std::size_t size) {
  if (size == 0) {
    EXPECT_EQ(must_be<TransportError>(result).phase, Phase::head);
    return;
  }
  const auto truncated = must_be<Truncated>(result);
  EXPECT_EQ(truncated.ending, result.ending);
  if (size >= end_of(2)) {
    EXPECT_TRUE(truncated.has_finish_reason);
  }
  if (size < end_of(1)) {
    EXPECT_FALSE(truncated.has_finish_reason);
  }
}

Phase phase_at(std::size_t size) {
  return size < chunked_head.size() ? Phase::head : Phase::body;
}

TEST(CallStreamCut, ByAFinAfterEveryByte) {
  cut_everywhere(Fin{}, [](const Result& result, std::size_t size) {
    expect_gone(result, size);
    EXPECT_NE(result.ending, Ending::complete);
    EXPECT_NE(result.ending, Ending::closed);
    EXPECT_EQ(result.ending == Ending::cut_in_head, size > 0 && size < chunked_head.size());
  });
}

TEST(CallStreamCut, ByAResetAfterEveryByte) {
  cut_everywhere(Rst{}, [](const Result& result, std::size_t size) {
    expect_gone(result, size);
    if (size > 0) {
      EXPECT_EQ(result.ending, Ending::reset);
    }
  });
}

TEST(CallStreamCut, ByALimitOnTimeAfterEveryByte) {
  for (const auto phase : {CallPhase::head, CallPhase::body}) {
    cut_everywhere(CallEnd{DeadlinePassed{Deadline::total, phase, set_limit}},
                   [&](const Result& result, std::size_t size) {
                     EXPECT_EQ(must_be<TimedOut>(result).phase, phase);
                     if (size > 0) {
                       EXPECT_EQ(result.ending, Ending::timed_out);
                     }
                   });
  }
}

TEST(CallStreamCut, ByAFailureAfterEveryByte) {
  cut_everywhere(CallEnd{TransportFailure{CallPhase::body, "No route to host"}},
                 [](const Result& result, std::size_t size) {
                   EXPECT_EQ(must_be<TransportError>(result).cause, "No route to host");
                   if (size > 0) {
                     EXPECT_EQ(result.ending, Ending::abandoned);
                   }
                 });
}

TEST(CallStreamCut, ByTheCallerAfterEveryByte) {
  for (std::size_t size = 0; size < end_of(3); ++size) {
    SCOPED_TRACE(size);
    auto script = cut_at(size, Fin{});
    script.pop_back();
    Streamed streamed(std::move(script));
    const Result& result = streamed.finish();  // cancels, where the peer says nothing more
    expect_what_came(result, size);
    EXPECT_EQ(must_be<Cancelled>(result).phase, phase_at(size));
    if (size > 0) {
      EXPECT_EQ(result.ending, Ending::abandoned);
    }
  }
}

/// A script in which the bytes come in these pieces.
std::deque<Happening> in_pieces(const std::vector<std::string>& pieces) {
  return {pieces.begin(), pieces.end()};
}

void expect_hello(Streamed& streamed) {
  const Result& result = streamed.finish();
  EXPECT_EQ(must_be<Completed>(result).reason, "stop");
  EXPECT_THAT(streamed.pieces(), ::testing::ElementsAre("Hel", "lo"));
  EXPECT_EQ(result.message.first().text, "Hello");
  EXPECT_EQ(result.status, 200);
}

TEST(CallStream, AnySplitOfTheResponseIsTheSameAnswer) {
  const auto whole = whole_response();
  for (std::size_t at = 1; at < whole.size(); ++at) {
    SCOPED_TRACE(at);
    Streamed streamed(in_pieces({whole.substr(0, at), whole.substr(at)}));
    expect_hello(streamed);
  }
}

TEST(CallStream, ByteByByteItIsTheSameAnswer) {
  std::deque<Happening> script;
  for (const char byte : whole_response())
    script.emplace_back(std::string(1, byte));
  Streamed streamed(std::move(script));
  expect_hello(streamed);
}

TEST(CallStream, TheEndingIsSeenWhereItCameWithTheTerminatorAndNotAwaited) {
  Streamed at_once(in_pieces({whole_response()}));
  EXPECT_EQ(at_once.finish().ending, Ending::complete);
  const auto without_last_chunk = whole_response().substr(0, whole_response().size() - last_chunk.size());
  Streamed before(in_pieces({without_last_chunk, last_chunk}));
  EXPECT_EQ(before.finish().ending, Ending::abandoned);
}

TEST(CallStream, WithoutATerminatorAFinishReasonAndAWholeBodyCompleteIt) {
  const auto whole = chunked_head + chunk(hello_events[0] + hello_events[2]) + last_chunk;
  Streamed unknown(in_pieces({whole}));
  must_be<Completed>(unknown.finish());
  Streamed known(in_pieces({whole}), true);
  EXPECT_TRUE(must_be<Truncated>(known.finish()).has_finish_reason);
}

TEST(CallStream, OnlyWhatSaysSomethingFeedsTheIdleLimitAndOnlyWhatIsHandedOutPausesIt) {
  Streamed streamed({chunked_head, chunk(": keep-alive\n\n"), chunk(text_event("Hel")), chunk(": keep-alive\n\n")});
  ASSERT_FALSE(streamed.pull());
  for (const auto& [fed, paused] : {std::pair{0U, 0U}, {0U, 0U}, {1U, 2U}, {1U, 2U}}) {
    ASSERT_TRUE(streamed.network().go_on());
    ASSERT_FALSE(streamed.pull());
    EXPECT_EQ(streamed.network().times_fed(), fed);
    EXPECT_EQ(streamed.network().times_paused(), paused) << "metadata and text";
  }
}

TEST(CallStreamFailure, OfAConnectionIsNoResponse) {
  const std::vector<TransportFailure> failures{{CallPhase::resolve, "cannot resolve h: no such name"},
                                               {CallPhase::connect, "127.0.0.1:9: Connection refused"},
                                               {CallPhase::tls, "h: certificate verify failed"}};
  for (const auto& failure : failures) {
    Streamed streamed({CallEnd{failure}});
    const Result& result = streamed.finish();
    const auto error = must_be<TransportError>(result);
    EXPECT_EQ(error.phase, failure.phase);
    EXPECT_EQ(error.cause, failure.cause);
    EXPECT_EQ(result.status, std::nullopt);
    EXPECT_EQ(result.ending, std::nullopt);
    EXPECT_EQ(streamed.events(), 1U) << "the completion";
  }
}

struct Late {
  DeadlinePassed passed;
  std::string came;
  std::optional<Ending> ending;
};

TEST(CallStreamDeadline, OfEveryKindInEveryPhase) {
  const auto hello = chunked_head + chunk(text_event("Hello"));
  const std::vector<Late> all{
      {{Deadline::resolve, CallPhase::resolve, set_limit}, "", std::nullopt},
      {{Deadline::connect, CallPhase::connect, set_limit}, "", std::nullopt},
      {{Deadline::tls, CallPhase::tls, set_limit}, "", std::nullopt},
      {{Deadline::first_byte, CallPhase::head, set_limit}, "", std::nullopt},
      {{Deadline::idle, CallPhase::head, set_limit}, "HTTP/1.1 200", Ending::timed_out},
      {{Deadline::idle, CallPhase::body, set_limit}, hello, Ending::timed_out},
      {{Deadline::total, CallPhase::resolve, set_limit}, "", std::nullopt},
      {{Deadline::total, CallPhase::connect, set_limit}, "", std::nullopt},
      {{Deadline::total, CallPhase::tls, set_limit}, "", std::nullopt},
      {{Deadline::total, CallPhase::head, set_limit}, "", std::nullopt},
      {{Deadline::total, CallPhase::body, set_limit}, hello, Ending::timed_out},
  };
  for (const auto& late : all) {
    SCOPED_TRACE(std::string(to_string(late.passed.deadline)) + " in " + std::string(to_string(late.passed.phase)));
    std::deque<Happening> script;
    if (!late.came.empty()) script.emplace_back(late.came);
    script.emplace_back(CallEnd{late.passed});
    Streamed streamed(std::move(script));
    const Result& result = streamed.finish();
    const auto timed_out = must_be<TimedOut>(result);
    EXPECT_EQ(timed_out.deadline, late.passed.deadline);
    EXPECT_EQ(timed_out.phase, late.passed.phase);
    EXPECT_EQ(timed_out.limit, set_limit);
    EXPECT_EQ(result.ending, late.ending);
    EXPECT_EQ(result.message.first().text, late.came == hello ? "Hello" : "");
  }
}

TEST(CallStreamCancel, InEveryPhaseBeforeAResponse) {
  for (const auto phase : {CallPhase::resolve, CallPhase::connect, CallPhase::tls, CallPhase::head}) {
    Streamed streamed({phase});
    const Result& result = streamed.finish();  // cancels, where nothing more happens
    EXPECT_EQ(must_be<Cancelled>(result).phase, phase);
    EXPECT_EQ(result.ending, std::nullopt);
  }
}

TEST(CallStreamCancel, BeforeTheFirstWait) {
  Streamed streamed({CallPhase::tls, whole_response()});
  streamed.stream().cancel();
  EXPECT_EQ(must_be<Cancelled>(streamed.finish()).phase, Phase::resolve);
}

TEST(CallStreamCancel, WhatHadArrivedIsHandedOutFirst) {
  Streamed streamed({chunked_head + chunk(hello_events[0] + hello_events[1]), Fin{}});
  ASSERT_FALSE(streamed.pull());
  ASSERT_TRUE(streamed.network().go_on());
  streamed.stream().cancel();
  EXPECT_EQ(must_be<Cancelled>(streamed.finish()).phase, Phase::body);
  EXPECT_THAT(streamed.pieces(), ::testing::ElementsAre("Hel", "lo"));
}

TEST(CallStreamCancel, AfterTheEndChangesNothing) {
  Streamed streamed({whole_response()});
  streamed.finish();
  streamed.stream().cancel();
  EXPECT_EQ(streamed.stream().next(), std::nullopt);
  must_be<Completed>(streamed.stream().result());
}

TEST(CallStreamError, OfTheProviderInTheMiddleEndsTheStreamThere) {
  const auto error = testing::sse(R"({"error":{"message":"Overloaded","type":"server_error","code":"overloaded"}})");
  Streamed streamed({chunked_head + chunk(hello_events[0]), chunk(error), chunk(hello_events[1] + done_event)});
  const Result& result = streamed.finish();
  const auto said = must_be<ProviderError>(result);
  EXPECT_EQ(said.message, "Overloaded");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(result.message.first().text, "Hel");
  EXPECT_EQ(result.ending, Ending::abandoned) << "nothing further was read";
}

TEST(CallStreamError, OfTheFramingInTheMiddleKeepsWhatCame) {
  Streamed streamed({chunked_head + chunk(hello_events[0]), "zz\r\n", chunk(hello_events[1])});
  const Result& result = streamed.finish();
  const auto error = must_be<ProtocolError>(result);
  EXPECT_EQ(error.unit, ProtocolError::Unit::response);
  EXPECT_GE(error.offset, end_of(0));
  EXPECT_EQ(result.message.first().text, "Hel");
  EXPECT_EQ(result.ending, Ending::malformed);
}

TEST(CallStreamError, OfAnEventInTheMiddleKeepsWhatCame) {
  Streamed streamed({chunked_head + chunk(hello_events[0]), chunk("data: {]\n\n"), chunk(hello_events[1])});
  const Result& result = streamed.finish();
  const auto error = must_be<ProtocolError>(result);
  EXPECT_EQ(error.unit, ProtocolError::Unit::body);
  EXPECT_EQ(error.offset, hello_events[0].size());
  EXPECT_EQ(result.message.first().text, "Hel");
}

TEST(CallStreamError, OfAnErrorStatusStandsWhereverItsBodyIsCut) {
  const std::string body = R"({"error":{"message":"Slower","type":"rate_limit"}})";
  const std::string response =
      "HTTP/1.1 429 Too Many Requests\r\nretry-after: 2\r\ncontent-length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  const auto head_size = response.size() - body.size();
  for (auto size = head_size; size <= response.size(); ++size) {
    SCOPED_TRACE(size);
    Streamed streamed({response.substr(0, size), Rst{}});
    const auto error = must_be<ProviderError>(streamed.finish());
    EXPECT_EQ(error.status, 429);
    EXPECT_EQ(error.retry_after, std::chrono::seconds(2));
    const auto came = response.substr(head_size, size - head_size);
    EXPECT_EQ(error.message, came == body ? "Slower" : came.empty() ? "Too Many Requests" : came);
  }
}

}  // namespace
}  // namespace wiretape::client
