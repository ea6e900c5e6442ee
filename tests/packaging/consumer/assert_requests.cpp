// Asserts with GoogleTest on what a mock provider received.

#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client.h"
#include "wiretape/gtest.h"
#include "wiretape/mock_server.h"
#include "wiretape/tape.h"

using namespace wiretape;
using namespace wiretape::mockserver::matchers;

constexpr std::string_view tape_text = R"(
wiretape: 1
exchanges:
  - request: {path: /v1/chat/completions, json: {model: consumer}}
    reply: {text: "Received."}
)";

TEST(AssertRequests, WithTheInstalledMatchers) {
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(tape::parse_tape(tape_text, "consumer.yaml")));
  const auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
  EXPECT_THAT(server, testing::Not(AllUsed()));

  client::Options options;
  options.base_url = server.url("/v1");
  options.api_key = "none";
  auto client = std::get<client::Client>(client::Client::make(options));
  auto stream = client.chat({.model = "consumer", .prompt = "Hello?"});
  for (const auto& event : stream)
    static_cast<void>(event);

  EXPECT_THAT(server, Received(Request().path("/v1/chat/completions").json(R"({"model":"consumer"})")).times(1));
  EXPECT_THAT(server, AllMatched());
  EXPECT_THAT(server, AllUsed());
}
