// The fixtures that no dialect is for, played by the real server.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// The whole response to a request, by a server that plays the fixture.
std::string response(const std::string& fixture, const std::string& request_line, const std::string& body = "") {
  std::vector<tape::Tape> tapes;
  tapes.push_back(
      std::get<tape::Tape>(tape::read_tape(std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/plain/" + fixture)));
  const auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
  testing::RawClient client(server.port());
  client.send(request_line + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_all();
}

json answer(const std::string& fixture, const std::string& request_line, const std::string& body = "") {
  const auto bytes = response(fixture, request_line, body);
  EXPECT_THAT(bytes, StartsWith("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"));
  return json::parse(testing::body_of(bytes));
}

TEST(PlainFixtures, ListModelsAndNameOne) {
  const auto list = answer("models.yaml", "GET /v1/models");
  EXPECT_EQ(list["data"].size(), 2U);
  EXPECT_EQ(list["data"][0]["id"], "wiretape-hello");
  EXPECT_EQ(answer("models.yaml", "GET /v1/models/my%20model")["id"], "my model");
}

TEST(PlainFixtures, EmbedAnyText) {
  const auto embedding = answer("embeddings.yaml", "POST /v1/embeddings", R"({"model":"m-1","input":"a text"})");
  EXPECT_EQ(embedding["model"], "m-1");
  EXPECT_EQ(embedding["data"][0]["embedding"].size(), 4U);
}

TEST(PlainFixtures, CountTokens) {
  EXPECT_EQ(answer("count_tokens.yaml", "POST /v1/messages/count_tokens", "{}")["input_tokens"], 14);
}

TEST(PlainFixtures, SendBytes) {
  const auto bytes = response("speech.yaml", "POST /v1/audio/speech", "{}");
  EXPECT_THAT(bytes, HasSubstr("content-type: audio/wav\r\n"));
  const auto body = testing::body_of(bytes);
  EXPECT_EQ(body.size(), 52U);
  EXPECT_THAT(body, StartsWith("RIFF"));
}

}  // namespace
}  // namespace wiretape
