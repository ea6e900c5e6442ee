#include "wiretape/mockserver/control/control_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::mockserver {
namespace {

TEST(ControlAnswers, AreJsonInOneLine) {
  const auto answer = control_json({{"b", 1}, {"a", "é\xff"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(answer.body, "{\"b\":1,\"a\":\"é\xEF\xBF\xBD\"}\n");
}

TEST(ControlAnswers, SayWhatIsWrong) {
  const auto answer = control_error(404, "not_found", "there is no \"/x\"");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"error":{"type":"not_found","message":"there is no \"/x\""}})"
                         "\n");
}

}  // namespace
}  // namespace wiretape::mockserver
