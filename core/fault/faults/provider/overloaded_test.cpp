#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

TEST(OverloadedFault, SaysWhatTheProviderSays) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test(), "overloaded:at=start")),
            "data: {\"error\":{\"message\":\"That model is currently overloaded with other requests.\","
            "\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test("anthropic.messages"), "overloaded:at=start")),
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
            "\"Overloaded\"},\"request_id\":\"req_011CWiretapeRequestId000\"}\n\n");
}

TEST(OverloadedFault, IsHeardAfterWhatCameBefore) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "overloaded");
      EXPECT_FALSE(heard.error.empty());
      EXPECT_EQ(heard.message.first().tool_calls.size(), 2);
      EXPECT_EQ(heard.message.first().finish_reason, std::nullopt);
      EXPECT_FALSE(heard.done);
    }
  }
}

TEST(OverloadedFault, NeedsADialect) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "overloaded").found, "a stream of no known dialect");
}

}  // namespace
}  // namespace wiretape::fault
