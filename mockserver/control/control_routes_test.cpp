#include "wiretape/mockserver/control/control_routes.h"

#include <chrono>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

/// An answer with all of its body.
ControlAnswer whole(ControlAnswer answer) {
  if (!answer.more) return answer;
  for (auto piece = answer.more(); !piece.empty(); piece = answer.more())
    answer.body += piece;
  return answer;
}

/// Routes over a responder that has answered "/a" in the session "mine" and left "/nothing" unmatched.
class Routes : public ::testing::Test {
 protected:
  Routes() {
    receive("/~mine/a");
    receive("/nothing");
  }

  void receive(const std::string& target) {
    auto request = request_for(target, R"({"n":1})");
    request.head.fields.push_back({"authorization", "Bearer sk-secret"});
    const auto answer = responder_.respond(request);
    last_ = journal_.received(answer.session, answer.exchange, std::move(request),
                              {.is_unmatched = answer.is_unmatched, .is_limited = answer.is_limited});
  }

  [[nodiscard]] std::variant<ControlAnswer, PendingAnswer> ask(std::string method, std::string target,
                                                               wire::HttpFields fields = {
                                                                   {"host", "localhost"}}) const {
    wire::HttpRequestHead head{
        .method = std::move(method), .target = std::move(target), .minor_version = 1, .fields = std::move(fields)};
    return routes_.answer({std::move(head), ""});
  }

  [[nodiscard]] ControlAnswer answer(std::string method, std::string target) const {
    return whole(std::get<ControlAnswer>(ask(std::move(method), std::move(target))));
  }

  [[nodiscard]] json get(std::string target) const { return json::parse(answer("GET", std::move(target)).body); }

  [[nodiscard]] std::vector<int> numbers(std::string target) const {
    std::vector<int> numbers;
    const auto answered = get(std::move(target));
    for (const auto& entry : answered.at("entries"))
      numbers.push_back(entry.at("number"));
    return numbers;
  }

  Responder responder_{responder_of({plain("a", "/a", "A"), plain("b", "/b", "B")})};
  journal::Journal journal_{{}};
  std::uint64_t last_ = 0;
  ArmedListenerFaults listener_;
  FaultArming faults_{responder_.armed(), listener_, net::Security::plain, false};
  ControlRoutes routes_{{journal_, [] { return std::size_t{5}; }, &responder_, &faults_}, {"ci-host"}};
};

TEST_F(Routes, TellThatTheServerIsWell) {
  EXPECT_EQ(answer("GET", "/health").body, "{\"status\":\"ok\"}\n");
}

