#include "wiretape/client/simple/text_stream.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape {
namespace {

using client::testing::chunk;
using client::testing::chunked_head;
using client::testing::done_event;
using client::testing::finish_event;
using client::testing::last_chunk;
using client::testing::text_event;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;

const std::string counted =
    chunked_head + chunk(text_event("One, ")) + chunk(text_event("two.")) + chunk(finish_event("stop"));

std::string text_of(TextStream& answer) {
  std::string text;
  for (const std::string_view piece : answer)
    text.append(piece).append("|");
  return text;
}

TEST(TextStream, IsTheTextOfAnAnswer) {
  std::string request;
  ScriptedPeer peer([&](PeerConnection& connection) {
    request = connection.read_request();
    connection.send(counted + chunk(done_event) + last_chunk);
  });
  auto answer = stream("openai/m-1", "Count.", client::testing::loopback_options(peer.port()));
  EXPECT_EQ(text_of(answer), "One, |two.|");
  EXPECT_TRUE(answer.is_complete());
  EXPECT_THAT(request, HasSubstr(R"("model":"m-1")"));
  EXPECT_THAT(request, HasSubstr("Count."));
}

TEST(TextStream, OfAnAnswerThatIsCutIsNotComplete) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(counted);
  });
  auto answer = stream("m-1", "Count.", client::testing::loopback_options(peer.port()));
  EXPECT_EQ(text_of(answer), "One, |two.|");
  EXPECT_FALSE(answer.is_complete());
  EXPECT_NE(answer.what(), "");
}

TEST(TextStream, SaysWhyNobodyCouldBeAsked) {
  client::Options options;
  options.provider = "nobody";
  auto answer = stream("m-1", "Count.", options);
  EXPECT_EQ(text_of(answer), "");
  EXPECT_FALSE(answer.is_complete());
  EXPECT_THAT(answer.what(), HasSubstr("nobody"));
}

}  // namespace
}  // namespace wiretape
