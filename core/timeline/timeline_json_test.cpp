#include "wiretape/core/timeline/timeline_json.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/timeline/timeline_for_test.h"

namespace wiretape::timeline {
namespace {

using nlohmann::json;

json json_of(const std::string& exchange, std::vector<PlacedFault> faults = {}) {
  return json::parse(timeline_json(timeline_for_test(exchange, std::move(faults))).dump());
}

TEST(TimelineJson, HasAllMembers) {
  const auto made = json_of(
      "{id: a, request: {path: /v1}, response: {headers: {content-type: text/event-stream, content-length: 14}, "
      "body: [\"data: [DONE]\\n\\n\"], arrivals: ['1.5:14']}}");
  const std::string head = "HTTP/1.1 200 OK\\r\\ncontent-type: text/event-stream\\r\\ncontent-length: 14\\r\\n\\r\\n";
  const auto whole = json::parse(
      R"({"tape":"t.yaml","line":3,"exchange":"a",
          "request":{"method":"POST","target":"/v1","rule":[{"clause":"path","expected":"/v1"}]},
          "answer":"recorded","dialect":"openai.chat","reads":true,"instant":false,"status":200,
          "headers":[["content-type","text/event-stream"],["content-length","14"]],
          "steps":[{"at_us":1500,"gap_us":1500,"do":"write","bytes":86,"body_bytes":14,
                    "text":")" +
      head + R"(data: [DONE]\n\n",
                    "events":[{"event":1,"part":"whole","says":[{"kind":"terminator"}]}]}],
          "faults":[],
          "ending":{"how":"complete","by":"upstream","played":"complete"},
          "totals":{"total_us":1500,"bytes":86,"body_bytes":14,"writes":1,"events":1,"deltas":0,
                    "first_byte_us":1500,"first_text_us":null,"deltas_per_second":null,
                    "largest_gap_us":0,"largest_gap_step":null}})");
  EXPECT_EQ(made, whole) << json::diff(made, whole).dump(1);
}

TEST(TimelineJson, SaysWhatDeltasSay) {
  const auto made = json_of(
      "{request: {path: /v1/chat/completions}, reply: {text: Hi, tool_calls: [{id: c1, name: f, arguments: {}}], "
      "chunks: [Hi]}}");
  bool has_text = false;
  bool has_call = false;
  for (const auto& step : made.at("steps")) {
    for (const auto& event : step.value("events", json::array())) {
      for (const auto& said : event.at("says")) {
        has_text = has_text || said == json({{"kind", "text"}, {"text", "Hi"}});
        has_call = has_call || (said.at("kind") == "tool_call" && said.value("name", "") == "f" &&
                                said.value("id", "") == "c1" && said.at("call") == 0);
      }
    }
  }
  EXPECT_TRUE(has_text);
  EXPECT_TRUE(has_call);
}

TEST(TimelineJson, HasBytesThatAreNoText) {
  const auto made = json_of("{response: {body: !b64 /wA=, headers: {content-length: 2}}}");
  EXPECT_TRUE(made.at("steps").at(0).contains("base64"));
  EXPECT_FALSE(made.at("steps").at(0).contains("text"));
}

TEST(TimelineJson, SaysHowLongThingsGoOn) {
  const auto held = json_of("{response: {body: abc}, faults: [{do: hold, at: {byte: 1}, until: next_request}]}");
  EXPECT_EQ(held.at("steps").at(1).at("do"), "hold");
  EXPECT_EQ(held.at("steps").at(1).at("until"), "next_request");
  EXPECT_EQ(held.at("steps").at(1).at("for_us"), 30'000'000);
}

TEST(TimelineJson, PlacesFaults) {
  const auto made = json_of("{response: {body: abc}, faults: [{do: reset, at: {byte: 1}}]}",
                            {{.text = "reset:byte=1", .is_hit = true, .step = 0}, {.text = "hang", .is_hit = false}});
  EXPECT_EQ(made.at("faults"),
            json::parse(R"([{"fault":"reset:byte=1","hit":true,"step":0},{"fault":"hang","hit":false}])"));
  EXPECT_EQ(made.at("ending").at("by"), "fault");
}

}  // namespace
}  // namespace wiretape::timeline
