#include "wiretape/mockserver/gtest.h"

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using matchers::AllHit;
using matchers::AllMatched;
using matchers::AllUsed;
using matchers::Received;
using matchers::Request;
using matchers::Retried;
using ::testing::Not;
using namespace std::chrono_literals;

/// The text with which an assertion fails; "" where it doesn't.
std::string failure_of(const std::function<void()>& assertion) {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter reporter(
        ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    assertion();
  }
  return results.size() == 0 ? "" : results.GetTestPartResult(0).message();
}

/// A server with the exchanges "a" and "b", each at its path.
class Matchers : public ::testing::Test {
 protected:
  static MockServer serve() {
    std::vector<tape::Tape> tapes(1);
    tapes.front().name = "test.yaml";
    tapes.front().exchanges = {plain("a", "/a", "A"), plain("b", "/b", "B")};
    tapes.front().exchanges[1].position = {7, 5};
    return std::get<MockServer>(MockServer::start(std::move(tapes)));
  }

  void ask(std::string_view path, std::string_view json = "{}") {
    testing::RawClient client(server_.port());
    client.send(testing::post(path, json, "Authorization: Bearer sk-1\r\nConnection: close\r\n"));
    static_cast<void>(client.read_all());
    ASSERT_TRUE(server_.journal().wait_for_ended(++asked_, 30s));
  }

  MockServer server_ = serve();
  std::size_t asked_ = 0;
};

TEST_F(Matchers, HoldWhatWasReceivedAgainstEveryClause) {
  ask("/~mine/a?alt=sse", R"({"model":"gpt-4o","messages":[{"content":"Hi there"}]})");
  EXPECT_THAT(server_, Received(Request()));
  EXPECT_THAT(server_, Received(Request().path("/a").method("POST").json(R"({"model":"gpt-4o"})")));
  EXPECT_THAT(server_, Received(Request().query("alt", "sse").header("authorization", "Bearer sk-1")));
  EXPECT_THAT(server_, Received(Request().body_contains("Hi there")));
  EXPECT_THAT(server_, Not(Received(Request().path("/b"))));
  EXPECT_THAT(server_, Not(Received(Request().method("GET"))));
  EXPECT_THAT(server_, Not(Received(Request().json(R"({"model":"gpt-4"})"))));
  EXPECT_THAT(server_, Not(Received(Request().query("alt", "json"))));
  EXPECT_THAT(server_, Not(Received(Request().header("authorization", "Bearer sk-2"))));
  EXPECT_THAT(server_, Not(Received(Request().body_contains("Hello"))));
}

TEST_F(Matchers, SayWhichFaultHasHitNothing) {
  EXPECT_THAT(server_, AllHit());
  ASSERT_TRUE(server_.arm_faults("stall:byte=0;for=1us,silent:connection=7").empty());
  ask("/a");
  const auto failure = failure_of([&] { EXPECT_THAT(server_, AllHit()); });
  EXPECT_THAT(failure, ::testing::HasSubstr("\n  these faults have hit nothing:\n"
                                            "  the plan armed for the listener:1:22: fault 'silent:connection=7'"));
  EXPECT_THAT(failure, Not(::testing::HasSubstr("stall")));
}

TEST_F(Matchers, CountAndTellSessionsApart) {
  ask("/~mine/a");
  ask("/a");
  ask("/a");
  EXPECT_THAT(server_, Received(Request().path("/a")).times(3));
  EXPECT_THAT(server_, Received(Request().path("/a")).in_session("mine").times(1));
  EXPECT_THAT(server_, Received(Request().path("/a")).times(2).in_session(""));
  EXPECT_THAT(server_, Received(Request()).in_session("other").times(0));
  EXPECT_THAT(server_, Not(Received(Request()).in_session("other")));
}

TEST_F(Matchers, ShowWhatWasReceivedAndTheNearestMiss) {
  ask("/b", R"({"model":"gpt-4o"})");
  ask("/~mine/a?key=sk-1", R"({"model":"gpt-4"})");
  EXPECT_EQ(failure_of([&] {
              EXPECT_THAT(server_, Received(Request().path("/a").json(R"({"model":"gpt-4o"})")).in_session("mine"));
            }),
            "Value of: server_\n"
            "Expected: received a request with path /a, json {\"model\":\"gpt-4o\"} in session 'mine'\n"
            "  Actual: a mock server that received these requests:\n"
            "  #1 POST /b: exchange 'b', complete\n"
            "  #2 POST /~mine/a?key=[redacted] in session 'mine': exchange 'a', complete\n"
            "  (of type wiretape::mockserver::MockServer), \n"
            "  the nearest is #2: json /model: expected \"gpt-4o\", found \"gpt-4\"");
}

TEST_F(Matchers, ShowThatNothingWasReceived) {
  EXPECT_EQ(failure_of([&] { EXPECT_THAT(server_, Received(Request().path("/a"))); }),
            "Value of: server_\n"
            "Expected: received a request with path /a\n"
            "  Actual: a mock server that received nothing\n"
            "  (of type wiretape::mockserver::MockServer), \n"
            "  nothing comes near that");
}

TEST_F(Matchers, ShowHowManyThereWere) {
  ask("/a");
  EXPECT_EQ(failure_of([&] { EXPECT_THAT(server_, Received(Request()).times(2)); }),
            "Value of: server_\n"
            "Expected: received any request, 2 times\n"
            "  Actual: a mock server that received these requests:\n"
            "  #1 POST /a: exchange 'a', complete\n"
            "  (of type wiretape::mockserver::MockServer), \n"
            "  1 of them meets that");
}

