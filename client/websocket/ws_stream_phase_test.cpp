// Streams over WebSocket: deadlines and cancelling, phase by phase, TLS, and permessage-deflate.

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/must_be.h"
#include "wiretape/client/websocket/ws_peer_for_test.h"
#include "wiretape/core/net/testing/certificate.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"

namespace wiretape::client {
namespace {

using net::testing::Certificate;
using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using testing::chat;
using testing::chunk_saying;
using testing::done_message;
using testing::finish_chunk;
using testing::frames_of_client;
using ::testing::HasSubstr;
using testing::must_be;
using testing::open_ws;
using testing::result_of;
using testing::server_frame;
using ::testing::StartsWith;
using testing::ws_answer_to;
using testing::ws_options;
using wire::Ending;
using wire::WsOpcode;

constexpr std::chrono::milliseconds soon{40};

void expect_ws_timeout(const Result& result, Deadline deadline, Phase phase) {
  const auto timed_out = must_be<TimedOut>(result);
  EXPECT_EQ(to_string(timed_out.deadline), to_string(deadline));
  EXPECT_EQ(to_string(timed_out.phase), to_string(phase));
  EXPECT_EQ(timed_out.limit, soon);
}

TEST(WsStreamDeadline, FirstByteLimitsTheHandshake) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 101");
    connection.wait_for_close();
  });
  auto options = ws_options(peer);
  options.timeouts.first_byte = soon;
  expect_ws_timeout(result_of(options), Deadline::first_byte, Phase::head);
}

TEST(WsStreamDeadline, FirstByteLimitsTheFirstMessage) {
  ScriptedPeer peer([](PeerConnection& connection) {
    open_ws(connection);
    while (connection.send(server_frame(WsOpcode::ping, ""))) {
    }
  });
  auto options = ws_options(peer);
  options.timeouts.first_byte = soon;
  expect_ws_timeout(result_of(options), Deadline::first_byte, Phase::body);
}

TEST(WsStreamDeadline, PingsDontFeedIdle) {
  ScriptedPeer peer([](PeerConnection& connection) {
    open_ws(connection);
    connection.send(chunk_saying("Hello"));
    while (connection.send(server_frame(WsOpcode::ping, "still there?"))) {
    }
  });
  auto options = ws_options(peer);
  options.timeouts.idle = soon;
  const auto result = result_of(options);
  expect_ws_timeout(result, Deadline::idle, Phase::body);
  EXPECT_EQ(result.ending, Ending::timed_out);
  EXPECT_EQ(result.message.first().text, "Hello");
}

TEST(WsStreamDeadline, Total) {
  ScriptedPeer peer([](PeerConnection& connection) {
    open_ws(connection);
    while (connection.send(chunk_saying("Hello"))) {
    }
  });
  auto options = ws_options(peer);
  options.timeouts.total = soon;
  expect_ws_timeout(result_of(options), Deadline::total, Phase::body);
}

TEST(WsStreamCancel, InTheHandshake) {
  Latch asked;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    asked.open();
    connection.wait_for_close();
  });
  auto stream = chat(ws_options(peer));
  std::thread canceller([&] {
    asked.wait();
    stream.cancel();
  });
  EXPECT_EQ(must_be<Cancelled>(stream.result()).phase, Phase::head);
  canceller.join();
}

TEST(WsStreamCancel, OfAnOpenOneTellsTheServer) {
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      open_ws(connection);
      connection.send(chunk_saying("Hello"));
      back = connection.wait_for_close();
    });
    auto stream = chat(ws_options(peer));
    while (const auto* event = stream.next()) {
      if (std::holds_alternative<TextEvent>(*event)) break;
    }
    std::thread canceller([&] { stream.cancel(); });
    EXPECT_EQ(must_be<Cancelled>(stream.result()).phase, Phase::body);
    canceller.join();
    EXPECT_EQ(stream.result().message.first().text, "Hello");
  }
  EXPECT_EQ(frames_of_client(back).back(), "close 1001 ");
}

TEST(WsStreamCancel, ToDestroyOneTellsTheServer) {
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      open_ws(connection);
      connection.send(chunk_saying("Hello"));
      back = connection.wait_for_close();
    });
    auto stream = chat(ws_options(peer));
    while (const auto* event = stream.next()) {
      if (std::holds_alternative<TextEvent>(*event)) break;
    }
  }
  EXPECT_EQ(frames_of_client(back).back(), "close 1001 ");
}

TEST(WsStreamTls, IsStreamedAndClosedAlike) {
  const Certificate certificate("IP:127.0.0.1");
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      ASSERT_TRUE(connection.start_tls(certificate.server_context()));
      open_ws(connection);
      connection.send(chunk_saying("Hello") + finish_chunk + done_message);
      connection.close_notify();
      back = connection.wait_for_close();
    });
    auto options = ws_options(peer, "wss");
    options.ca_file = certificate.file();
    const auto result = result_of(options);
    must_be<Completed>(result);
    EXPECT_EQ(result.message.first().text, "Hello");
  }
  EXPECT_EQ(frames_of_client(back).back(), "close 1000 ");
}

TEST(WsStreamTls, ACutIsTruncated) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer peer([&](PeerConnection& connection) {
    ASSERT_TRUE(connection.start_tls(certificate.server_context()));
    open_ws(connection);
    connection.send(chunk_saying("Hello") + finish_chunk);
    connection.fin();
    connection.wait_for_close();
  });
  auto options = ws_options(peer, "wss");
  options.ca_file = certificate.file();
  EXPECT_EQ(must_be<Truncated>(result_of(options)).ending, Ending::tls_cut);
}

TEST(WsStreamDeflate, IsOfferedAndUsedWhereItIsAskedFor) {
  const wire::WsDeflateParams wish{.server_no_context_takeover = true};
  std::string request;
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      const auto choice = wire::choose_ws_deflate(std::vector{wire::ws_deflate_offer(wish)}, wish);
      connection.send(ws_answer_to(request, choice->answer));
      wire::WsDeflater deflater(15, false);
      for (const std::string text :
           {R"({"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]})", "[DONE]"}) {
        std::string packed;
        std::string frame;
        deflater.append(packed, text);
        deflater.end_message(packed);
        wire::append_ws_frame(frame, {.rsv = wire::ws_rsv1}, packed);
        connection.send(frame);
      }
      connection.fin();
      back = connection.wait_for_close();
    });
    auto options = ws_options(peer);
    options.websocket.deflate = wish;
    const auto result = result_of(options);
    must_be<Completed>(result);
    EXPECT_EQ(result.message.first().text, "Hello");
  }
  EXPECT_THAT(request, HasSubstr("permessage-deflate; server_no_context_takeover"));
  EXPECT_THAT(frames_of_client(back, wish).front(), StartsWith(R"(text {"model":"m-1")"));
}

}  // namespace
}  // namespace wiretape::client
