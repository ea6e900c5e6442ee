#include "wiretape/mockserver/control/control_faults.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/session/session_bounds.h"
#include "wiretape/mockserver/control/control_routes.h"

namespace wiretape::mockserver {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto path = "/v1/chat/completions";

class ControlFaults : public ::testing::Test {
 protected:
  ControlAnswer call(std::string method, std::string target, std::string body = "") {
    const ControlRoutes routes({journal_, [] { return std::size_t{0}; }, &responder_, &faults_});
    auto answer = routes.answer({{.method = std::move(method),
                                  .target = std::move(target),
                                  .minor_version = 1,
                                  .fields = {{"host", "localhost"}}},
                                 std::move(body)});
    if (auto* pending = std::get_if<PendingAnswer>(&answer)) return *(*pending)();
    return std::get<ControlAnswer>(std::move(answer));
  }
  std::vector<std::string> faults_for(const std::string& target) {
    return responder_.respond(request_for(target)).faults;
  }

  Responder responder_ = responder_of({says("one two")});
  journal::Journal journal_{journal::Bounds{}};
  ArmedListenerFaults listener_;
  FaultArming faults_{responder_.armed(), listener_, net::Security::plain, false};
};

TEST_F(ControlFaults, ArmASessionForSomeRequests) {
  const auto answer = call("POST", "/sessions/s/faults?for_requests=2", "reset:event=2");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr(R"({"armed":["reset:event=2"]})"));
  EXPECT_THAT(faults_for("/~other/v1/chat/completions"), ElementsAre());
  EXPECT_THAT(faults_for("/~s/v1/chat/completions"), ElementsAre("reset:event=2"));
  EXPECT_THAT(call("GET", "/sessions/s/faults").body, HasSubstr(R"("requests":1)"));
  EXPECT_THAT(faults_for("/~s/v1/chat/completions"), ElementsAre("reset:event=2"));
  EXPECT_THAT(faults_for("/~s/v1/chat/completions"), ElementsAre());
}

TEST_F(ControlFaults, ArmEverySessionUntilDisarmed) {
  EXPECT_EQ(call("POST", "/faults", R"({"faults": [{"do": "fin", "at": {"event": 2}}]})").status, 200);
  EXPECT_THAT(faults_for(path), ElementsAre("fin:event=2"));
  EXPECT_EQ(call("DELETE", "/faults").body, "{\"armed\":[]}\n");
  EXPECT_THAT(faults_for(path), ElementsAre());
}

TEST_F(ControlFaults, ArmTheListener) {
  EXPECT_EQ(call("POST", "/faults", "refuse,fin").status, 200);
  EXPECT_TRUE(listener_.refuses());
  EXPECT_THAT(faults_for(path), ElementsAre("fin"));
  EXPECT_EQ(call("DELETE", "/faults").status, 200);
  EXPECT_FALSE(listener_.refuses());
  const auto refused = call("POST", "/sessions/s/faults", "refuse");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("no session: it acts on all connections"));
}

TEST_F(ControlFaults, ShowAllThatIsArmed) {
  call("POST", "/faults?for_requests=2", "refuse,fin");
  call("POST", "/sessions/s/faults", "reset");
  EXPECT_EQ(call("GET", "/faults").body,
            R"({"armed":[{"session":null,"faults":["refuse"],"requests":null},)"
            R"({"session":null,"faults":["fin"],"requests":2},{"session":"s","faults":["reset"],"requests":null}]})"
            "\n");
  EXPECT_EQ(call("GET", "/sessions/s/faults").body,
            "{\"armed\":[{\"session\":\"s\",\"faults\":[\"reset\"],\"requests\":null}]}\n");
  EXPECT_EQ(call("DELETE", "/faults").body, "{\"armed\":[]}\n");
  EXPECT_EQ(call("GET", "/faults").body, "{\"armed\":[]}\n");
}

TEST_F(ControlFaults, TakeThePlaceOfAllThatWasArmedForThem) {
  for (const std::string plan : {"fin", "silent", R"({"faults": []})"}) {
    call("POST", "/faults", "refuse,reset");
    call("POST", "/faults", plan);
    EXPECT_FALSE(listener_.refuses()) << plan;
    EXPECT_THAT(faults_for(path), Not(Contains("reset"))) << plan;
  }
  EXPECT_EQ(call("GET", "/faults").body, "{\"armed\":[]}\n");
  call("POST", "/faults", "refuse");
  call("POST", "/sessions/s/faults", "reset");
  call("POST", "/sessions/s/faults", R"({"faults": []})");
  EXPECT_TRUE(listener_.refuses()) << "a session's plan is one of its own";
  EXPECT_THAT(faults_for("/~s/v1/chat/completions"), ElementsAre());
}

TEST_F(ControlFaults, OfSessionsAreBounded) {
  const std::string longest(longest_session_name, 'x');
  EXPECT_EQ(call("POST", "/sessions/" + longest + "/faults", "fin").status, 200);
  const auto refused = call("POST", "/sessions/" + longest + "x/faults", "fin");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("a session's name of 257 bytes"));
  for (std::size_t session = 1; session < most_sessions; ++session)
    ASSERT_EQ(call("POST", "/sessions/" + std::to_string(session) + "/faults", "fin").status, 200);
  EXPECT_THAT(call("POST", "/sessions/late/faults", "fin").body, HasSubstr("plans for 10000 sessions already"));
  EXPECT_EQ(call("POST", "/sessions/1/faults", "reset").status, 200);
  EXPECT_EQ(call("DELETE", "/sessions/1/faults").status, 200);
  EXPECT_EQ(call("POST", "/sessions/late/faults", "fin").status, 200);
}

TEST_F(ControlFaults, RefuseABadPlanWithPositionAndHintAndArmNothing) {
  for (const std::string body : {"rset:event=4", "reset:event=0", "reset:event=", "{\"faults\": 4}", "", "fin,reset"}) {
    const auto answer = call("POST", "/sessions/s/faults", body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_THAT(answer.body, HasSubstr(R"("mistakes":[{"line":1,"column":)")) << body;
    EXPECT_THAT(faults_for("/~s/v1/chat/completions"), ElementsAre()) << body;
  }
  EXPECT_THAT(call("POST", "/faults", "rset").body, HasSubstr("did you mean 'reset'?"));
  EXPECT_EQ(call("POST", "/faults?for_requests=0", "fin").status, 400);
}

}  // namespace
}  // namespace wiretape::mockserver
