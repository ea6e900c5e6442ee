// Every deadline and every phase that a call can be cancelled in. A peer that holds still makes the phase last; the
// only clock is the deadline under test, and nothing is said about how late it may be noticed.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::net {
namespace {

using std::chrono::milliseconds;
using wiretape::net::testing::FullListener;
using wiretape::net::testing::Latch;
using wiretape::net::testing::loopback_call;
using wiretape::net::testing::PeerConnection;
using wiretape::net::testing::record;
using wiretape::net::testing::ScriptedPeer;

constexpr milliseconds soon{40};

void expect_passed(const CallEnd& end, Deadline deadline, CallPhase phase) {
  const auto* passed = std::get_if<DeadlinePassed>(&end);
  ASSERT_NE(passed, nullptr) << "alternative " << end.index();
  EXPECT_EQ(to_string(passed->deadline), to_string(deadline));
  EXPECT_EQ(to_string(passed->phase), to_string(phase));
  EXPECT_EQ(passed->limit, soon);
}

CallEnd timed_end(const HttpCallOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  auto recorded = record(options);
  EXPECT_GE(std::chrono::steady_clock::now() - start, soon);
  return *recorded.end;
}

/// A lookup that holds until the test is over.
class StuckLookup {
 public:
  StuckLookup() = default;
  StuckLookup(const StuckLookup&) = delete;
  StuckLookup& operator=(const StuckLookup&) = delete;
  ~StuckLookup() { released_->open(); }

  [[nodiscard]] Lookup lookup() const {
    return [released = released_](const std::string&, std::uint16_t) -> ResolveResult {
      released->wait();
      return text::SystemError{"released"};
    };
  }

 private:
  std::shared_ptr<Latch> released_ = std::make_shared<Latch>();
};

TEST(HttpCallDeadline, Resolve) {
  const StuckLookup stuck;
  auto options = loopback_call(1);
  options.target.host = "stuck";
  options.target.lookup = stuck.lookup();
  options.target.timeouts.resolve = soon;
  expect_passed(timed_end(options), Deadline::resolve, CallPhase::resolve);
}

TEST(HttpCallDeadline, Connect) {
  const FullListener full;
  auto options = loopback_call(full.port());
  options.target.timeouts.connect = soon;
  expect_passed(timed_end(options), Deadline::connect, CallPhase::connect);
}

TEST(HttpCallDeadline, FirstByte) {
  ScriptedPeer peer([](PeerConnection& connection) { connection.wait_for_close(); });
  auto options = loopback_call(peer.port());
  options.timeouts.first_byte = soon;
  expect_passed(timed_end(options), Deadline::first_byte, CallPhase::head);
}

// The peer does not even read: the request can't be sent.
TEST(HttpCallDeadline, FirstByteCoversTheSending) {
  Latch over;
  ScriptedPeer peer([&](PeerConnection&) { over.wait(); });
  auto options = loopback_call(peer.port());
  options.request += std::string(std::size_t{32} << 20, ' ');
  options.timeouts.first_byte = soon;
  expect_passed(timed_end(options), Deadline::first_byte, CallPhase::head);
  over.open();
}

TEST(HttpCallDeadline, IdleInTheHead) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.send("HTTP/1.1 200 O");
    connection.wait_for_close();
  });
  auto options = loopback_call(peer.port());
  options.timeouts.idle = soon;
  expect_passed(timed_end(options), Deadline::idle, CallPhase::head);
}

TEST(HttpCallDeadline, IdleInTheBodyKeepsWhatCame) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
    connection.wait_for_close();
  });
  auto options = loopback_call(peer.port());
  options.timeouts.idle = soon;
  const auto recorded = record(options);
  expect_passed(*recorded.end, Deadline::idle, CallPhase::body);
  EXPECT_EQ(recorded.body, "hello");
}

// Bytes alone don't feed the idle limit: only feed_idle() does.
TEST(HttpCallDeadline, IdleInAFloodOfUselessBytes) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.send(": ping\n\n")) {
    }
  });
  auto options = loopback_call(peer.port());
  options.timeouts.idle = soon;
  expect_passed(*record(options).end, Deadline::idle, CallPhase::body);
}