TEST_F(Routes, ShowThePageOfAllSessionsAndOfOne) {
  const auto page = answer("GET", "/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body, ::testing::StartsWith("<!DOCTYPE html>"));
  EXPECT_EQ(answer("GET", "/sessions/mine/").body, page.body);
  EXPECT_EQ(answer("GET", "/?x=1").status, 400);
  EXPECT_EQ(answer("POST", "/").allow, "GET");
}

TEST_F(Routes, ListTheTapesWithTheUsesOfTheirExchanges) {
  EXPECT_EQ(answer("GET", "/tapes").body,
            R"({"tapes":[{"file":"test.yaml","exchanges":[{"id":"a","line":0,"column":0,"uses":1},)"
            R"({"id":"b","line":0,"column":0,"uses":0}]}],"unmatched":1})"
            "\n");
}

TEST_F(Routes, ListTheSessions) {
  EXPECT_EQ(get("/sessions"), json::parse(R"({"sessions":[{"name":"","requests":1},{"name":"mine","requests":1}]})"));
}

TEST_F(Routes, GiveTheJournalWithoutSecrets) {
  const auto body = answer("GET", "/journal").body;
  EXPECT_THAT(body, Not(HasSubstr("sk-secret")));
  EXPECT_THAT(body, HasSubstr(R"(["authorization","[redacted]"])"));
  const auto answered = json::parse(body);
  EXPECT_EQ(answered.at("more"), false);
  EXPECT_EQ(answered.at("dropped"), 0);
  EXPECT_EQ(answered.at("entries").at(0).at("exchange"), "a");
  EXPECT_EQ(answered.at("entries").at(1).at("unmatched"), true);
}

TEST_F(Routes, FilterTheJournal) {
  receive("/b?x=1");
  receive("/~mine/b");
  using ::testing::ElementsAre;
  EXPECT_THAT(numbers("/journal"), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(numbers("/sessions/mine/journal"), ElementsAre(1, 4));
  EXPECT_THAT(numbers("/sessions//journal"), ElementsAre(2, 3));
  EXPECT_THAT(numbers("/sessions/%6Dine/journal"), ElementsAre(1, 4));
  EXPECT_THAT(numbers("/sessions/nobody/journal"), ElementsAre());
  EXPECT_THAT(numbers("/journal?path=/b"), ElementsAre(3, 4));
  EXPECT_THAT(numbers("/journal?exchange=a"), ElementsAre(1));
  EXPECT_THAT(numbers("/journal?exchange="), ElementsAre(2));
  EXPECT_THAT(numbers("/sessions/mine/journal?path=/b&after=1"), ElementsAre(4));
  EXPECT_THAT(numbers("/journal?limit=2"), ElementsAre(1, 2));
  EXPECT_EQ(get("/journal?limit=2").at("more"), true);
  EXPECT_EQ(get("/journal?limit=2&after=2").at("more"), false);
}

// These make and read megabytes of JSON, which takes its time where nothing is optimised: each answer is asked for
// once.
TEST_F(Routes, GiveTheJournalInAnswersOfBoundedSize) {
  for (int i = 0; i < 3; ++i) {
    auto request = request_for("/large");
    request.body.assign(7'000'000, 'x');
    static_cast<void>(journal_.received("large", "", std::move(request)));
  }
  const auto first = get("/sessions/large/journal");
  EXPECT_EQ(first.at("entries").size(), 2U);
  EXPECT_EQ(first.at("more"), true);
  const auto rest = get("/sessions/large/journal?after=4");
  EXPECT_EQ(rest.at("entries").size(), 1U);
  EXPECT_EQ(rest.at("more"), false);
}

TEST_F(Routes, CountTheBytesOfTheJournalAsTheyAreWritten) {
  for (int i = 0; i < 2; ++i) {
    auto request = request_for("/escaped");
    request.body.assign(2'000'000, '\x01');  // six bytes each in JSON
    static_cast<void>(journal_.received("escaped", "", std::move(request)));
  }
  const auto waited = std::get<PendingAnswer>(ask("GET", "/sessions/escaped/wait?requests=2"))();
  const auto answered = json::parse(whole(waited.value()).body);
  EXPECT_EQ(answered.at("entries").size(), 1U);
  EXPECT_EQ(answered.at("more"), true);
}

TEST_F(Routes, ClearTheJournal) {
  receive("/~mine/b");
  EXPECT_EQ(answer("DELETE", "/sessions/mine/journal?path=/b").body, "{\"cleared\":1}\n");
  EXPECT_EQ(answer("DELETE", "/sessions/mine/journal").body, "{\"cleared\":1}\n");
  EXPECT_EQ(answer("DELETE", "/journal").body, "{\"cleared\":1}\n");
  EXPECT_EQ(journal_.entries().size(), 0U);
}

TEST_F(Routes, ResetOneSessionOrAll) {
  auto once = plain("once", "/once", "once");
  once.uses = 1;
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = {once};
  responder_.replace(std::move(tapes));
  const auto plays = [&](std::string target) { return responder_.respond(request_for(std::move(target))).exchange; };
  EXPECT_EQ(plays("/~a/once"), "once");
  EXPECT_EQ(plays("/~b/once"), "once");
  EXPECT_EQ(plays("/~a/once"), "");
  EXPECT_EQ(answer("POST", "/sessions/a/reset").body, "{\"reset\":true}\n");
  EXPECT_EQ(plays("/~b/once"), "");
  EXPECT_EQ(plays("/~a/once"), "once");
  EXPECT_EQ(answer("POST", "/reset").status, 200);
  EXPECT_EQ(plays("/~a/once"), "once");
  EXPECT_EQ(plays("/~b/once"), "once");
}

TEST_F(Routes, MoveTheClockOfQuotas) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().limits.requests_per_minute = 1;
  tapes.front().exchanges = {plain("a", "/a", "A")};
  responder_.replace(std::move(tapes));
  const auto is_limited = [&] { return responder_.respond(request_for("/a")).is_limited; };
  EXPECT_FALSE(is_limited());
  EXPECT_TRUE(is_limited());
  EXPECT_EQ(answer("POST", "/clock/advance?by=60s").body, "{\"advanced_us\":60000000}\n");
  EXPECT_FALSE(is_limited());
  EXPECT_TRUE(is_limited());
  EXPECT_EQ(answer("POST", "/sessions//reset").status, 200);
  EXPECT_FALSE(is_limited());
}

TEST_F(Routes, MoveTheClockOnlyByADuration) {
  EXPECT_THAT(answer("POST", "/clock/advance").body, HasSubstr("'by' is missing; expected a duration, such as by=60s"));
  for (const char* by : {"", "60", "-1s", "2d", "1441m"}) {
    const auto answered = answer("POST", std::string("/clock/advance?by=") + by);
    EXPECT_EQ(answered.status, 400) << by;
    EXPECT_THAT(answered.body, HasSubstr("expected a duration of at most a day, such as 500ms or 60s")) << by;
  }
  EXPECT_EQ(answer("GET", "/clock/advance").allow, "POST");
  EXPECT_EQ(answer("POST", "/sessions/a/clock/advance?by=1s").status, 404);
}

TEST_F(Routes, GiveMetrics) {
  const auto metrics = answer("GET", "/metrics");
  EXPECT_EQ(metrics.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(metrics.body, HasSubstr("wiretape_open_connections 5\n"));
  EXPECT_THAT(metrics.body, HasSubstr("wiretape_requests_total{exchange=\"a\"} 1\n"));
  EXPECT_THAT(metrics.body, HasSubstr("wiretape_unmatched_total 1\n"));
}

TEST_F(Routes, WaitUntilEnoughWasReceived) {
  const auto asked = ask("GET", "/sessions/mine/wait?requests=2&timeout=60s");
  const auto& look = std::get<PendingAnswer>(asked);
  EXPECT_FALSE(look());
  receive("/a");
  EXPECT_FALSE(look());
  receive("/~mine/b");
  const auto answered = look();
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 200);
  const auto body = json::parse(whole(*answered).body);
  EXPECT_EQ(body.at("entries").size(), 2U);
  EXPECT_FALSE(body.contains("error"));
}

TEST_F(Routes, WaitUntilEnoughHasEnded) {
  const auto asked = ask("GET", "/wait?timeout=60s&until=ended&path=/a");
  const auto& look = std::get<PendingAnswer>(asked);
  EXPECT_FALSE(look());
  journal_.ended(2, {wire::Ending::complete, 0us});
  EXPECT_FALSE(look());
  journal_.ended(1, {wire::Ending::reset, 0us});
  const auto answered = look();
  ASSERT_TRUE(answered);
  EXPECT_EQ(json::parse(whole(*answered).body).at("entries").at(0).at("end").at("ending"), "reset");
}

TEST_F(Routes, GiveWhatThereIsWhenAWaitIsOver) {
  const auto asked = ask("GET", "/wait?requests=3&timeout=0");
  const auto answered = std::get<PendingAnswer>(asked)();
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 408);
  const auto body = json::parse(whole(*answered).body);
  EXPECT_EQ(body.at("entries").size(), 2U);
  EXPECT_EQ(body.at("error").at("type"), "timeout");
  EXPECT_EQ(body.at("error").at("message"), "fewer than 3 requests were received in time");
}

