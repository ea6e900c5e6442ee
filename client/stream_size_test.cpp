// Limits on sizes, and answers without an end, over real connections.

#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/client/testing/must_be.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;
using wiretape::client::testing::must_be;
using wiretape::client::testing::sse;
using wiretape::client::testing::text_event;

const std::string open_head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";

/// What comes of a peer who sends `first` and then `again` without end.
Result result_of_endless(const std::string& first, const std::string& again, const SizeLimits& sizes) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(open_head + first);
    while (connection.send(again)) {
    }
  });
  auto options = testing::loopback_options(peer.port());
  options.sizes = sizes;
  return testing::make_client(options).chat({"m-1", "Hello?"}).result();
}

struct EndlessCase {
  std::string again;
  std::string says;
};

TEST(StreamSize, WhatHasNoEndEndsAtALimit) {
  const SizeLimits sizes{.event = 1000, .answer = 5000};
  const std::string arguments =
      sse(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"[1,2,3,4,5]"}}]}}]})");
  const EndlessCase cases[] = {
      {text_event("a few words more"), "the answer is longer than 5000 bytes"},
      {sse(R"({"choices":[{"index":3,"delta":{"reasoning":"and on and on"}}]})"),
       "the answer is longer than 5000 bytes"},
      {arguments, "the answer is longer than 5000 bytes"},
      {std::string(100, 'x'), "a line is longer than 1000 bytes"},
      {"data: " + std::string(100, ' ') + "\n", "an event's data is longer than 1000 bytes"},
      {": " + std::string(2000, 'x') + "\n", "a line is longer than 1000 bytes"},
  };
  for (const auto& [again, says] : cases) {
    const auto result = result_of_endless(text_event("Hello"), again, sizes);
    EXPECT_THAT(must_be<ProtocolError>(result).what, HasSubstr(says));
    EXPECT_EQ(result.message.first().text.substr(0, 5), "Hello") << "what had come stays";
  }
}

TEST(StreamSize, ADocumentIsAnAnswer) {
  const auto result = result_of_endless("{\"id\":\"c\"", ",\"a\":1", {.event = 100, .answer = 5000});
  EXPECT_EQ(must_be<ProtocolError>(result).what, "the answer is longer than 5000 bytes");
}

TEST(StreamSize, WhatFitsPasses) {
  const SizeLimits sizes{.event = 200, .answer = 10};
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(open_head + text_event("Hello") + text_event("Hello") + testing::finish_event("stop") +
                    testing::done_event);
    connection.wait_for_close();
  });
  auto options = testing::loopback_options(peer.port());
  options.sizes = sizes;
  EXPECT_EQ(must_be<Completed>(testing::make_client(options).chat({"m-1", "Hello?"}).result()).reason, "stop");

  options.sizes.answer = 9;
  const auto refused = must_be<ProtocolError>(testing::make_client(options).chat({"m-1", "Hello?"}).result());
  EXPECT_EQ(refused.offset, text_event("Hello").size()) << "the event that was too much";
}

}  // namespace
}  // namespace wiretape::client