TEST(HttpCallDeadline, TotalInEachPhase) {
  const StuckLookup stuck;
  auto stuck_name = loopback_call(1);
  stuck_name.target.host = "stuck";
  stuck_name.target.lookup = stuck.lookup();
  stuck_name.timeouts.total = soon;
  expect_passed(timed_end(stuck_name), Deadline::total, CallPhase::resolve);

  const FullListener full;
  auto unanswered = loopback_call(full.port());
  unanswered.timeouts.total = soon;
  expect_passed(timed_end(unanswered), Deadline::total, CallPhase::connect);

  ScriptedPeer silent([](PeerConnection& connection) { connection.wait_for_close(); });
  auto without_head = loopback_call(silent.port());
  without_head.timeouts.total = soon;
  expect_passed(timed_end(without_head), Deadline::total, CallPhase::head);

  ScriptedPeer endless([](PeerConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.send("data: x\n\n")) {
    }
  });
  auto without_end = loopback_call(endless.port());
  without_end.timeouts.total = soon;
  expect_passed(timed_end(without_end), Deadline::total, CallPhase::body);
}

// The first address never answers; the second must still get its turn.
TEST(HttpCallDeadline, ConnectLeavesTimeForTheNextAddress) {
  const FullListener full;
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
  });
  auto options = loopback_call(peer.port());
  options.target.host = "two-addresses";
  options.target.timeouts.connect = std::chrono::seconds(1);
  options.target.lookup = [&](const std::string&, std::uint16_t) -> ResolveResult {
    const auto loopback = boost::asio::ip::address_v4::loopback();
    return std::vector<boost::asio::ip::tcp::endpoint>{{loopback, full.port()}, {loopback, peer.port()}};
  };
  const auto recorded = record(options);
  ASSERT_TRUE(recorded.head.has_value());
  EXPECT_EQ(recorded.head->status, 204);
}

TEST(HttpCallDeadline, ARefusedAddressIsFollowedByTheNext) {
  const testing::RefusingPort refusing;
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
  });
  auto options = loopback_call(peer.port());
  options.target.host = "two-addresses";
  options.target.lookup = [&](const std::string&, std::uint16_t) -> ResolveResult {
    const auto loopback = boost::asio::ip::address_v4::loopback();
    return std::vector<boost::asio::ip::tcp::endpoint>{{loopback, refusing.port()}, {loopback, peer.port()}};
  };
  EXPECT_TRUE(record(options).head.has_value());
}

// Runs a call until it is in `phase`, cancels it from another thread and expects that to be its end.
void cancel_in(CallPhase phase, const HttpCallOptions& options) {
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), options);
  bool is_over = false;
  const std::function<void()> pump = [&] {
    for (;;) {
      const auto step = call.next();
      if (std::holds_alternative<HttpCallNeedMore>(step)) return call.wait(pump);
      if (const auto* end = std::get_if<CallEnd>(&step)) {
        is_over = true;
        const auto* cancelled = std::get_if<CallCancelled>(end);
        ASSERT_NE(cancelled, nullptr) << "alternative " << end->index();
        EXPECT_EQ(to_string(cancelled->phase), to_string(phase));
        return;
      }
    }
  };
  pump();
  while (call.phase() != phase && !is_over)
    context.run_one();
  ASSERT_FALSE(is_over) << "before " << to_string(phase);

  std::thread([&] { call.cancel(); }).join();
  context.run();
  EXPECT_TRUE(is_over) << to_string(phase);
}

TEST(HttpCallCancel, InEachPhase) {
  const StuckLookup stuck;
  auto stuck_name = loopback_call(1);
  stuck_name.target.host = "stuck";
  stuck_name.target.lookup = stuck.lookup();
  cancel_in(CallPhase::resolve, stuck_name);

  const FullListener full;
  cancel_in(CallPhase::connect, loopback_call(full.port()));

  ScriptedPeer silent([](PeerConnection& connection) { connection.wait_for_close(); });
  cancel_in(CallPhase::head, loopback_call(silent.port()));

  ScriptedPeer holding([](PeerConnection& connection) {
    connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
    connection.wait_for_close();
  });
  cancel_in(CallPhase::body, loopback_call(holding.port()));
}

TEST(HttpCallCancel, BeforeItStarts) {
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), loopback_call(1));
  call.cancel();
  const auto recorded = record(context, call);
  EXPECT_TRUE(std::holds_alternative<CallCancelled>(*recorded.end));
}

TEST(HttpCallCancel, TwiceIsOnce) {
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), loopback_call(1));
  call.cancel();
  call.cancel();
  EXPECT_TRUE(std::holds_alternative<CallCancelled>(*record(context, call).end));
  context.restart();
  context.run();
}

TEST(HttpCallCancel, WhatHadArrivedIsStillHandedOut) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
    connection.wait_for_close();
  });
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), loopback_call(peer.port()));
  while (!std::holds_alternative<HttpCallHead>(call.next()))
    testing::wait_until_ready(context, call);
  call.cancel();
  const auto recorded = record(context, call);
  EXPECT_TRUE(std::holds_alternative<CallCancelled>(*recorded.end));
}

}  // namespace
}  // namespace wiretape::net
