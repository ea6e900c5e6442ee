#include "wiretape/client/stream.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;
using wiretape::client::testing::chat;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::done_event;
using wiretape::client::testing::finish_event;
using wiretape::client::testing::last_chunk;
using wiretape::client::testing::loopback_options;
using wiretape::client::testing::text_event;

static_assert(std::input_iterator<Stream::Iterator>);

const std::string hello_answer = chunked_head + chunk(text_event("Hel")) + chunk(text_event("lo")) +
                                 chunk(finish_event("stop")) + chunk(done_event) + last_chunk;

void answer_hello(PeerConnection& connection) {
  connection.read_request();
  connection.send(hello_answer);
  connection.wait_for_close();
}

TEST(Stream, HandsOutEventsAndEndsWithACompletion) {
  ScriptedPeer peer(answer_hello);
  auto stream = chat(loopback_options(peer.port()));
  std::string text;
  std::size_t completions = 0;
  for (const auto& event : stream) {
    EXPECT_EQ(completions, 0U) << "an event after the completion";
    if (const auto* piece = std::get_if<TextEvent>(&event)) text += piece->text;
    if (std::holds_alternative<CompletionEvent>(event)) ++completions;
  }
  EXPECT_EQ(text, "Hello");
  EXPECT_EQ(completions, 1U);
  EXPECT_EQ(stream.next(), nullptr);
  EXPECT_EQ(stream.begin(), stream.end());
}

TEST(Stream, TheResultHoldsMessageOutcomeAndTiming) {
  ScriptedPeer peer(answer_hello);
  auto stream = chat(loopback_options(peer.port()));
  const auto& result = stream.result();
  EXPECT_EQ(describe(result.outcome), "completed: stop");
  EXPECT_EQ(result.message.first().text, "Hello");
  EXPECT_EQ(result.message.id, "chat-1");
  EXPECT_EQ(result.status, 200);
  ASSERT_TRUE(result.timing.head.has_value());
  ASSERT_TRUE(result.timing.first_content.has_value());
  EXPECT_LE(*result.timing.head, *result.timing.first_content);
  EXPECT_LE(*result.timing.first_content, result.timing.total);
  EXPECT_EQ(&stream.result(), &result);
}

TEST(Stream, TokensComeAsTheyAreSent) {
  Latch first_seen;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hel")));
    first_seen.wait();  // what follows is sent only once the first piece was handed out
    connection.send(chunk(text_event("lo")) + chunk(done_event) + last_chunk);
    connection.wait_for_close();
  });
  std::string text;
  auto stream = chat(loopback_options(peer.port()));
  for (const auto& event : stream) {
    if (const auto* piece = std::get_if<TextEvent>(&event)) {
      text += piece->text;
      first_seen.open();
    }
  }
  EXPECT_EQ(text, "Hello");
}

// The response never ends; the terminator is enough.
TEST(Stream, TheTerminatorEndsItWithoutTheResponsesEnd) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello") + finish_event("stop") + done_event));
    connection.wait_for_close();
  });
  auto stream = chat(loopback_options(peer.port()));
  EXPECT_EQ(describe(stream.result().outcome), "completed: stop");
  EXPECT_EQ(stream.result().ending, wire::Ending::abandoned);
}

TEST(Stream, SendsAChatRequest) {
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(hello_answer);
    });
    (void)chat(loopback_options(peer.port())).result();
  }
  EXPECT_THAT(request, ::testing::StartsWith("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:"));
  EXPECT_THAT(request, HasSubstr(R"("model":"m-1")"));
  EXPECT_THAT(request, HasSubstr(R"("content":"Hello?")"));
  EXPECT_THAT(request, HasSubstr(R"("stream":true)"));
}

TEST(Stream, SendsTheDefaultModelWhereNoneIsNamed) {
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(hello_answer);
    });
    (void)testing::make_client(loopback_options(peer.port())).chat({"", "Hello?"}).result();
  }
  EXPECT_THAT(request, HasSubstr(R"("model":"gpt-4o-mini")"));
}

TEST(Stream, SendsAWholeBodyAsItStands) {
  const std::string body = "{ \"model\" : \"x\", \"messages\": [], \"stream\": true }\n";
  std::string request;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      request = connection.read_request();
      connection.send(hello_answer);
    });
    (void)testing::make_client(loopback_options(peer.port())).send(body).result();
  }
  EXPECT_THAT(request, ::testing::EndsWith("\r\n\r\n" + body));
}

TEST(Stream, AnAnswerThatIsNoStreamGivesTheSameEvents) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    const std::string body = R"({"id":"c","model":"m","choices":[{"index":0,"message":{"content":"Hello"},)"
                             R"("finish_reason":"stop"}]})";
    connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    connection.wait_for_close();
  });
  auto stream = testing::make_client(loopback_options(peer.port())).chat({"m", "Hello?", false});
  std::string text;
  for (const auto& event : stream) {
    if (const auto* piece = std::get_if<TextEvent>(&event)) text += piece->text;
  }
  EXPECT_EQ(text, "Hello");
  EXPECT_EQ(describe(stream.result().outcome), "completed: stop");
}

