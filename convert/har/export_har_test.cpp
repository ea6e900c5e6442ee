#include "wiretape/convert/har/export_har.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/imported_for_test.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::convert {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

Json exported(const std::string& tape, std::vector<std::string> notes = {}) {
  const auto har = export_har({tape::tape_of(tape)}, "1.2.3");
  EXPECT_EQ(told(har.notes), notes);
  return Json::parse(har.text);
}

Json entry_of_tape(const std::string& members) {
  return exported(tape::tape_with(members))["log"]["entries"][0];
}

TEST(ExportHar, HasWhatHarAsksFor) {
  const Json har =
      exported(tape::tape_with("id: models\nrequest: {method: GET, path: /v1/models, query: {limit: '2'}}\n"
                               "response: {headers: {content-type: application/json}, json: {data: []}}"));
  EXPECT_EQ(har["log"]["version"], "1.2");
  EXPECT_EQ(har["log"]["creator"], Json::parse(R"({"name":"wiretape","version":"1.2.3"})"));
  const Json& entry = har["log"]["entries"][0];
  EXPECT_EQ(entry["startedDateTime"], "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(entry["request"]["method"], "GET");
  EXPECT_EQ(entry["request"]["url"], "http://localhost/v1/models?limit=2");
  EXPECT_EQ(entry["request"]["queryString"], Json::parse(R"([{"name":"limit","value":"2"}])"));
  EXPECT_EQ(entry["response"]["status"], 200);
  EXPECT_EQ(entry["response"]["statusText"], "OK");
  EXPECT_EQ(entry["response"]["content"],
            Json::parse(R"({"size":11,"mimeType":"application/json","text":"{\"data\":[]}"})"));
  EXPECT_EQ(entry["timings"], Json::parse(R"({"send":0,"wait":0.0,"receive":0.0})"));
  EXPECT_EQ(entry["cache"], Json::object());
  EXPECT_EQ(entry["_wiretape"], Json::parse(R"({"id":"models"})"));
}

TEST(ExportHar, AsksAsTheRuleDoes) {
  const Json entry = entry_of_tape("request: {path: /v1/chat/completions, json: {model: m}}\nreply: {text: Hi}");
  const auto body = Json::parse(entry["request"]["postData"]["text"].get<std::string>());
  EXPECT_EQ(body["model"], "m");
  EXPECT_THAT(entry["response"]["content"]["text"].get<std::string>(), HasSubstr("data: [DONE]"));
}

TEST(ExportHar, HasTheTimesOfDeliveries) {
  const Json entry = entry_of_tape(
      "response: {headers: {content-type: text/event-stream}, stream: [{data: a}, {data: b}]}\n"
      "delivery: {first_byte: 20ms, gap: 5ms}");
  EXPECT_EQ(entry["time"], 25.0);
  EXPECT_EQ(entry["timings"], Json::parse(R"({"send":0,"wait":20.0,"receive":5.0})"));
  EXPECT_EQ(entry["_wiretape"]["arrivals"], Json::parse("[[20000,9],[5000,9]]"));
}

TEST(ExportHar, HasBytesAsBase64AndPackedBodiesUnpacked) {
  EXPECT_EQ(entry_of_tape("response: {body: !b64 /w==}")["response"]["content"],
            Json::parse(R"({"size":1,"mimeType":"","text":"/w==","encoding":"base64"})"));
  // gzip of "Hi"
  const Json packed =
      entry_of_tape("response: {headers: {content-encoding: gzip}, body: !b64 H4sIAAAAAAACA/PIBAAODhdNAgAAAA==}");
  EXPECT_EQ(packed["response"]["content"]["text"], "Hi");
  EXPECT_EQ(packed["_wiretape"]["body"], "H4sIAAAAAAACA/PIBAAODhdNAgAAAA==");
}

TEST(ExportHar, HasAnEntryForEachThen) {
  const Json har = exported(tape::tape_with(
      "id: a\nrequest: {path: /v1/chat/completions}\nreply: {tool_calls: [{name: f}], then: {text: Done}}"));
  ASSERT_EQ(har["log"]["entries"].size(), 2U);
  EXPECT_THAT(har["log"]["entries"][1]["response"]["content"]["text"].get<std::string>(), HasSubstr("Done"));
}

TEST(ExportHar, TellsWhatItCanNotFillIn) {
  const Json har =
      exported(tape::tape_with("id: a\nrequest: {path: /v1/chat/completions}\n"
                               "reply: {text: '{{request.json./not/there}}'}"),
               {"4:5: exchange 'a' says {{request.json./not/there}}, which a request after its rule lacks; "
                "expected a rule that asks for it; it is left out"});
  EXPECT_THAT(har["log"]["entries"], IsEmpty());
}

/// What of a recorded response a tape gives back.
void expect_the_same_response(const tape::Answer& before, const tape::Answer& after, const std::string& id) {
  const auto* was = std::get_if<tape::RecordedResponse>(&before);
  if (was == nullptr) return;
  const auto* is = std::get_if<tape::RecordedResponse>(&after);
  ASSERT_NE(is, nullptr) << id;
  EXPECT_EQ(*is, *was) << id;
}

TEST(ExportHar, OfEachFixtureIsReadBack) {
  std::size_t count = 0;
  const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    if (file.path().extension() != ".yaml") continue;
    SCOPED_TRACE(file.path());
    const auto loaded = tape::read_tape(file.path().string());
    ASSERT_TRUE(std::holds_alternative<tape::Tape>(loaded));
    const auto har = export_har({std::get<tape::Tape>(loaded)}, "1");
    const auto entries = Json::parse(har.text)["log"]["entries"];
    if (entries.empty()) continue;
    const auto back = imported(har.text, "har");
    ASSERT_EQ(back.tape.exchanges.size(), entries.size());
    const Json again = Json::parse(export_har({back.tape}, "1").text)["log"]["entries"];
    for (std::size_t at = 0; at < entries.size(); ++at) {
      EXPECT_EQ(again[at]["response"], entries[at]["response"]);
      EXPECT_EQ(again[at]["timings"], entries[at]["timings"]);
      ++count;
    }
  }
  EXPECT_GT(count, 40U);
}

TEST(ExportHar, LeavesWebSocketsOutAndSaysSo) {
  const auto tape = tape::tape_of("wiretape: 1\nexchanges: [{id: talk, websocket: {dialogue: [{send: hi}]}}]\n");
  const auto har = export_har({tape}, "1");
  EXPECT_TRUE(Json::parse(har.text)["log"]["entries"].empty());
  ASSERT_EQ(har.notes.size(), 1U);
  EXPECT_EQ(har.notes[0].found, "exchange 'talk' is a WebSocket");
}

TEST(ExportHar, OfRecordingsGivesTheSameRecordings) {
  const std::string tape =
      "wiretape: 1\nexchanges:\n"
      "  - id: chunks\n    request: {method: POST, path: /a}\n    response:\n      status: 200\n"
      "      headers: [[content-type, text/event-stream]]\n      body: [\"data: a\\n\\n\", \"data: b\\n\\n\"]\n"
      "      arrivals: [\"5.000:0 1.500:9 0.250:9\"]\n"
      "      framing: {chunks: [9 9], trailers: [[x-sum, \"7\"]]}\n"
      "  - id: reset\n    request: {method: POST, path: /b}\n    response:\n"
      "      headers: [[content-type, application/x-ndjson]]\n      body: [\"{}\\n\", \"{\"]\n"
      "      arrivals: [\"5.000:4\"]\n      end: {by: client, how: reset}\n"
      "  - id: close\n    request: {method: GET, path: /c}\n    response:\n"
      "      body: [\"a\"]\n      framing: close\n      end: {how: closed}\n"
      "  - id: short\n    request: {method: GET, path: /d}\n    response:\n      headers: [[content-length, \"9\"]]\n"
      "      body: [\"a\"]\n      end: {how: short_content_length}\n";
  const auto before = tape::tape_of(tape);
  const auto after = imported(export_har({before}, "1").text, "har");
  EXPECT_THAT(after.notes, IsEmpty());
  ASSERT_EQ(after.tape.exchanges.size(), before.exchanges.size());
  for (std::size_t at = 0; at < before.exchanges.size(); ++at) {
    EXPECT_EQ(after.tape.exchanges[at].id, before.exchanges[at].id);
    expect_the_same_response(before.exchanges[at].answer, after.tape.exchanges[at].answer, before.exchanges[at].id);
  }
}

}  // namespace
}  // namespace wiretape::convert
