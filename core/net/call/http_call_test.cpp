#include "wiretape/core/net/call/http_call.h"

#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::net {
namespace {

using wire::Ending;
using wiretape::net::testing::Latch;
using wiretape::net::testing::loopback_call;
using wiretape::net::testing::PeerConnection;
using wiretape::net::testing::record;
using wiretape::net::testing::ScriptedPeer;

const std::string head_of_five = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nX-Mixed: Case\r\n\r\n";

TEST(HttpCall, SendsTheRequestAsItIs) {
  std::string received;
  auto options = loopback_call(0);
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      received = connection.read_request();
      connection.send(head_of_five + "hello");
    });
    options.target.port = peer.port();
    (void)record(options);
  }
  EXPECT_EQ(received, options.request);
}

TEST(HttpCall, GivesHeadThenBodyThenEnd) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + head_of_five + "hello");
  });
  const auto recorded = record(loopback_call(peer.port()));
  ASSERT_TRUE(recorded.head.has_value());
  EXPECT_EQ(recorded.head->status, 200);
  EXPECT_EQ(wire::find_field(recorded.head->fields, "x-mixed"), "Case");
  EXPECT_EQ(recorded.body, "hello");
}

TEST(HttpCall, TheEndComesAgainAndAgain) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(head_of_five + "hello");
  });
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), loopback_call(peer.port()));
  (void)record(context, call);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(std::holds_alternative<CallEnd>(call.next()));
    testing::wait_until_ready(context, call);
  }
}

TEST(HttpCall, LeavesAConnectionThatTheNextOneTakes) {
  ScriptedPeer peer([](PeerConnection& connection) {
    for (char number = '1'; !connection.read_request().empty(); ++number)
      connection.send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n" + std::string(1, number));
  });
  boost::asio::io_context context;
  auto options = loopback_call(peer.port());
  options.keeps_connection = true;
  HttpCall first(context.get_executor(), options);
  EXPECT_EQ(record(context, first).body, "1");
  HttpCall second(context.get_executor(), loopback_call(peer.port()), first.take_connection());
  EXPECT_EQ(record(context, second).body, "2");
  EXPECT_EQ(first.take_connection(), nullptr) << "it is gone";
  EXPECT_EQ(second.take_connection(), nullptr) << "it was not asked to keep it";
}

// A server may refuse before it has read a long request. Its answer must not be lost in the failing send.
TEST(HttpCall, ReadsAnAnswerThatComesBeforeTheRequestIsSent) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_raw(16);
    connection.send("HTTP/1.1 413 Content Too Large\r\ncontent-length: 5\r\n\r\nlarge");
    connection.reset();
  });
  auto options = loopback_call(peer.port());
  options.request += std::string(std::size_t{32} << 20, ' ');
  const auto recorded = record(options);
  ASSERT_TRUE(recorded.head.has_value());
  EXPECT_EQ(recorded.head->status, 413);
  EXPECT_EQ(recorded.body, "large");
}

TEST(HttpCall, AResetWhileSendingIsAReset) {
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_raw(16);
    connection.reset();
  });
  auto options = loopback_call(peer.port());
  options.request += std::string(std::size_t{32} << 20, ' ');
  const auto recorded = record(options);
  const auto* ended = std::get_if<ResponseEnded>(&*recorded.end);
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->ending, Ending::reset);
  EXPECT_FALSE(ended->has_begun);
}

TEST(HttpCall, ReadsOnlyWhatWasAskedFor) {
  constexpr std::size_t body_size = std::size_t{64} << 20;
  constexpr std::size_t most_buffered = std::size_t{24} << 20;  // both kernel buffers at their largest, and some
  const std::string body(body_size, 'x');
  std::size_t taken = 0;
  Latch is_full;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(body_size) + "\r\n\r\n");
    taken = connection.send_until_full(body, 200);
    is_full.open();
    connection.send(std::string_view(body).substr(taken));
  });
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), loopback_call(peer.port()));
  while (!std::holds_alternative<HttpCallHead>(call.next()))
    testing::wait_until_ready(context, call);
  is_full.wait();
  EXPECT_LT(taken, most_buffered);

  const auto recorded = record(context, call);
  EXPECT_EQ(recorded.body.size(), body_size);
}

TEST(HttpCall, NothingListens) {
  const testing::RefusingPort port;
  const auto recorded = record(loopback_call(port.port()));
  const auto* failure = std::get_if<TransportFailure>(&*recorded.end);
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->phase, CallPhase::connect);
  EXPECT_EQ(failure->cause, "127.0.0.1:" + std::to_string(port.port()) + ": Connection refused");
}

TEST(HttpCall, NoSuchName) {
  auto options = loopback_call(1);
  options.target.host = "nowhere.invalid";
  options.target.lookup = [](const std::string&, std::uint16_t) -> ResolveResult {
    return text::SystemError{"Name or service not known"};
  };
  const auto recorded = record(options);
  const auto* failure = std::get_if<TransportFailure>(&*recorded.end);
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->phase, CallPhase::resolve);
  EXPECT_EQ(failure->cause, "cannot resolve nowhere.invalid: Name or service not known");
}

TEST(HttpCall, DestroyedInTheMiddleItClosesAndCallsNobody) {
  Latch head_sent;
  std::string after;
  boost::asio::io_context context;
  bool was_called = false;
  {
    ScriptedPeer peer([&](PeerConnection& connection) {
      connection.read_request();
      connection.send(head_of_five);
      after = connection.wait_for_close();
    });
    {
      HttpCall call(context.get_executor(), loopback_call(peer.port()));
      while (!std::holds_alternative<HttpCallHead>(call.next()))
        testing::wait_until_ready(context, call);
      call.wait([&] { was_called = true; });
    }
    context.restart();
    context.run();
  }
  EXPECT_FALSE(was_called);
  EXPECT_EQ(after, "");
}

TEST(HttpCall, ManyRunOnOneContext) {
  constexpr std::size_t count = 50;
  ScriptedPeer peer([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(head_of_five + "hello");
  });
  boost::asio::io_context context;
  std::vector<HttpCall> calls;
  calls.reserve(count);
  std::size_t complete = 0;
  const std::function<void(HttpCall&)> pump = [&](HttpCall& call) {
    for (;;) {
      const auto step = call.next();
      if (std::holds_alternative<HttpCallNeedMore>(step)) return call.wait([&] { pump(call); });
      if (std::holds_alternative<CallEnd>(step)) {
        ++complete;
        return;
      }
    }
  };
  for (std::size_t i = 0; i < count; ++i)
    pump(calls.emplace_back(context.get_executor(), loopback_call(peer.port())));
  context.run();
  EXPECT_EQ(complete, count);
}

}  // namespace
}  // namespace wiretape::net
