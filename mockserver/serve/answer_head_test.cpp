#include "wiretape/mockserver/serve/answer_head.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

AnswerHead head_of(std::string bytes) {
  program::WireProgram program;
  program.bytes = std::move(bytes);
  return answer_head(program);
}

TEST(AnswerHead, TellsTheStatus) {
  EXPECT_EQ(head_of("HTTP/1.1 200 OK\r\n\r\nbody"), (AnswerHead{200, {}}));
  EXPECT_EQ(head_of("HTTP/1.0 404 Not Found\r\ndate: x\r\n\r\n"), (AnswerHead{404, {}}));
  EXPECT_EQ(head_of("HTTP/1.1 503\r\n\r\n").status, 503);
}

TEST(AnswerHead, TellsForHowLongTheAnswerAsksToWait) {
  EXPECT_EQ(head_of("HTTP/1.1 429 Slow\r\na: b\r\nRetry-After: 20\r\n\r\n"), (AnswerHead{429, 20s}));
  EXPECT_EQ(head_of("HTTP/1.1 503 \r\nretry-after-ms: 1500\r\nretry-after: 2\r\n\r\nx"), (AnswerHead{503, 1500ms}));
  EXPECT_EQ(head_of("HTTP/1.1 429 Slow\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                    "retry-after: Sun, 06 Nov 1994 08:49:47 GMT\r\n\r\n"),
            (AnswerHead{429, 10s}));
  EXPECT_EQ(head_of("HTTP/1.1 200 OK\r\nretry-after: 2\r\n\r\n").retry_after, std::nullopt);
}

TEST(AnswerHead, LooksBehindWhatComesBefore) {
  EXPECT_EQ(head_of("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 429 Slow\r\nretry-after: 1\r\n\r\n"),
            (AnswerHead{429, 1s}));
  EXPECT_EQ(head_of("HTTP/1.1 103 Early Hints\r\n\r\n"), AnswerHead{});
  EXPECT_EQ(head_of("HTTP/1.1 103 Early"), AnswerHead{});
}

TEST(AnswerHead, TakesWhatFaultsHaveLeft) {
  EXPECT_EQ(head_of(""), AnswerHead{});
  EXPECT_EQ(head_of("HTTP/1.1 20"), AnswerHead{});
  EXPECT_EQ(head_of("HTTP/1.1 2x0 OK\r\n\r\n"), AnswerHead{});
  EXPECT_EQ(head_of("HTTP/1.1 429 Slow"), (AnswerHead{429, {}}));
  EXPECT_EQ(head_of("HTTP/1.1 429 Slow\r\nretry-after: 20"), (AnswerHead{429, {}})) << "cut inside the head";
}

}  // namespace
}  // namespace wiretape::mockserver
