// Tapes that are set by the control plane of a real server, and what its data port then answers.

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/host/host.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;

std::string says_tape(const std::string& text, const std::string& more = "") {
  return "wiretape: 1\nexchanges:\n  - id: " + text + "\n    uses: 1\n    response: {body: " + text + "}\n" + more;
}

/// A server without tapes.
class TapesOverHttp : public ::testing::Test {
 protected:
  TapesOverHttp() {
    host_ = std::get<std::unique_ptr<Host>>(
        Host::open(context_, {}, {.server = {.threads = 2}, .control = ControlOptions{}}));
    thread_ = std::thread([this] {
      const auto work = boost::asio::make_work_guard(context_);
      context_.run();
    });
  }
  ~TapesOverHttp() override {
    context_.stop();
    thread_.join();
  }

  [[nodiscard]] std::string control(const std::string& start, const std::string& body = "",
                                    const std::string& fields = "") const {
    RawClient client(host_->ready().control_port);
    client.send(start + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    return client.read_all();
  }
  [[nodiscard]] std::string ask(const std::string& path) const {
    RawClient client(host_->ready().port);
    client.send(post(path, R"({"model":"m"})", "Connection: close\r\n"));
    return client.read_all();
  }

  boost::asio::io_context context_{1};
  std::unique_ptr<Host> host_;
  std::thread thread_;
};

TEST_F(TapesOverHttp, AnswerFromTheNextRequestOn) {
  EXPECT_THAT(ask("/x"), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(control("PUT /tapes", says_tape("hello")), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(ask("/x"), EndsWith("\r\n\r\nhello"));
  EXPECT_THAT(control("POST /tapes", says_tape("again")), HasSubstr(R"("id":"again")"));
  EXPECT_THAT(ask("/x"), EndsWith("\r\n\r\nagain"));
  EXPECT_THAT(ask("/~other/x"), EndsWith("\r\n\r\nhello"));
  EXPECT_THAT(control("DELETE /tapes"), EndsWith("{\"tapes\":[],\"unmatched\":0}\n"));
  EXPECT_THAT(ask("/x"), StartsWith("HTTP/1.1 404 "));
}

TEST_F(TapesOverHttp, LeaveWhatPlaysToItsEnd) {
  EXPECT_THAT(control("PUT /tapes",
                      "wiretape: 1\nexchanges:\n  - response: {body: aabb}\n    delivery: {gap: 1ms, "
                      "fragment: {size: 2}}\n    faults: [{do: hang, at: {byte: 2}}]\n"),
              StartsWith("HTTP/1.1 200 "));
  RawClient playing(host_->ready().port);
  playing.send(post("/x", "{}"));
  EXPECT_THAT(playing.read_until("aa"), EndsWith("aa"));
  EXPECT_THAT(control("PUT /tapes", says_tape("new")), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(ask("/x"), EndsWith("\r\n\r\nnew"));
  EXPECT_EQ(playing.read_now(), "") << "it hangs on";
}

TEST_F(TapesOverHttp, OfSessionsSideBySideDontMix) {
  constexpr int sessions = 8;
  std::array<std::string, sessions> failed;
  {
    std::vector<std::jthread> all;
    for (int session = 0; session < sessions; ++session) {
      all.emplace_back([this, session, &mine = failed[static_cast<std::size_t>(session)]] {
        const auto name = "s" + std::to_string(session);
        for (int round = 0; round < 20; ++round) {
          const auto text = name + "-" + std::to_string(round);
          static_cast<void>(control("PUT /sessions/" + name + "/tapes", says_tape(text)));
          const auto answer = ask("/~" + name + "/x");
          if (!answer.ends_with("\r\n\r\n" + text)) mine += text + ": " + answer + "\n";
        }
      });
    }
  }
  for (const auto& each : failed)
    EXPECT_EQ(each, "");
}

TEST_F(TapesOverHttp, AreWhatTheStrictReportIsOf) {
  EXPECT_THAT(control("PUT /sessions/mine/tapes", says_tape("one")), StartsWith("HTTP/1.1 200 "));
  ASSERT_THAT(host_->strict_report().unused, SizeIs(1));
  EXPECT_EQ(host_->strict_report().unused.front().session, "mine");
  EXPECT_THAT(ask("/~mine/x"), EndsWith("one"));
  EXPECT_TRUE(host_->strict_report().is_clean());
  EXPECT_THAT(control("PUT /sessions/mine/tapes", says_tape("one")), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(host_->strict_report().unused, SizeIs(1)) << "the new tape's was not used";
  EXPECT_THAT(control("DELETE /sessions/mine/tapes"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(host_->strict_report().unused, IsEmpty());
  EXPECT_THAT(ask("/~mine/x"), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(host_->strict_report().unmatched, 1U);
}

TEST_F(TapesOverHttp, ComeAsTheyAreAndNotWithoutBound) {
  EXPECT_THAT(control("PUT /tapes", says_tape("x"), "Content-Encoding: gzip\r\n"), StartsWith("HTTP/1.1 415 "));
  const std::string comment = "# " + std::string(1'000'000, 'x') + "\n";
  EXPECT_THAT(control("PUT /tapes", comment + says_tape("long")), StartsWith("HTTP/1.1 200 "));
  RawClient client(host_->ready().control_port);
  client.send("PUT /tapes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4194305\r\n\r\n");
  const auto refused = client.read_all();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(refused, HasSubstr("the body is longer than 4194304 bytes"));
  EXPECT_THAT(ask("/x"), EndsWith("\r\n\r\nlong"));
}

}  // namespace
}  // namespace wiretape::mockserver