TEST_F(Routes, ListTheFaultsThatHitNothing) {
  EXPECT_EQ(answer("GET", "/faults/unhit").body, "{\"unhit\":[]}\n");
  const auto armed = faults_.arm("stall:byte=0,fin:byte=0;attempt=7", "mine", {}, [] {});
  ASSERT_TRUE(std::holds_alternative<std::vector<std::string>>(armed));
  static_cast<void>(faults_.arm("silent:connection=3", {}, {}, [] {}));
  receive("/~mine/a");
  const auto unhit = get("/faults/unhit").at("unhit");
  ASSERT_EQ(unhit.size(), 2U);
  EXPECT_EQ(unhit.at(0).at("plan"), "the plan armed for session 'mine'");
  EXPECT_EQ(unhit.at(0).at("fault"), "fin:byte=0;attempt=7");
  EXPECT_TRUE(unhit.at(0).at("exchange").is_null());
  EXPECT_EQ(unhit.at(1).at("plan"), "the plan armed for the listener");
  EXPECT_EQ(unhit.at(1).at("fault"), "silent:connection=3");
}

TEST_F(Routes, ListWhoIsHeldAndReleaseThem) {
  auto& held = responder_.held();
  held.requested("mine", 1);
  held.number(1, 7);
  held.requested("", 2);
  held.number(2, 8);
  held.arrive(1, {30s, true}, HeldStreams::Time(1h));
  held.arrive(2, {30s}, HeldStreams::Time(1h));
  const auto all = get("/held").at("held");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(0).at("number"), 7);
  EXPECT_EQ(all.at(0).at("session"), "mine");
  EXPECT_EQ(all.at(0).at("until"), "next_request");
  EXPECT_TRUE(all.at(0).at("held_us").is_number_integer());
  EXPECT_EQ(all.at(1).at("until"), "release");
  EXPECT_EQ(get("/sessions/mine/held").at("held").size(), 1U);
  EXPECT_EQ(answer("POST", "/sessions/mine/release").body, "{\"released\":1}\n");
  EXPECT_EQ(get("/sessions/mine/held").at("held").size(), 0U);
  EXPECT_EQ(answer("POST", "/release").body, "{\"released\":1}\n");
}

