// What the client makes of `anthropic.messages` over real connections: the same outcomes as for any other dialect.

#include <functional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/client/testing/messages_stream.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using provider::Block;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::last_chunk;
using wiretape::client::testing::messages_begin;
using wiretape::client::testing::messages_event;
using wiretape::client::testing::messages_finish;
using wiretape::client::testing::messages_stop;

Options options_for(std::uint16_t port) {
  auto options = testing::loopback_options(port);
  options.provider = "anthropic";
  return options;
}

/// The result of a stream of these bytes, from a provider at its own address: nothing is complete without its
/// terminator. `how` ends the response.
Result result_of(const std::string& body, const std::function<void(PeerConnection&)>& how) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(body));
    how(connection);
  });
  auto stream = testing::make_client(options_for(peer.port()), true).chat({"m-1", "Hello?"});
  for (const auto& ignored : stream)
    (void)ignored;
  return stream.result();
}

Result result_of(const std::string& body) {
  return result_of(body, [](PeerConnection& connection) {
    connection.send(last_chunk);
    connection.fin();
  });
}

TEST(StreamAnthropic, Completed) {
  const auto result = result_of(messages_begin + messages_finish("end_turn") + messages_stop);
  const auto* completed = std::get_if<Completed>(&result.outcome);
  ASSERT_NE(completed, nullptr) << describe(result.outcome);
  EXPECT_EQ(completed->reason, "end_turn");
  EXPECT_EQ(result.message.id, "msg_1");
  EXPECT_EQ(result.message.first().text, "Hello");
  EXPECT_EQ(result.message.first().reasoning, "Hm");
  EXPECT_EQ(result.message.usage, R"({"input_tokens":9,"output_tokens":5})");
  EXPECT_THAT(result.message.first().blocks,
              ElementsAre(Block{"thinking", "Hm", "c2ln", {}, {}}, Block{"text", "Hello", "", {}, {}}));
}

TEST(StreamAnthropic, CompletedWithWhateverReason) {
  for (const char* reason : {"tool_use", "stop_sequence", "pause_turn", "refusal", "made up"}) {
    const auto result = result_of(messages_begin + messages_finish(reason) + messages_stop);
    const auto* completed = std::get_if<Completed>(&result.outcome);
    ASSERT_NE(completed, nullptr) << describe(result.outcome);
    EXPECT_EQ(completed->reason, reason);
  }
}

TEST(StreamAnthropic, LengthLimited) {
  for (const char* reason : {"max_tokens", "model_context_window_exceeded"}) {
    const auto result = result_of(messages_begin + messages_finish(reason) + messages_stop);
    const auto* limited = std::get_if<LengthLimited>(&result.outcome);
    ASSERT_NE(limited, nullptr) << describe(result.outcome);
    EXPECT_EQ(limited->reason, reason);
  }
}

TEST(StreamAnthropic, AnErrorEventIsTheProvidersError) {
  const auto result = result_of(
      messages_begin + messages_event("error", R"(,"error":{"type":"overloaded_error","message":"Overloaded"})"));
  const auto* error = std::get_if<ProviderError>(&result.outcome);
  ASSERT_NE(error, nullptr) << describe(result.outcome);
  EXPECT_EQ(error->status, 200);
  EXPECT_EQ(error->type, "overloaded_error");
  EXPECT_EQ(error->message, "Overloaded");
  EXPECT_TRUE(error->is_retryable);
  EXPECT_EQ(result.message.first().text, "Hello");
}

TEST(StreamAnthropic, AnErrorStatusIsTheProvidersError) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    const std::string body = R"({"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}})";
    connection.send(
        "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 7\r\n"
        "content-length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    connection.fin();
  });
  auto stream = testing::chat(options_for(peer.port()));
  const Outcome& outcome = stream.result().outcome;
  const auto* error = std::get_if<ProviderError>(&outcome);
  ASSERT_NE(error, nullptr) << describe(outcome);
  EXPECT_EQ(error->status, 429);
  EXPECT_EQ(error->type, "rate_limit_error");
  EXPECT_EQ(error->retry_after, std::chrono::seconds(7));
}

TEST(StreamAnthropic, TruncatedWithoutMessageStop) {
  const auto whole_body = result_of(messages_begin + messages_finish("end_turn"));
  const auto* truncated = std::get_if<Truncated>(&whole_body.outcome);
  ASSERT_NE(truncated, nullptr) << describe(whole_body.outcome);
  EXPECT_EQ(truncated->ending, wire::Ending::complete);
  EXPECT_TRUE(truncated->has_finish_reason);

  const auto reset = result_of(messages_begin, [](PeerConnection& connection) { connection.reset(); });
  truncated = std::get_if<Truncated>(&reset.outcome);
  ASSERT_NE(truncated, nullptr) << describe(reset.outcome);
  EXPECT_EQ(truncated->ending, wire::Ending::reset);
  EXPECT_EQ(reset.message.first().text, "Hello");
}

TEST(StreamAnthropic, OpenaisTerminatorProvesNothing) {
  const auto result = result_of(messages_begin + messages_finish("end_turn") + "data: [DONE]\n\n");
  EXPECT_EQ(name_of(result.outcome), "truncated");
}

TEST(StreamAnthropic, AsksAsAnthropicWantsToBeAsked) {
  std::string request;
  ScriptedPeer peer([&](PeerConnection& connection) {
    request = connection.read_request();
    connection.send(chunked_head + chunk(messages_begin + messages_finish("end_turn") + messages_stop) + last_chunk);
    connection.wait_for_close();
  });
  auto options = options_for(peer.port());
  options.api_key = "sk-ant-1";
  {
    auto stream = testing::chat(options);
    EXPECT_EQ(name_of(stream.result().outcome), "completed");
  }
  EXPECT_THAT(request, HasSubstr("POST /v1/messages HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nx-api-key: sk-ant-1\r\nanthropic-version: 2023-06-01\r\n"));
  EXPECT_THAT(request, HasSubstr(R"("max_tokens":)"));
  EXPECT_THAT(request, ::testing::Not(HasSubstr("authorization")));
}

}  // namespace
}  // namespace wiretape::client
