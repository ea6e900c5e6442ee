// WsMessageReader, both roles, against the corpus' conformance cases: what a peer sent, what may come of it, and the
// codes that may close it. Purely by the codec: a message stands for its echo, a ping for its pong, a close for its
// answer.

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

#include "tests/support/corpus.h"

namespace wiretape::wire {
namespace {

using json = nlohmann::ordered_json;

// The peer's bytes up to a time.
std::string sent_before(const json& vector, int milliseconds) {
  std::string bytes;
  for (const json& send : vector["sends"]) {
    if (send[0].get<int>() < milliseconds) bytes += testing::from_base64(send[1].get<std::string>());
  }
  return bytes;
}

WsReading read_case_in_all_ways(const std::string& bytes, WsRole role, const std::string& id) {
  WsReading whole = read_ws({bytes}, role);
  for (const std::size_t size : {1U, 2U, 3U, 7U})
    EXPECT_EQ(read_ws(pieces_of_size(bytes, size), role).text, whole.text) << id << " in pieces of " << size;
  for (std::size_t place = 0; place <= bytes.size() && bytes.size() < 2'000; ++place) {
    const std::string_view text = bytes;
    EXPECT_EQ(read_ws({text.substr(0, place), text.substr(place)}, role).text, whole.text) << id << " at " << place;
  }
  return whole;
}

// What one who echoes would send, as the corpus writes it: ["message", base64, whether it is binary], ["pong", base64].
json echoed(const std::string& bytes, WsRole role) {
  json sent = json::array();
  std::string message;
  bool is_text = false;
  WsMessageReader reader(role);
  std::string_view input = bytes;
  for (;;) {
    const WsStep step = reader.next(input);
    if (const auto* begin = std::get_if<WsMessageBegin>(&step)) {
      message.clear();
      is_text = begin->is_text;
    } else if (const auto* piece = std::get_if<WsMessageBytes>(&step)) {
      message += piece->bytes;
    } else if (std::holds_alternative<WsMessageEnd>(step)) {
      sent.push_back({"message", text::encode_base64(message), !is_text});
    } else if (const auto* ping = std::get_if<WsPing>(&step)) {
      sent.push_back({"pong", text::encode_base64(ping->payload)});
    } else if (std::holds_alternative<WsNeedMore>(step) || std::holds_alternative<WsViolation>(step)) {
      return sent;
    }
  }
}

bool may_close_so(const json& vector, const WsReading& reading) {
  const json& codes = vector["expectedClose"]["closeCode"];
  const auto code = reading.violations.empty() ? reading.close_code : std::optional(reading.violations.front().code);
  if (!code) return vector["observed"]["remoteCloseCode"].is_null();
  return std::ranges::find(codes, json(*code)) != codes.end();
}

// The cases that wait in the middle of a text that has gone wrong: it must have been noticed by then.
bool waits_for_failure(const json& vector) {
  const json& allowed = vector["expected"]["OK"];
  return !allowed.empty() && allowed[0][0] == "timeout";
}

void check_case(const json& vector, WsRole role) {
  constexpr int for_ever = 1'000'000;
  const std::string id = vector["id"].get<std::string>();
  const std::string bytes = sent_before(vector, for_ever);
  const WsReading reading = read_case_in_all_ways(bytes, role, id);
  EXPECT_TRUE(may_close_so(vector, reading)) << id << ": " << reading.text;
  if (waits_for_failure(vector)) {
    EXPECT_FALSE(read_ws({sent_before(vector, 2'000)}, role).violations.empty()) << id;
    EXPECT_EQ(echoed(bytes, role), json::array()) << id;
  } else if (vector["observed"]["behavior"] != "INFORMATIONAL") {
    EXPECT_EQ(echoed(bytes, role), vector["expected"]["OK"]) << id << ": " << vector["description"];
  }
}

void check_cases(const char* file, WsRole role) {
  const auto cases = testing::corpus_json(file);
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  EXPECT_EQ(cases->size(), 247U);
  for (const json& vector : *cases)
    check_case(vector, role);
}

TEST(WsConformance, CasesOfServers) {
  check_cases("conformance/ws_vectors_server.json", WsRole::server);
}

TEST(WsConformance, CasesOfClients) {
  check_cases("conformance/ws_vectors_client.json", WsRole::client);
}

}  // namespace
}  // namespace wiretape::wire
