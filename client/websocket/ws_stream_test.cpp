// Streams over ws:// against scripted servers: what they ask, how they end, and what the server gets back.

#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/must_be.h"
#include "wiretape/client/websocket/ws_peer_for_test.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using testing::chunk_saying;
using testing::done_message;
using testing::finish_chunk;
using testing::frames_of_client;
using ::testing::HasSubstr;
using testing::must_be;
using testing::open_ws;
using testing::result_of;
using testing::saying;
using testing::server_close;
using testing::server_frame;
using testing::server_text;
using ::testing::StartsWith;
using testing::ws_answer_to;
using testing::ws_options;
using wire::Ending;
using wire::WsOpcode;

TEST(WsStream, AsksWithTheFirstMessageAndReadsAChunkAMessage) {
  std::string request;
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(ws_answer_to(request));
      connection.send(chunk_saying("One") + server_frame(WsOpcode::ping, "?") + chunk_saying(", two.") + finish_chunk);
      connection.send(done_message);
      connection.fin();
      back = connection.wait_for_close();
    });
    const auto result = result_of(ws_options(peer));
    EXPECT_EQ(must_be<Completed>(result).reason, "stop");
    EXPECT_EQ(result.message.first().text, "One, two.");
    EXPECT_EQ(result.status, 101);
    EXPECT_TRUE(result.timing.first_content);
  }
  EXPECT_THAT(request, StartsWith("GET /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:"));
  EXPECT_THAT(request, ::testing::Not(HasSubstr("content-")));
  EXPECT_THAT(request, ::testing::Not(HasSubstr("permessage-deflate"))) << "only where it is asked for";
  const auto frames = frames_of_client(back);
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_THAT(frames[0], StartsWith(R"(text {"model":"m-1")"));
  EXPECT_EQ(frames[1], "pong ?");
  EXPECT_EQ(frames[2], "close 1000 ");
}

TEST(WsStream, OpenaiResponsesAreAskedForByAnEvent) {
  std::string back;
  {
    ScriptedPeer peer(saying(
        server_text(R"({"type":"response.created","response":{"id":"resp_1","model":"m-1","status":"in_progress"}})") +
            server_text(R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,)"
                        R"("delta":"Hello"})") +
            server_text(R"({"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[]}})"),
        &back));
    auto options = ws_options(peer);
    options.provider = "openai-responses";
    const auto result = result_of(options);
    must_be<Completed>(result);
    EXPECT_EQ(result.message.first().text, "Hello");
  }
  const auto frames = frames_of_client(back);
  ASSERT_FALSE(frames.empty());
  EXPECT_EQ(frames[0], R"(text {"type":"response.create","model":"m-1","input":"Hello?"})");
}

TEST(WsStream, AnErrorInPlaceOfAnAnswerIsTheProvidersWord) {
  ScriptedPeer peer(saying(server_text(R"({"type":"error","status":400,"error":{"type":"invalid_request_error",)"
                                       R"("code":"previous_response_not_found","message":"Not found."}})")));
  auto options = ws_options(peer);
  options.provider = "openai-responses";
  const auto error = must_be<ProviderError>(result_of(options));
  EXPECT_EQ(error.message, "Not found.");
  EXPECT_EQ(error.code, "previous_response_not_found");
}

struct EndCase {
  std::string end;
  Ending ending;
  std::optional<WebSocketClose> close;
};

TEST(WsStream, WhatEndsBeforeTheTerminatorIsTruncated) {
  for (const auto& [end, ending, close] : {
           EndCase{server_close(1000, "done"), Ending::complete, WebSocketClose{1000, "done"}},
           EndCase{server_close(1001), Ending::complete, WebSocketClose{1001, ""}},
           EndCase{server_close(1011, "out of memory"), Ending::complete, WebSocketClose{1011, "out of memory"}},
           EndCase{server_frame(WsOpcode::close, ""), Ending::complete, WebSocketClose{std::nullopt, ""}},
           EndCase{server_close(1000) + done_message, Ending::complete, WebSocketClose{1000, ""}},
           EndCase{"", Ending::closed, std::nullopt},
           EndCase{done_message.substr(0, 4), Ending::short_content_length, std::nullopt},
           EndCase{server_frame(WsOpcode::text, "[DONE]", false), Ending::closed, std::nullopt},
       }) {
    for (const bool has_finish_reason : {false, true}) {
      ScriptedPeer peer(saying(chunk_saying("Hello") + (has_finish_reason ? finish_chunk : "") + end));
      const auto result = result_of(ws_options(peer));
      const auto truncated = must_be<Truncated>(result);
      EXPECT_EQ(to_string(truncated.ending), to_string(ending));
      EXPECT_EQ(truncated.has_finish_reason, has_finish_reason);
      EXPECT_EQ(truncated.close, close);
      EXPECT_EQ(result.ending, ending);
      EXPECT_EQ(result.message.first().text, "Hello");
    }
  }
}

