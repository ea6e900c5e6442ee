#include "wiretape/recorder/replay/awaited_tapes.h"

#include <chrono>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace wiretape::recorder::replay {
namespace {

using namespace std::chrono_literals;

wire::HttpRequest request_with(std::string target, std::string body) {
  wire::HttpRequest request;
  request.head.method = "POST";
  request.head.target = std::move(target);
  request.body = std::move(body);
  return request;
}

TEST(AwaitedTapes, AreAwaitedFromTheEndOfTheAnswerForASecondAtTheMost) {
  AwaitedTapes awaited;
  const auto key = key_of(request_with("/a", "x"));
  const AwaitedTapes::Time now{5s};
  EXPECT_LT(awaited.until(key), now);
  awaited.begin(key, now);
  EXPECT_EQ(awaited.until(key), now + 1s);
  EXPECT_LT(awaited.until(key_of(request_with("/b", "x"))), now);
  awaited.end(key);
  EXPECT_LT(awaited.until(key), now);
}

TEST(AwaitedTapes, AreForgottenWhenTheyAreLate) {
  AwaitedTapes awaited;
  awaited.begin(1, AwaitedTapes::Time{5s});
  awaited.begin(2, AwaitedTapes::Time{6s});
  EXPECT_EQ(awaited.until(1), AwaitedTapes::Time::min());
}

TEST(RequestKeyOf, DiffersWithEachPart) {
  const auto key = key_of(request_with("/a", "x"));
  EXPECT_EQ(key, key_of(request_with("/a", "x")));
  EXPECT_NE(key, key_of(request_with("/a", "y")));
  EXPECT_NE(key, key_of(request_with("/x", "a")));
}

}  // namespace
}  // namespace wiretape::recorder::replay
