#include "wiretape/client/async_stream.h"

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "wiretape/client/async_client.h"
#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/loopback_client.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::client {
namespace {

using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using wiretape::client::testing::chunk;
using wiretape::client::testing::chunked_head;
using wiretape::client::testing::loopback_options;
using wiretape::client::testing::make_client;
using wiretape::client::testing::text_event;

/// Collects a stream's text until it is over.
struct Collector {
  explicit Collector(AsyncStream made) : stream(std::move(made)) {}

  void pump() {
    while (auto event = stream.next()) {
      if (const auto* piece = std::get_if<TextEvent>(&*event)) text += piece->text;
    }
    if (!stream.is_finished()) stream.wait([this] { pump(); });
  }

  AsyncStream stream;
  std::string text;
};

TEST(AsyncStream, ManyShareOneContext) {
  constexpr std::size_t count = 50;
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hel")));
    connection.send(chunk(text_event("lo") + testing::done_event));
    connection.wait_for_close();
  });
  boost::asio::io_context context;
  const AsyncClient client(make_client(loopback_options(peer.port())), context.get_executor());
  std::vector<std::unique_ptr<Collector>> collectors;
  for (std::size_t i = 0; i < count; ++i) {
    collectors.push_back(std::make_unique<Collector>(client.chat({"m-1", "Hello?"})));
  }
  for (auto& collector : collectors)
    collector->pump();
  // The peer serves one connection after the other and waits for each to close, so each must go once it is done.
  std::size_t finished = 0;
  while (finished < count) {
    context.restart();
    ASSERT_GT(context.run_one(), 0U);
    for (auto& collector : collectors) {
      if (!collector || !collector->stream.is_finished()) continue;
      EXPECT_EQ(collector->text, "Hello");
      EXPECT_EQ(name_of(collector->stream.result().outcome), "completed");
      collector.reset();
      ++finished;
    }
  }
}

TEST(AsyncStream, AFinishedStreamLeavesNoWorkBehind) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hello") + testing::done_event));
    connection.wait_for_close();
  });
  boost::asio::io_context context;
  auto options = loopback_options(peer.port());
  options.timeouts = Timeouts{};
  options.timeouts.total = std::chrono::hours(1);
  Collector collector(AsyncClient(make_client(options), context.get_executor()).chat({"m-1", "Hello?"}));
  collector.pump();
  context.run();  // returns, though the response is not at its end and an hour is left
  EXPECT_TRUE(collector.stream.is_finished());
}

TEST(AsyncStream, DestroyedWhileWaitingItCallsNobody) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.wait_for_close(); });
  boost::asio::io_context context;
  bool was_called = false;
  {
    auto stream =
        AsyncClient(make_client(loopback_options(peer.port())), context.get_executor()).chat({"m-1", "Hello?"});
    EXPECT_EQ(stream.next(), std::nullopt);
    stream.wait([&] { was_called = true; });
  }
  context.run();
  EXPECT_FALSE(was_called);
}

}  // namespace
}  // namespace wiretape::client
