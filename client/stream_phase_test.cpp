// Deadlines, cancelling from another thread, and failures, phase by phase, over real connections.

#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::FullListener;
using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using wiretape::client::testing::chat;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::loopback_options;
using wiretape::client::testing::must_be;
using wiretape::client::testing::text_event;

constexpr std::chrono::milliseconds soon{40};

void expect_timed_out(const Result& result, Deadline deadline, Phase phase) {
  const auto timed_out = must_be<TimedOut>(result);
  EXPECT_EQ(to_string(timed_out.deadline), to_string(deadline));
  EXPECT_EQ(to_string(timed_out.phase), to_string(phase));
  EXPECT_EQ(timed_out.limit, soon);
  EXPECT_GE(result.timing.total, soon);
}

void hold(PeerConnection& connection) {
  connection.wait_for_close();
}

void hold_after_hello(PeerConnection& connection) {
  connection.read_request();
  connection.send(chunked_head + chunk(text_event("Hello")));
  connection.wait_for_close();
}

TEST(StreamDeadline, Connect) {
  const FullListener full;
  auto options = loopback_options(full.port());
  options.timeouts.connect = soon;
  const auto result = chat(options).result();
  expect_timed_out(result, Deadline::connect, Phase::connect);
  EXPECT_EQ(result.ending, std::nullopt);
  EXPECT_EQ(result.status, std::nullopt);
}

TEST(StreamDeadline, Tls) {
  ScriptedPeer peer(hold);
  auto options = loopback_options(peer.port(), "https");
  options.timeouts.tls = soon;
  expect_timed_out(chat(options).result(), Deadline::tls, Phase::tls);
}

TEST(StreamDeadline, FirstByte) {
  ScriptedPeer peer(hold);
  auto options = loopback_options(peer.port());
  options.timeouts.first_byte = soon;
  const auto result = chat(options).result();
  expect_timed_out(result, Deadline::first_byte, Phase::head);
  EXPECT_EQ(result.ending, std::nullopt) << "there was no response";
}

TEST(StreamDeadline, IdleInsideTheHead) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200");
    connection.wait_for_close();
  });
  auto options = loopback_options(peer.port());
  options.timeouts.idle = soon;
  const auto result = chat(options).result();
  expect_timed_out(result, Deadline::idle, Phase::head);
  EXPECT_EQ(result.ending, wire::Ending::timed_out) << "the response had begun";
}

TEST(StreamDeadline, IdleKeepsWhatCame) {
  ScriptedPeer peer(hold_after_hello);
  auto options = loopback_options(peer.port());
  options.timeouts.idle = soon;
  const auto result = chat(options).result();
  expect_timed_out(result, Deadline::idle, Phase::body);
  EXPECT_EQ(result.message.first().text, "Hello");
  EXPECT_EQ(result.ending, wire::Ending::timed_out);
}

TEST(StreamDeadline, IdleUnderAFloodOfComments) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello")));
    while (connection.send(chunk(": keep-alive\n\n"))) {
    }
  });
  auto options = loopback_options(peer.port());
  options.timeouts.idle = soon;
  const auto result = chat(options).result();
  expect_timed_out(result, Deadline::idle, Phase::body);
  EXPECT_EQ(result.message.first().text, "Hello");
}

// The consumer takes longer between two pulls than the idle limit allows a silent peer.
TEST(StreamDeadline, IdleDoesNotRunBetweenPulls) {
  Latch over_limit;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello")));
    over_limit.wait();
    connection.send(chunk(text_event("Hello") + testing::done_event) + testing::last_chunk);
    connection.wait_for_close();
  });
  auto options = loopback_options(peer.port());
  options.timeouts.idle = std::chrono::seconds(2);
  auto stream = chat(options);
  const Event* event = stream.next();
  while (event != nullptr && !std::holds_alternative<TextEvent>(*event))
    event = stream.next();
  const auto pulled = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - pulled < options.timeouts.idle)
    std::this_thread::yield();
  over_limit.open();
  must_be<Completed>(stream.result());
}

TEST(StreamDeadline, TotalInAnEndlessStream) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head);
    while (connection.send(chunk(text_event("x")))) {
    }
  });
  auto options = loopback_options(peer.port());
  options.timeouts.total = soon;
  expect_timed_out(chat(options).result(), Deadline::total, Phase::body);
}