TEST_F(Routes, WaitUntilSoManyAreHeld) {
  const auto asked = ask("GET", "/sessions/mine/held?requests=1&timeout=60s");
  const auto& pending = std::get<PendingAnswer>(asked);
  EXPECT_FALSE(pending());
  responder_.held().requested("mine", 1);
  responder_.held().number(1, 7);
  responder_.held().arrive(1, {30s}, HeldStreams::Time(1h));
  const auto answered = pending();
  ASSERT_TRUE(answered);
  EXPECT_EQ(json::parse(answered->body).at("held").size(), 1U);
}

TEST_F(Routes, TellInVainThatTooFewAreHeld) {
  const auto asked = ask("GET", "/held?requests=2&timeout=0");
  const auto answered = std::get<PendingAnswer>(asked)();
  ASSERT_TRUE(answered);
  EXPECT_EQ(answered->status, 408);
  const auto body = json::parse(answered->body);
  EXPECT_EQ(body.at("held").size(), 0U);
  EXPECT_EQ(body.at("error").at("message"), "fewer than 2 responses were held at once in time");
}

TEST_F(Routes, TellWhatWasAskedAgain) {
  EXPECT_EQ(answer("GET", "/retries").body, "{\"retries\":[],\"more\":false}\n");
  receive("/~mine/a");
  const auto body = get("/sessions/mine/retries?path=/a");
  EXPECT_EQ(body.at("retries").at(0).at("number"), 3);
  EXPECT_EQ(body.at("retries").at(0).at("retry").at("count"), 1);
  EXPECT_EQ(body.at("retries").at(0).at("retry").at("previous"), 1);
  EXPECT_TRUE(get("/sessions//retries").at("retries").empty());
  EXPECT_TRUE(get("/retries?after=3").at("retries").empty());
}

TEST_F(Routes, SayWhereABackOffIsNotAsExpected) {
  receive("/~mine/a");
  EXPECT_EQ(answer("GET", "/retries?retries=1").status, 200);
  EXPECT_EQ(answer("GET", "/sessions//retries?retries=0").status, 200);
  const auto answered = answer("GET", "/retries?retries=2");
  EXPECT_EQ(answered.status, 409);
  EXPECT_EQ(json::parse(answered.body).at("error").at("message"), "requests were made again 1 time; expected 2 times");
  EXPECT_EQ(json::parse(answered.body).at("error").at("type"), "unexpected_retries");
  EXPECT_EQ(json::parse(answered.body).at("retries").size(), 1U);
  EXPECT_EQ(answer("GET", "/retries?min_wait=60m").status, 409);
  EXPECT_EQ(answer("GET", "/retries?retry_after=heeded").status, 409);
}