TEST_F(Matchers, ListWhatIsUnmatched) {
  EXPECT_THAT(server_, AllMatched());
  ask("/a");
  testing::RawClient models(server_.port());
  models.send("GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  static_cast<void>(models.read_all());
  ASSERT_TRUE(server_.journal().wait_for_ended(++asked_, 30s));
  EXPECT_THAT(server_, AllMatched());
  ask("/nothing");
  EXPECT_EQ(failure_of([&] { EXPECT_THAT(server_, AllMatched()); }),
            "Value of: server_\n"
            "Expected: matched every request\n"
            "  Actual: a mock server that received these requests:\n"
            "  #1 POST /a: exchange 'a', complete\n"
            "  #2 GET /v1/models: answered by the server itself, complete\n"
            "  #3 POST /nothing: unmatched, complete\n"
            "  (of type wiretape::mockserver::MockServer), \n"
            "  of which these are unmatched:\n"
            "  #3 POST /nothing: unmatched, complete");
  EXPECT_EQ(server_.clear_journal({.session = ""}), 3U);
  EXPECT_THAT(server_, AllMatched());
}

TEST_F(Matchers, ListWhatIsUnused) {
  ask("/a");
  EXPECT_EQ(failure_of([&] { EXPECT_THAT(server_, AllUsed()); }),
            "Value of: server_\n"
            "Expected: used every exchange\n"
            "  Actual: a mock server that received these requests:\n"
            "  #1 POST /a: exchange 'a', complete\n"
            "  (of type wiretape::mockserver::MockServer), \n"
            "  these exchanges are unused:\n"
            "  test.yaml:7:5: exchange 'b'");
  ask("/b");
  EXPECT_THAT(server_, AllUsed());
}

TEST_F(Matchers, TellHowAClientAskedAgain) {
  EXPECT_THAT(server_, Retried(Request()).times(0));
  EXPECT_THAT(server_, Not(Retried(Request())));
  ask("/a?status=1");
  ask("/~mine/a");
  std::this_thread::sleep_for(20ms);  // a client's back-off
  ask("/~mine/a");
  EXPECT_THAT(server_, Retried(Request()));
  EXPECT_THAT(server_, Retried(Request().path("/a")).times(1).in_session("mine").waiting_at_least(20ms));
  EXPECT_THAT(server_, Retried(Request().path("/b")).times(0));
  EXPECT_THAT(server_, Not(Retried(Request()).in_session("")));
  EXPECT_THAT(server_, Not(Retried(Request()).waiting_at_least(1h)));
  EXPECT_THAT(server_, Not(Retried(Request()).heeding_retry_after())) << "no answer asked to wait";
}

TEST_F(Matchers, ShowWhichTryCameTooSoon) {
  const auto armed = server_.arm_faults("status:code=429;retry_after=30s", "mine");
  ASSERT_TRUE(armed.empty());
  ask("/~mine/a");
  ask("/~mine/a");
  const auto retried = Retried(Request().path("/a")).in_session("mine").times(1).waiting_at_least(1500us);
  const auto failure = failure_of([&] { EXPECT_THAT(server_, retried.heeding_retry_after().waiting_at_least(1h)); });
  EXPECT_THAT(failure, ::testing::HasSubstr("Expected: was asked again for a request with path /a in session 'mine', "
                                            "1 time, at least 3600 s after the answer before, no sooner than "
                                            "Retry-After allowed\n"));
  EXPECT_THAT(failure, ::testing::HasSubstr("\n  #2 is try 2 of its request, "));
  EXPECT_THAT(failure, ::testing::HasSubstr(" ms after the answer to #1, which asked to wait for 30000 ms; "
                                            "expected at least 3600000.0 ms"));
  EXPECT_THAT(server_, Not(Retried(Request()).heeding_retry_after()));
}

TEST_F(Matchers, FollowResetsAndReplacements) {
  auto once = plain("once", "/once", "1");
  once.uses = 1;
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = {once};
  server_.replace(std::move(tapes));
  ask("/once");
  ask("/once");
  EXPECT_EQ(server_.unmatched_requests().size(), 1U);
  server_.reset("");
  ask("/once");
  server_.reset_all();
  ask("/once");
  EXPECT_EQ(server_.unmatched_requests().size(), 1U);
  EXPECT_EQ(server_.uses().front().count, 3U);
}

TEST_F(Matchers, FollowTheTapesOfSessions) {
  EXPECT_FALSE(server_.replace("mine", {{.name = "mine.yaml", .exchanges = {plain("own", "/own", "1")}}}));
  EXPECT_FALSE(server_.add({{.name = "more.yaml", .exchanges = {plain("more", "/more", "2")}}}, "mine"));
  ask("/~mine/own");
  ask("/~mine/a");
  ask("/a");
  ask("/b");
  EXPECT_EQ(server_.unmatched_requests().size(), 1U);
  ::testing::StringMatchResultListener listener;
  EXPECT_FALSE(::testing::Matcher<const MockServer&>(AllUsed()).MatchAndExplain(server_, &listener));
  EXPECT_EQ(listener.str(), "\n  these exchanges are unused:\n  more.yaml:0:0: exchange 'more' of session 'mine'");
  server_.remove_tapes("mine");
  ask("/~mine/a");
  EXPECT_THAT(server_, AllUsed());
  server_.remove_tapes();
  EXPECT_EQ(server_.uses().size(), 0U);
}

}  // namespace
}  // namespace wiretape::mockserver
