// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/corpus_reading_for_test.h"
#include "wiretape/core/provider/gemini/gemini.h"

namespace wiretape::provider {
namespace {

// The facts keep a reason's number, and null for an id or a usage that is not there.
nlohmann::ordered_json as_told_here(nlohmann::ordered_json facts) {
  for (auto& reason : facts["finish_reasons"]) {
    if (reason == 1) reason = "STOP";
  }
  for (auto& call : facts["tool_calls"]) {
    if (call["id"].is_null()) call["id"] = "";
  }
  return facts;
}

void expect_facts(const CorpusReading& reading, const nlohmann::ordered_json& facts) {
  expect_common_facts(reading, as_told_here(facts));
  const Choice& choice = reading.message.first();
  std::size_t citations = 0;
  std::size_t signatures = 0;
  for (const Block& block : choice.blocks) {
    citations += block.citations.size();
    signatures += block.signature.empty() ? 0 : 1;
  }
  EXPECT_EQ(citations, facts.value("citations", 0U));
  EXPECT_EQ(signatures, facts.value("signatures", 0U));
  const auto kinds = facts.value("event_types", nlohmann::ordered_json::object());
  EXPECT_EQ(choice.unknown_content.size(),
            kinds.value("part:executableCode", 0U) + kinds.value("part:codeExecutionResult", 0U));
  EXPECT_TRUE(choice.finish_reason) << "which proves the end";
  EXPECT_FALSE(reading.terminated);
}

TEST(GeminiCorpus, EveryStreamGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("google.generateContent");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 20U);
  expect_facts_however_cut(gemini, *streams, expect_facts);
}

struct Failure {
  std::string message;
  std::string type;
  std::string code;
};

std::vector<Failure> failures_in(const std::vector<Delta>& deltas) {
  std::vector<Failure> failures;
  for (const Delta& delta : deltas) {
    if (const auto* error = std::get_if<ErrorDelta>(&delta))
      failures.push_back({std::string(error->message), std::string(error->type), std::string(error->code)});
  }
  return failures;
}

TEST(GeminiCorpus, ReadsItsFailures) {
  const auto entries = wiretape::testing::second_corpus_streams("google.generateContent");
  if (!entries) GTEST_SKIP() << wiretape::testing::no_corpus;
  for (const nlohmann::ordered_json& entry : *entries) {
    if (entry["framing"] != "json") continue;
    SCOPED_TRACE(entry["file"]);
    const std::string body = wiretape::testing::second_corpus_body(entry);
    const int status = entry.value("status", 200);
    std::vector<Delta> deltas;
    const auto decoder = gemini.read.make_decoder();
    decoder->decode_whole(status, body, deltas);
    const auto failures = failures_in(deltas);
    ASSERT_EQ(failures.size(), status == 200 ? 0U : 1U);
    if (status == 404) {
      EXPECT_EQ(failures[0].type, "NOT_FOUND");
      EXPECT_EQ(failures[0].code, "404");
      EXPECT_NE(failures[0].message, "");
    }
  }
}

}  // namespace
}  // namespace wiretape::provider
