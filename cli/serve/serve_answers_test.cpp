// `wiretape serve`, the real command: the options that say what is answered to whom no tape speaks.

#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::testing::post;
using wiretape::testing::RawClient;

/// What a server with these options answers to a POST.
std::string answer_of_serve(const std::vector<std::string>& options, const std::string& path, const std::string& body) {
  Folder folder;
  folder.write("a.yaml",
               "wiretape: 1\nexchanges:\n  - {request: {path: /v1/chat/completions}, reply: {text: Hello}}\n");
  std::vector<std::string> arguments{"serve", folder.path("a.yaml"), "--port", "0", "--json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  Command command(arguments);
  const auto ready = json::parse(command.read_until("\n"), nullptr, false);
  RawClient client(ready.value("port", std::uint16_t{0}));
  client.send(post(path, body, "Connection: close\r\n"));
  const auto answer = client.read_all();
  command.interrupt();
  EXPECT_EQ(command.finish().exit_code, exit_completed);
  return answer;
}

TEST(ServeAnswers, WhatTheProviderRefusesWhereItValidates) {
  const auto* chat = "/v1/chat/completions";
  EXPECT_THAT(answer_of_serve({}, chat, R"({"model":"m"})"), StartsWith("HTTP/1.1 200 "));
  const auto refused = answer_of_serve({"--validate"}, chat, R"({"model":"m"})");
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(refused, HasSubstr("Missing required parameter: 'messages'."));
}

TEST(ServeAnswers, WhatProvidersHaveBesideUnlessItsEndpointsAreStrict) {
  const auto* input = R"({"model":"m","input":"a"})";
  EXPECT_THAT(answer_of_serve({}, "/v1/embeddings", input), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer_of_serve({"--strict-endpoints"}, "/v1/embeddings", input), StartsWith("HTTP/1.1 404 "));
}

}  // namespace
}  // namespace wiretape::cli