TEST_F(Routes, SayWhichPlacesThereAre) {
  for (const char* target :
       {"/sessions/", "/nowhere", "/health/", "/sessions/a", "/sessions/a/health", "/sessions/a/journal/",
        "/sessions/%zz/journal", "//health", "*", "http://localhost/health", "/fault"}) {
    const auto answered = answer("GET", target);
    EXPECT_EQ(answered.status, 404) << target;
    EXPECT_THAT(answered.body,
                HasSubstr("there are /, /clock/advance, /faults, /faults/unhit, /health, /held, /journal, "
                          "/metrics, /release, /reset, /retries, /sessions, /sessions/{name}/, "
                          "/sessions/{name}/faults, /sessions/{name}/held, /sessions/{name}/journal, "
                          "/sessions/{name}/release, /sessions/{name}/reset, /sessions/{name}/retries, "
                          "/sessions/{name}/tapes, /sessions/{name}/wait, "
                          "/tapes, /wait"));
  }
}

TEST_F(Routes, SayWhichMethodsThereAre) {
  const auto answered = answer("PUT", "/journal");
  EXPECT_EQ(answered.status, 405);
  EXPECT_EQ(answered.allow, "GET, DELETE");
  EXPECT_THAT(answered.body, HasSubstr("PUT /journal: expected GET, DELETE"));
  EXPECT_EQ(answer("GET", "/reset").allow, "POST");
}

TEST_F(Routes, SayWhichParametersThereAre) {
  EXPECT_EQ(answer("GET", "/health?a=1").status, 400);
  EXPECT_EQ(answer("DELETE", "/journal?limit=1").status, 400);
  EXPECT_THAT(answer("GET", "/journal?timeout=1s").body,
              HasSubstr("unknown query parameter 'timeout'; allowed: path, exchange, limit, after"));
}

TEST_F(Routes, RefuseWhatComesByAnotherName) {
  const auto status = [&](wire::HttpFields fields) {
    return std::get<ControlAnswer>(ask("GET", "/health", std::move(fields))).status;
  };
  EXPECT_EQ(status({{"Host", "evil.example"}}), 403);
  EXPECT_EQ(status({}), 400);
  EXPECT_EQ(status({{"Host", "localhost"}, {"host", "localhost"}}), 400);
  EXPECT_EQ(status({{"Host", "localhost"}, {"Host", "evil.example"}}), 403);
  EXPECT_EQ(status({{"Host", "evil.example"}, {"Host", "localhost"}}), 403);
  EXPECT_EQ(status({{"Host", "localhost:80@evil.example"}}), 403);
  EXPECT_EQ(status({{"Host", "localhost"}, {"Origin", "http://localhost"}, {"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(status({{"Host", "ci-host:8090"}}), 200);
  EXPECT_EQ(status({{"Host", "127.0.0.1:8090"}}), 200);
  EXPECT_EQ(status({{"Host", "localhost"}, {"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(status({{"Host", "localhost"}, {"Origin", "http://localhost:3000"}}), 200);
}

TEST_F(Routes, OfWhoPlaysNothingHaveNoTapes) {
  const ControlRoutes routes({journal_, [] { return std::size_t{0}; }});
  const auto status = [&](const std::string& target) {
    const wire::HttpRequest request{{"GET", target, 1, {{"host", "localhost"}}}, ""};
    return std::get<ControlAnswer>(routes.answer(request)).status;
  };
  EXPECT_EQ(status("/journal"), 200);
  EXPECT_EQ(status("/sessions"), 200);
  EXPECT_EQ(status("/"), 200);
  EXPECT_EQ(status("/tapes"), 404);
  EXPECT_EQ(status("/sessions/a/faults"), 404);
}

}  // namespace
}  // namespace wiretape::mockserver