TEST(Stream, AnErrorStatusIsTheProvidersError) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    const std::string body = R"({"error":{"message":"Bad key","code":"invalid_key"}})";
    connection.send("HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    connection.wait_for_close();
  });
  auto stream = chat(loopback_options(peer.port()));
  EXPECT_EQ(describe(stream.result().outcome), "provider_error: HTTP 401: Bad key (code invalid_key)");
}

TEST(Stream, ARedirectIsNotFollowed) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 308 Permanent Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
    connection.wait_for_close();
  });
  auto stream = chat(loopback_options(peer.port()));
  EXPECT_THAT(describe(stream.result().outcome), HasSubstr("HTTP 308: redirected to http://127.0.0.1:1/"));
}

TEST(Stream, ReachesTheHostByName) {
  ScriptedPeer peer(answer_hello);
  auto options = loopback_options(peer.port());
  options.base_url = "http://localhost:" + std::to_string(peer.port()) + "/v1";
  EXPECT_EQ(describe(chat(options).result().outcome), "completed: stop");
}

TEST(Stream, DestroyedInTheMiddleItCloses) {
  bool is_closed = false;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      connection.read_request();
      connection.send(chunked_head + chunk(text_event("Hello")));
      connection.wait_for_close();
      is_closed = true;
    });
    auto stream = chat(loopback_options(peer.port()));
    EXPECT_NE(stream.next(), nullptr);
  }
  EXPECT_TRUE(is_closed);
}

// What follows the terminator is not read. Closing over it must not answer a server that did well with RST.
TEST(Stream, ClosesInOrderOverBytesThatNobodyWanted) {
  Latch all_arrived;
  bool saw_reset = true;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      connection.read_request();
      connection.send(chunked_head + chunk(text_event("Hello") + done_event));
      connection.send(chunk(std::string(std::size_t{100} << 10, '\n')) + last_chunk);
      connection.wait_until_acknowledged();
      all_arrived.open();
      connection.wait_for_close();
      saw_reset = connection.saw_reset();
    });
    auto stream = chat(loopback_options(peer.port()));
    EXPECT_EQ(name_of(stream.result().outcome), "completed");
    all_arrived.wait();
  }
  EXPECT_FALSE(saw_reset);
}

TEST(Stream, MovesWhileOpen) {
  ScriptedPeer peer(answer_hello);
  auto first = chat(loopback_options(peer.port()));
  ASSERT_NE(first.next(), nullptr);
  auto second = std::move(first);
  EXPECT_EQ(second.result().message.first().text, "Hello");
  auto third = chat(loopback_options(peer.port()));
  third = std::move(second);
  EXPECT_EQ(third.result().message.first().text, "Hello");
}

// Nobody pulls, so the peer can send no more than the kernel's buffers hold.
TEST(Stream, WhoDoesNotPullStopsThePeer) {
  constexpr std::size_t most_buffered = std::size_t{24} << 20;
  const std::string event = chunk(text_event(std::string(std::size_t{64} << 10, 'x')));
  std::string flood;
  while (flood.size() < std::size_t{48} << 20)
    flood += event;
  std::size_t taken = 0;
  Latch is_full;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("first")));
    taken = connection.send_until_full(flood, 200);
    is_full.open();
    connection.send(std::string_view(flood).substr(taken));
    connection.send(chunk(done_event) + last_chunk);
    connection.wait_for_close();
  });
  auto stream = chat(loopback_options(peer.port()));
  ASSERT_NE(stream.next(), nullptr);
  is_full.wait();
  EXPECT_LT(taken, most_buffered);
  const auto& result = stream.result();
  EXPECT_EQ(name_of(result.outcome), "completed");
  EXPECT_GT(result.message.first().text.size(), std::size_t{40} << 20);
}

TEST(Stream, OneClientServesManyThreads) {
  constexpr int thread_count = 8;
  ScriptedPeer peer(answer_hello);
  const auto client = testing::make_client(loopback_options(peer.port()));
  std::vector<std::string> outcomes(thread_count);
  std::vector<std::thread> threads;
  for (auto& outcome : outcomes) {
    threads.emplace_back([&] { outcome = describe(client.chat({"m-1", "Hello?"}).result().outcome); });
  }
  for (auto& thread : threads)
    thread.join();
  EXPECT_THAT(outcomes, ::testing::Each("completed: stop"));
}

TEST(ClientMake, SaysWhatIsWrong) {
  Options options;
  options.provider = "acme";
  EXPECT_TRUE(std::holds_alternative<ConfigurationError>(Client::make(options)));
  options.provider = "openai";
  options.base_url = "https://127.0.0.1:1/v1";
  options.ca_file = "/no/such/file.pem";
  const auto made = Client::make(options);
  const auto* error = std::get_if<ConfigurationError>(&made);
  ASSERT_NE(error, nullptr);
  EXPECT_THAT(error->what, HasSubstr("/no/such/file.pem"));
}

}  // namespace
}  // namespace wiretape::client
