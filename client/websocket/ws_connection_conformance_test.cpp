// WsConnection against the corpus' conformance cases for clients: what a server sent, what may come of it, and with
// which code a client may close it.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/websocket/ws_server_for_test.h"

#include "tests/support/corpus.h"

namespace wiretape::client {
namespace {

using json = nlohmann::ordered_json;
using testing::hear;
using testing::WsHearing;

// The server's bytes, whatever the pauses between them.
std::string bytes_of_case(const json& vector) {
  std::string bytes;
  for (const json& send : vector["sends"])
    bytes += wiretape::testing::from_base64(send[1].get<std::string>());
  return bytes;
}

WsConnection opened() {
  WsConnection connection({.target = "/", .fields = {{"host", "a"}}}, {}, testing::counting_random());
  const auto answer = testing::ws_answer_to(connection.take_output());
  EXPECT_EQ(hear(connection, {answer}).steps, std::vector<std::string>{"opened"});
  return connection;
}

WsHearing hear_case(const std::string& bytes, const std::string& id) {
  auto connection = opened();
  const auto whole = hear(connection, {bytes});
  for (std::size_t place = 0; place <= bytes.size() && bytes.size() < 100; ++place) {
    auto again = opened();
    const std::string_view text = bytes;
    EXPECT_EQ(hear(again, {text.substr(0, place), text.substr(place)}), whole) << id << " at " << place;
  }
  for (const std::size_t size : {1U, 97U}) {
    if (size == 1 && bytes.size() > 2'000) continue;
    auto again = opened();
    EXPECT_EQ(hear(again, wire::pieces_of_size(bytes, size)), whole) << id << " in pieces of " << size;
  }
  return whole;
}

/// The code that the client closes with: nullopt for a close without one, or none at all.
json code_of_close(const std::string& sent) {
  const auto frames = testing::frames_of_client(sent);
  if (frames.empty() || !frames.back().starts_with("close ") || frames.back().starts_with("close none")) return nullptr;
  return std::stoi(frames.back().substr(6));
}

/// What one who echoes would have sent before it closed: the messages alone.
json messages_of(const WsHearing& hearing) {
  json messages = json::array();
  for (const auto& step : hearing.steps) {
    if (step.starts_with("text ")) messages.push_back({"message", step.substr(5), false});
    if (step.starts_with("binary ")) messages.push_back({"message", step.substr(7), true});
  }
  return messages;
}

json expected_messages(const json& vector) {
  json messages = json::array();
  for (const json& sent : vector["expected"]["OK"]) {
    if (sent[0] != "message") continue;
    messages.push_back({"message", wiretape::testing::from_base64(sent[1].get<std::string>()), sent[2]});
  }
  return messages;
}

TEST(WsConnectionConformance, CasesOfClients) {
  const auto cases = wiretape::testing::corpus_json("conformance/ws_vectors_client.json");
  if (!cases) GTEST_SKIP() << wiretape::testing::no_corpus;
  for (const json& vector : *cases) {
    const auto id = vector["id"].get<std::string>();
    const auto hearing = hear_case(bytes_of_case(vector), id);
    const auto code = code_of_close(hearing.sent);
    const json& allowed = vector["expectedClose"]["closeCode"];
    if (code.is_null()) {
      EXPECT_TRUE(vector["observed"]["remoteCloseCode"].is_null()) << id;
    } else {
      EXPECT_NE(std::ranges::find(allowed, code), allowed.end()) << id << ": " << code;
    }
    if (vector["observed"]["behavior"] == "INFORMATIONAL") continue;
    EXPECT_TRUE(messages_of(hearing) == expected_messages(vector)) << id << ": " << vector["description"];
  }
}

}  // namespace
}  // namespace wiretape::client
