// What uses an exchange up and what does not, and what a request hears that fits none, through the real server.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::testing::body_of;
using wiretape::testing::post;
using wiretape::testing::RawClient;

MockServer once_then_again() {
  auto first = plain("once", "/a", "first");
  first.uses = 1;
  auto second = plain("again", "/a", "second");
  second.uses = 1;
  return server_of({first, second});
}

std::string response_to(const MockServer& server, const std::string& target) {
  RawClient client(server.port());
  client.send(post(target, "{}", closing));
  return client.read_all();
}

TEST(ServerUses, AreLeftByWhatAnswersInAnExchangesPlace) {
  const auto server = once_then_again();
  EXPECT_THAT(response_to(server, "/@status:code=503/a"), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(response_to(server, "/@reset:byte=99/a"), StartsWith("HTTP/1.1 422 "));
  EXPECT_EQ(body_of(response_to(server, "/a")), "first");
  EXPECT_EQ(body_of(response_to(server, "/a")), "second");
}

TEST(ServerUses, AreTakenByAFaultThatCounts) {
  const auto server = once_then_again();
  EXPECT_THAT(response_to(server, "/@status:code=503;counts=true/a"), StartsWith("HTTP/1.1 503 "));
  EXPECT_EQ(body_of(response_to(server, "/a")), "second");
}

TEST(ServerUses, AreNamedOnceTheyAreSpent) {
  const auto server = once_then_again();
  for (int request = 0; request < 2; ++request)
    response_to(server, "/a");
  const auto told = response_to(server, "/a");
  EXPECT_THAT(told, StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(told, HasSubstr("used up are 'once' (1 use), 'again' (1 use)"));
}

TEST(ServerUses, AreNotWhatAMistypedPathIsToldOf) {
  const auto server = server_of({plain("other", "/v2/else", "O"), plain("meant", "/v1/chat/completions", "M")});
  const auto told = response_to(server, "/v1/chat/completion");
  EXPECT_THAT(told, HasSubstr("nearest is 'meant'"));
}

}  // namespace
}  // namespace wiretape::mockserver
