#include "wiretape/mockserver/control/control_faults.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto path = "/v1/chat/completions";

class ControlFaults : public ::testing::Test {
 protected:
  ControlAnswer call(std::string method, std::string target, std::string body = "") {
    const ControlRoutes routes({.responder = responder_,
                                .journal = journal_,
                                .open_connections = [] { return std::size_t{0}; },
                                .arm_listener =
                                    [this](std::vector<ListenerFault> faults, const std::function<void()>& on_armed) {
                                      listener_ = std::move(faults);
                                      on_armed();
                                    }});
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
  std::vector<ListenerFault> listener_;
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
  ASSERT_EQ(listener_.size(), 1U);
  EXPECT_EQ(name_of(listener_[0].action), "refuse");
  EXPECT_THAT(faults_for(path), ElementsAre("fin"));
  EXPECT_EQ(call("DELETE", "/faults").status, 200);
  EXPECT_TRUE(listener_.empty());
  EXPECT_EQ(call("POST", "/sessions/s/faults", "refuse").status, 422);
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
