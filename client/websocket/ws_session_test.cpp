// A duplex session against scripted servers: both sides speak when they like.

#include "wiretape/client/websocket/ws_session.h"

#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/websocket/ws_server_for_test.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::ElementsAre;
using testing::frames_of_client;
using ::testing::HasSubstr;
using testing::server_close;
using testing::server_frame;
using testing::server_text;
using testing::ws_answer_to;

/// Runs a session to its end; answers what it hears. What happened, a line each.
class Talk {
 public:
  explicit Talk(const WsSessionOptions& options)
      : session_(std::get<WsSession>(WsSession::make(context_.get_executor(), options))) {}

  WsSession& session() { return session_; }
  const WsSessionEnd& end() const { return end_.value(); }

  std::vector<std::string> run(const std::function<void(const std::string&, WsSession&)>& hear) {
    hear_ = hear;
    pump();
    context_.run();
    return std::move(lines_);
  }

 private:
  void pump() {
    while (auto event = session_.next())
      tell(*event);
    if (!session_.is_finished()) session_.wait([this] { pump(); });
  }

  void tell(const WsSessionEvent& event) {
    std::string line = "end";
    if (const auto* opened = std::get_if<WsSessionOpened>(&event)) {
      line = "opened " + opened->subprotocol.value_or("");
    } else if (const auto* message = std::get_if<WsSessionMessage>(&event)) {
      line = (message->is_text ? "text " : "binary ") + message->bytes;
    } else {
      end_ = std::get<WsSessionEnd>(event);
    }
    lines_.push_back(line);
    if (hear_) hear_(line, session_);
  }

  boost::asio::io_context context_{1};
  WsSession session_;
  std::function<void(const std::string&, WsSession&)> hear_;
  std::vector<std::string> lines_;
  std::optional<WsSessionEnd> end_;
};

WsSessionOptions session_options(const ScriptedPeer& peer) {
  return {.url = "ws://127.0.0.1:" + std::to_string(peer.port()) + "/v1/realtime?model=m",
          .fields = {{"authorization", "Bearer key"}},
          .subprotocols = {"realtime"}};
}

TEST(WsSession, SpeaksWhileItHears) {
  std::string request;
  std::string back;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(ws_answer_to(request, {}, "realtime"));
      connection.send(server_text("who?") + server_frame(wire::WsOpcode::ping, "!") +
                      server_frame(wire::WsOpcode::binary, "bytes"));
      back = connection.read_raw(6 + 5 + 6 + 2 + 6 + 5 + 6 + 1 + 6 + 2 + 4);  // its frames, the close among them
      connection.send(server_text("on its way") + server_close(1000));
      connection.fin();
      back += connection.wait_for_close();
    });
    Talk talk(session_options(peer));
    talk.session().send_text("early");
    const auto lines = talk.run([](const std::string& line, WsSession& session) {
      if (line == "text who?") session.send_text("me");
      if (line != "binary bytes") return;
      session.send_binary("data!");
      session.close(1000, "bye!");
    });
    EXPECT_THAT(lines, ElementsAre("opened realtime", "text who?", "binary bytes", "text on its way", "end"));
    EXPECT_EQ(std::get<net::ResponseEnded>(talk.end().how).ending, wire::Ending::complete);
    EXPECT_EQ(talk.end().close, (WebSocketClose{1000, ""}));
  }
  EXPECT_THAT(request, HasSubstr("GET /v1/realtime?model=m HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("authorization: Bearer key\r\n"));
  EXPECT_THAT(frames_of_client(back),
              ::testing::UnorderedElementsAre("text early", "text me", "pong !", "binary data!", "close 1000 bye!"));
}

TEST(WsSession, AServerThatAnswersNoCloseIsLeftInTime) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.send(ws_answer_to(connection.read_request()));
    connection.wait_for_close();
  });
  auto options = session_options(peer);
  options.websocket.close = std::chrono::milliseconds(40);
  Talk talk(options);
  const auto lines = talk.run([](const std::string& line, WsSession& session) {
    if (line == "opened ") session.close();
  });
  EXPECT_THAT(lines, ElementsAre("opened ", "end"));
  EXPECT_EQ(std::get<net::ResponseEnded>(talk.end().how).ending, wire::Ending::abandoned);
  EXPECT_EQ(talk.end().close, std::nullopt);
}

TEST(WsSession, ARefusalHasItsStatusAndBody) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 401 Unauthorized\r\ncontent-length: 6\r\n\r\nno key");
    connection.wait_for_close();
  });
  Talk talk(session_options(peer));
  EXPECT_THAT(talk.run({}), ElementsAre("end"));
  ASSERT_TRUE(talk.end().refusal);
  EXPECT_EQ(talk.end().refusal->status, 401);
  EXPECT_EQ(talk.end().refusal->body, "no key");
}

TEST(WsSession, CancelEndsItAnywhere) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.wait_for_close(); });
  Talk talk(session_options(peer));
  talk.session().close();  // not open yet: as cancel()
  EXPECT_THAT(talk.run({}), ElementsAre("end"));
  EXPECT_TRUE(std::holds_alternative<net::CallCancelled>(talk.end().how));
}

TEST(WsSession, RefusesOtherUrls) {
  boost::asio::io_context context;
  const auto error_of = [&](const std::string& url) {
    const auto made = WsSession::make(context.get_executor(), {.url = url});
    const auto* const error = std::get_if<ConfigurationError>(&made);
    return error == nullptr ? "" : error->what;
  };
  EXPECT_EQ(error_of("http://h/"), "bad URL 'http://h/': expected ws:// or wss://");
  EXPECT_THAT(error_of("ws://h:0/"), HasSubstr("byte 6: found ':0'"));
  EXPECT_EQ(error_of("ws://h/"), "");
}

}  // namespace
}  // namespace wiretape::client
