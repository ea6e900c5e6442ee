#include "wiretape/mockserver/control/control_tapes.h"

#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/control/control_routes.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

/// A tape with one exchange that answers its path once with its name.
std::string once_on(const std::string& path, const std::string& name) {
  return "wiretape: 1\nexchanges:\n  - id: " + name + "\n    request: {path: " + path +
         "}\n    uses: 1\n    response: {body: " + name + "}\n";
}

class ControlTapes : public ::testing::Test {
 protected:
  ControlAnswer call(std::string method, std::string target, std::string body = "") {
    const ControlRoutes routes({journal_, [] { return std::size_t{0}; }, &responder_, &faults_});
    return std::get<ControlAnswer>(routes.answer({{.method = std::move(method),
                                                   .target = std::move(target),
                                                   .minor_version = 1,
                                                   .fields = {{"host", "localhost"}}},
                                                  std::move(body)}));
  }
  std::string answered(const std::string& target) { return responder_.respond(request_for(target)).exchange; }

  Responder responder_ = responder_of({plain("all", "/a", "A")});
  journal::Journal journal_{{}};
  ArmedListenerFaults listener_;
  FaultArming faults_{responder_.armed(), listener_, net::Security::plain, false};
};

TEST_F(ControlTapes, AnswerOneSessionByItsOwn) {
  const auto answer = call("PUT", "/sessions/mine/tapes?name=my_test.yaml", once_on("/a", "own"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(
      answer.body,
      R"({"tapes":[{"file":"my_test.yaml","exchanges":[{"id":"own","line":3,"column":5,"uses":0}]}],"unmatched":0})"
      "\n");
  EXPECT_EQ(answered("/~mine/a"), "own");
  EXPECT_EQ(answered("/~mine/a"), "");
  EXPECT_EQ(answered("/a"), "all");
  const auto listed = json::parse(call("GET", "/sessions/mine/tapes").body);
  EXPECT_EQ(listed.at("tapes").at(0).at("exchanges").at(0).at("uses"), 1);
  EXPECT_EQ(listed.at("unmatched"), 1);
  EXPECT_EQ(json::parse(call("GET", "/tapes").body).at("tapes").at(0).at("file"), "test.yaml");
}

TEST_F(ControlTapes, AreAddedBehindThoseThatAnswer) {
  const auto added =
      json::parse(call("POST", "/sessions//tapes", once_on("/b", "b") + "---\n" + once_on("/b", "c")).body);
  ASSERT_EQ(added.at("tapes").size(), 3U);
  EXPECT_EQ(added.at("tapes").at(0).at("file"), "test.yaml");
  EXPECT_EQ(added.at("tapes").at(2).at("file"), "tapes");
  EXPECT_EQ(added.at("tapes").at(2).at("exchanges").at(0).at("line"), 10);
  EXPECT_EQ(answered("/a"), "all");
  EXPECT_EQ(answered("/b"), "b");
  EXPECT_EQ(answered("/b"), "c");
  EXPECT_EQ(answered("/~other/b"), "");
}

TEST_F(ControlTapes, AreTakenAway) {
  EXPECT_EQ(call("PUT", "/sessions/mine/tapes", once_on("/a", "own")).status, 200);
  EXPECT_EQ(json::parse(call("DELETE", "/sessions/mine/tapes").body).at("tapes").at(0).at("file"), "test.yaml");
  EXPECT_EQ(answered("/~mine/a"), "all");
  EXPECT_EQ(call("DELETE", "/tapes").body, "{\"tapes\":[],\"unmatched\":0}\n");
  EXPECT_EQ(answered("/~mine/a"), "");
  EXPECT_THAT(responder_.respond(request_for("/a")).program->bytes,
              HasSubstr("no exchange answers POST /a; there are no tapes: PUT some to /tapes or /sessions/NAME/tapes"));
  EXPECT_EQ(call("POST", "/tapes", R"({"wiretape":1,"exchanges":[{"response":{"body":"J"}}]})").status, 200);
  EXPECT_EQ(answered("/~mine/a"), "exchange-1");
}

TEST_F(ControlTapes, WithMistakesChangeNothing) {
  const auto answer =
      call("PUT", "/tapes?name=bad.yaml",
           once_on("/a", "x") + "---\nwiretape: 1\nexchanges: [{reply: {dialect: openai.chat, text: x, txt: y}}]\n");
  EXPECT_EQ(answer.status, 422);
  const auto error = json::parse(answer.body).at("error");
  EXPECT_EQ(error.at("type"), "bad_tape");
  const auto& mistake = error.at("mistakes").at(0);
  EXPECT_EQ(mistake.at("file"), "bad.yaml");
  EXPECT_EQ(mistake.at("line"), 9);
  EXPECT_EQ(mistake.at("column"), 53);
  EXPECT_EQ(mistake.at("found"), "unknown key 'txt'");
  EXPECT_THAT(mistake.at("message"), HasSubstr("bad.yaml:9:53: unknown key 'txt'; expected "));
  EXPECT_THAT(error.at("message"), HasSubstr(mistake.at("message")));
  EXPECT_EQ(answered("/a"), "all");
  EXPECT_EQ(call("POST", "/sessions/" + std::string(257, 'x') + "/tapes", once_on("/a", "x")).status, 422);
}

TEST_F(ControlTapes, ComeInBodiesThatMayBeLong) {
  const std::string comment = "# " + std::string(100'000, 'x') + "\n";
  EXPECT_EQ(call("PUT", "/tapes", comment + once_on("/a", "long")).status, 200);
  EXPECT_EQ(answered("/a"), "long");
  const auto plan = call("POST", "/faults", comment);
  EXPECT_EQ(plan.status, 413);
  EXPECT_THAT(plan.body, HasSubstr("the body is longer than 65536 bytes"));
}

TEST_F(ControlTapes, HaveANameThatIsNotEmpty) {
  const auto answer = call("PUT", "/tapes?name=", once_on("/a", "x"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("name=: expected what the tapes are to be called, such as my_test.yaml"));
  EXPECT_EQ(call("GET", "/tapes?name=x").status, 400);
}

}  // namespace
}  // namespace wiretape::mockserver
