#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

TEST(StatusFault, AnswersInTheProvidersOwnWords) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "status:code=429;message=Slow down;retry_after=20s").bytes,
            "HTTP/1.1 429 Too Many Requests\r\n"
            "content-type: application/json\r\n"
            "x-request-id: req_000000000000WiretapeRequestId000\r\n"
            "retry-after: 20\r\n"
            "content-length: 93\r\n"
            "\r\n"
            R"({"error":{"message":"Slow down","type":"requests","param":null,"code":"rate_limit_exceeded"}})");
  const std::string anthropic =
      compile::broken(compile::reply_for_test("anthropic.messages"), "status:code=529;message=Overloaded").bytes;
  EXPECT_TRUE(anthropic.starts_with("HTTP/1.1 529 ")) << anthropic;
  EXPECT_NE(anthropic.find("\r\nrequest-id: req_"), std::string::npos) << anthropic;
  EXPECT_NE(anthropic.find(
                R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_)"),
            std::string::npos)
      << anthropic;
}

TEST(StatusFault, SaysTheTypeAndCodeThatAPlanGives) {
  const std::string bytes =
      compile::broken(compile::reply_for_test(), "status:code=500;message=m;type=weird_error;error_code=e1").bytes;
  EXPECT_TRUE(bytes.ends_with(R"({"error":{"message":"m","type":"weird_error","param":null,"code":"e1"}})")) << bytes;
}

TEST(StatusFault, DatesCountFromAFixedInstantOrAGivenOne) {
  const std::string fixed =
      compile::broken(compile::reply_for_test(), "status:code=503;retry_after=30s;retry_after_form=date").bytes;
  EXPECT_NE(fixed.find("date: Wed, 01 Jan 2025 00:00:00 GMT\r\nretry-after: Wed, 01 Jan 2025 00:00:30 GMT\r\n"),
            std::string::npos)
      << fixed;
  const std::string given =
      compile::broken(compile::reply_for_test(), "status:code=503;retry_after=1m;retry_after_form=date;now=784111777")
          .bytes;
  EXPECT_NE(given.find("date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:50:37 GMT\r\n"),
            std::string::npos)
      << given;
}

TEST(StatusFault, RetryAfterIsRoundedUp) {
  const std::string bytes = compile::broken(compile::reply_for_test(), "status:code=429;retry_after=1500ms").bytes;
  EXPECT_NE(bytes.find("retry-after: 2\r\n"), std::string::npos) << bytes;
}

TEST(StatusFault, IsPlainJsonWhereNoDialectIsKnown) {
  const std::string bytes =
      compile::broken(compile::events_for_test({"a"}), "status:code=500;message=No \"luck\";type=t;error_code=c").bytes;
  EXPECT_EQ(bytes,
            "HTTP/1.1 500 Internal Server Error\r\n"
            "content-type: application/json\r\n"
            "content-length: 57\r\n"
            "\r\n"
            R"({"error":{"message":"No \"luck\"","type":"t","code":"c"}})");
}

TEST(StatusFault, TakesThePlaceOfARecording) {
  const compile::AnswerForTest answer = compile::recorded_for_test(compile::reply_for_test());
  const std::string bytes = compile::broken(answer, "status:code=404").bytes;
  EXPECT_TRUE(bytes.starts_with("HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\n")) << bytes;
  EXPECT_EQ(bytes.find("chunked"), std::string::npos);
}

}  // namespace
}  // namespace wiretape::fault
