#include "wiretape/mockserver/answer/refusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

TEST(Refusal, IsAnErrorInJsonAfterWhichTheConnectionCloses) {
  const auto answer = refusal(503, "wiretape_busy", "come back \"later\"");
  EXPECT_EQ(answer.program->bytes,
            "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 91\r\n\r\n"
            R"({"error":{"message":"come back \"later\"","type":"wiretape_busy","param":null,"code":null}})");
  EXPECT_TRUE(std::holds_alternative<program::FinAction>(answer.program->steps.back().action));
  EXPECT_EQ(answer.session, "");
  EXPECT_EQ(answer.exchange, "");
}

}  // namespace
}  // namespace wiretape::mockserver