TEST(StreamDeadline, TheLongestLimitIsNoShortOne) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello") + testing::done_event) + testing::last_chunk);
    connection.wait_for_close();
  });
  auto options = loopback_options(peer.port());
  constexpr auto longest = std::chrono::milliseconds::max();
  options.timeouts = {longest, longest, longest, longest, longest, longest};
  must_be<Completed>(chat(options).result());
}

/// Cancels `stream` from another thread once `reached` is open.
Result cancel_when(Stream stream, Latch& reached) {
  std::thread canceller([&] {
    reached.wait();
    stream.cancel();
  });
  auto result = stream.result();
  canceller.join();
  return result;
}

TEST(StreamCancel, BeforeTheFirstPull) {
  ScriptedPeer peer(hold);
  auto stream = chat(loopback_options(peer.port()));
  stream.cancel();
  EXPECT_EQ(must_be<Cancelled>(stream.result()).phase, Phase::resolve);
}

TEST(StreamCancel, WhileConnecting) {
  const FullListener full;
  Latch now;
  now.open();
  const auto phase = must_be<Cancelled>(cancel_when(chat(loopback_options(full.port())), now)).phase;
  EXPECT_THAT(phase, ::testing::AnyOf(Phase::resolve, Phase::connect));
}

TEST(StreamCancel, InTheTlsHandshake) {
  Latch greeted;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_raw(1);
    greeted.open();
    connection.wait_for_close();
  });
  const auto result = cancel_when(chat(loopback_options(peer.port(), "https")), greeted);
  EXPECT_EQ(must_be<Cancelled>(result).phase, Phase::tls);
}

TEST(StreamCancel, AwaitingTheHead) {
  Latch asked;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    asked.open();
    connection.wait_for_close();
  });
  const auto result = cancel_when(chat(loopback_options(peer.port())), asked);
  EXPECT_EQ(must_be<Cancelled>(result).phase, Phase::head);
  EXPECT_EQ(result.ending, std::nullopt);
}

TEST(StreamCancel, InTheBodyKeepsWhatCame) {
  ScriptedPeer peer(hold_after_hello);
  auto stream = chat(loopback_options(peer.port()));
  Latch begun;
  std::thread canceller([&] {
    begun.wait();
    stream.cancel();
  });
  for (const auto& event : stream) {
    if (std::holds_alternative<TextEvent>(event)) begun.open();
  }
  canceller.join();
  EXPECT_EQ(must_be<Cancelled>(stream.result()).phase, Phase::body);
  EXPECT_EQ(stream.result().message.first().text, "Hello");
}

TEST(StreamCancel, AfterTheEndChangesNothing) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello") + testing::done_event) + testing::last_chunk);
    connection.wait_for_close();
  });
  auto stream = chat(loopback_options(peer.port()));
  must_be<Completed>(stream.result());
  stream.cancel();
  must_be<Completed>(stream.result());
}

TEST(StreamFailure, NothingListens) {
  const net::testing::RefusingPort port;
  const auto error = must_be<TransportError>(chat(loopback_options(port.port())).result());
  EXPECT_EQ(error.phase, Phase::connect);
  EXPECT_THAT(error.cause, ::testing::HasSubstr("Connection refused"));
}

// A label above 63 bytes is refused by the resolver library itself: no name server is asked.
TEST(StreamFailure, NoSuchName) {
  auto options = loopback_options(1);
  options.base_url = "http://" + std::string(64, 'a') + ".invalid/v1";
  const auto error = must_be<TransportError>(chat(options).result());
  EXPECT_EQ(error.phase, Phase::resolve);
  EXPECT_THAT(error.cause, ::testing::StartsWith("cannot resolve aaa"));
}

TEST(StreamFailure, NoAnswerAtAll) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.fin();
    connection.wait_for_close();
  });
  const auto result = chat(loopback_options(peer.port())).result();
  EXPECT_EQ(must_be<TransportError>(result).phase, Phase::head);
  EXPECT_EQ(result.ending, std::nullopt);
}

TEST(StreamFailure, ACertificateThatNobodyVouchesFor) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.send("no TLS"); });
  const auto error = must_be<TransportError>(chat(loopback_options(peer.port(), "https")).result());
  EXPECT_EQ(error.phase, Phase::tls);
}

}  // namespace
}  // namespace wiretape::client