TEST(WsStream, AResetIsTruncated) {
  ScriptedPeer peer([](PeerConnection& connection) {
    open_ws(connection);
    connection.send(chunk_saying("Hello") + finish_chunk);
    connection.reset();
  });
  EXPECT_EQ(must_be<Truncated>(result_of(ws_options(peer))).ending, Ending::reset);
}

TEST(WsStream, NoAnswerToTheHandshakeIsNoResponse) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.read_request(); });
  EXPECT_EQ(must_be<TransportError>(result_of(ws_options(peer))).phase, Phase::head);
}

TEST(WsStream, ARefusalIsTheProvidersError) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(
        "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-type: application/json\r\ncontent-length: 43\r\n"
        "\r\n{\"error\":{\"message\":\"slow\",\"code\":\"limit\"}}");
    connection.wait_for_close();
  });
  const auto result = result_of(ws_options(peer));
  const auto error = must_be<ProviderError>(result);
  EXPECT_EQ(error.status, 429);
  EXPECT_EQ(error.message, "slow");
  EXPECT_EQ(error.code, "limit");
  EXPECT_EQ(error.retry_after, std::chrono::seconds(7));
  EXPECT_TRUE(error.is_retryable);
  EXPECT_EQ(result.status, 429);
}

TEST(WsStream, WhatOpensNoWebSocketIsAProtocolError) {
  for (const auto* const response : {"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
                                     "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: "
                                     "upgrade\r\nsec-websocket-accept: no\r\n\r\n",
                                     "SSH-2.0-OpenSSH_9\r\n"}) {
    ScriptedPeer peer([&](PeerConnection& connection) {
      connection.read_request();
      connection.send(response);
      connection.wait_for_close();
    });
    must_be<ProtocolError>(result_of(ws_options(peer)));
  }
}

TEST(WsStream, AViolationIsClosedWithItsCode) {
  struct Case {
    std::string sent;
    std::string close;
  };
  for (const auto& [sent, close] :
       {Case{server_frame(static_cast<WsOpcode>(3), ""), "close 1002 "}, Case{server_text("\xFF"), "close 1007 "},
        Case{server_text(std::string(2'000, 'x')), "close 1009 "}}) {
    std::string back;
    {
      ScriptedPeer peer(saying(chunk_saying("Hello") + sent + done_message, &back));
      auto options = ws_options(peer);
      options.sizes.event = 1'000;
      const auto result = result_of(options);
      EXPECT_EQ(must_be<ProtocolError>(result).unit, ProtocolError::Unit::response);
      EXPECT_EQ(result.message.first().text, "Hello");
    }
    EXPECT_EQ(frames_of_client(back).back(), close);
  }
}

TEST(WsStream, WhatIsNoJsonIsAProtocolError) {
  ScriptedPeer peer(saying(chunk_saying("Hello") + server_text("{\"choices\":") + done_message));
  must_be<ProtocolError>(result_of(ws_options(peer)));
}

TEST(WsStream, AServerThatDoesNotCloseIsLeftInTime) {
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      open_ws(connection);
      connection.send(chunk_saying("Hello") + finish_chunk + done_message);
      back = connection.wait_for_close();
    });
    auto options = ws_options(peer);
    options.websocket.close = std::chrono::milliseconds(40);
    must_be<Completed>(result_of(options));
  }
  EXPECT_EQ(frames_of_client(back).back(), "close 1000 ");
}

}  // namespace
}  // namespace wiretape::client
