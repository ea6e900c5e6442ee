// HttpResponseReader against the response cases of llhttp, a lenient parser, in the corpus, with the differences that
// are deliberate.

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_readings_for_test.h"
#include "wiretape/core/wire/http/http_writer.h"

#include "tests/support/corpus.h"

namespace wiretape::wire {
namespace {

using json = nlohmann::ordered_json;

// Everything in a text that holds one response after the other.
struct ExpectedReading {
  std::size_t complete = 0;
  std::string bodies;
  bool refused = false;
  Ending ending = Ending::abandoned;
};

ResponseReading response_case_in_all_ways(std::string_view text, bool head_request, const std::string& id) {
  ResponseReading whole = read_response({text}, {}, head_request);
  EXPECT_EQ(read_response(pieces_of_size(text, 1), {}, head_request).text, whole.text) << id;
  for (std::size_t place = 0; place <= text.size(); ++place) {
    EXPECT_EQ(read_response(cut_at(text, place), {}, head_request).text, whole.text) << id << " cut at " << place;
  }
  return whole;
}

ExpectedReading read_responses(std::string_view text, bool head_request, const std::string& id) {
  ExpectedReading reading;
  do {
    const auto response = response_case_in_all_ways(text, head_request, id);
    reading.bodies += response.body;
    reading.ending = response.ending;
    reading.refused = !response.errors.empty();
    if (!response.complete) break;
    ++reading.complete;
    text.remove_prefix(response.consumed);
  } while (!text.empty());
  return reading;
}

// "1 complete, then malformed".
std::string outcome(const ExpectedReading& reading) {
  return std::to_string(reading.complete) + " complete, then " + std::string(to_string(reading.ending));
}

// Where we differ from llhttp: what we make of the case, and why.
struct ResponseDifference {
  std::string_view id;
  std::string_view outcome;
  std::string_view why;
};

constexpr std::string_view upper_layer = "what may follow a response is for whoever holds the connection";
constexpr std::string_view no_empty_lines = "only a server skips empty lines before a message (RFC 9112 section 2.2)";
constexpr std::string_view not_http = "RTSP, ICE and HTTP/0.9 are not HTTP/1";
constexpr std::string_view unknown_coding =
    "a body whose coding can't be removed is not handed out as if it were plain";

constexpr ResponseDifference response_differences[] = {
    {"connection/HTTP/1.1 with keep-alive disabled and 204 status", "1 complete, then cut_in_head", upper_layer},
    {"connection/HTTP/1.1 with keep-alive disabled, content-length", "1 complete, then malformed", upper_layer},
    {"connection/HTTP 101 response with Upgrade and Content-Length header", "1 complete, then malformed", upper_layer},
    {"connection/HTTP 101 response with Upgrade and Transfer-Encoding header", "1 complete, then malformed",
     upper_layer},
    {"connection/HTTP 304 with Content-Length", "1 complete, then malformed", no_empty_lines},
    {"connection/HTTP 100 first, then 400", "0 complete, then malformed", no_empty_lines},
    {"pipelining/Should parse multiple events", "1 complete, then malformed", no_empty_lines},
    {"sample/Response starting with CRLF", "0 complete, then malformed", no_empty_lines},
    {"connection/HTTP 103 first, then 200", "0 complete, then short_content_length",
     "an informational response is no response of its own"},
    {"invalid/Invalid space after start line", "0 complete, then cut_in_head", "a line is judged once it is whole"},
    {"sample/RTSP response", "0 complete, then malformed", not_http},
    {"sample/ICE response", "0 complete, then malformed", not_http},
    {"sample/HTTP version 0.9", "0 complete, then malformed", not_http},
    {"sample/Google 301", "1 complete, then malformed", "the case's text runs on into the next case"},
    {"transfer-encoding/`chunked` before other transfer-encoding", "0 complete, then malformed", unknown_coding},
    {"transfer-encoding/multiple transfer-encoding where chunked is not the last one", "0 complete, then malformed",
     unknown_coding},
    {"transfer-encoding/`chunkedchunked` transfer-encoding does not enable chunked enconding",
     "0 complete, then malformed", unknown_coding},
};

// The corpus keeps a body's lines without their ends.
std::string without_line_ends(std::string text) {
  std::erase_if(text, [](char byte) { return byte == '\r' || byte == '\n'; });
  return text;
}

bool agrees(const json& entry, const ExpectedReading& reading) {
  if (!entry["expect_error"].is_null()) return reading.refused && reading.complete == entry["messages_complete"];
  std::string bodies;
  for (const json& span : entry["body_spans"])
    bodies += span.get<std::string>();
  const std::string expected = without_line_ends(bodies);
  const std::string found = without_line_ends(reading.bodies);
  // Of a body that goes on to the close the corpus may lack the end.
  const bool same_bodies =
      reading.ending == Ending::closed && !expected.empty() ? found.starts_with(expected) : found == expected;
  return !reading.refused && reading.complete == entry["messages_complete"] && same_bodies;
}

TEST(HttpResponseConformance, CasesOfLlhttp) {
  const auto cases = testing::corpus_json("conformance/http1_responses.json");
  if (!cases) GTEST_SKIP() << testing::no_corpus;
  int differing = 0;
  for (const json& entry : *cases) {
    const std::string id = entry["id"].get<std::string>().substr(std::string_view("llhttp/").size());
    const std::string text = testing::from_base64(entry["response_b64"].get<std::string>());
    const auto reading = read_responses(text, entry["meta"].contains("skipBody"), id);
    const auto* const difference = std::find_if(std::begin(response_differences), std::end(response_differences),
                                                [&](const ResponseDifference& known) { return known.id == id; });
    if (difference == std::end(response_differences)) {
      EXPECT_TRUE(agrees(entry, reading)) << id << ": " << outcome(reading) << '\n' << reading.bodies;
    } else {
      ++differing;
      EXPECT_EQ(outcome(reading), difference->outcome) << id << ": " << difference->why;
    }
  }
  EXPECT_EQ(cases->size(), 65U);
  EXPECT_EQ(differing, static_cast<int>(std::size(response_differences)));
}

// Strictness must not cost a real provider's answer.
TEST(HttpResponseConformance, HeadersSeenAtProvidersAreReadAsTheyAre) {
  const auto hosts = testing::corpus_json("headers.json");
  if (!hosts) GTEST_SKIP() << testing::no_corpus;
  int fields_read = 0;
  for (const auto& [host, seen] : hosts->items()) {
    HttpResponseHead head;
    for (const auto& [name, field] : seen["headers"].items()) {
      if (name == "content-length") continue;  // the examples are of several responses, some of them chunked
      for (const json& example : field["examples"]) {
        if (name != "transfer-encoding" || !find_field(head.fields, name)) head.fields.push_back({name, example});
      }
    }
    std::string text;
    append_response_head(text, head);
    const auto reading = response_case_in_all_ways(text, false, host);
    EXPECT_TRUE(reading.has_head) << host << ": " << reading.text;
    EXPECT_EQ(reading.head.fields, head.fields) << host;
    fields_read += static_cast<int>(reading.head.fields.size());
  }
  EXPECT_GT(fields_read, 100);
}

}  // namespace
}  // namespace wiretape::wire
