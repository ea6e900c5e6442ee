// The decoder against the real streams of the corpora: what it assembles must be what an independent reader found.

#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/corpus_reading_for_test.h"
#include "wiretape/core/provider/openai_responses/openai_responses.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

// The independent reader tells summaries of reasoning apart, names the status where there is a reason, and counts what
// ends a stream in failure as a reason and each of two events that report it as an error.
ordered_json in_our_words(ordered_json facts) {
  facts["reasoning"] = facts["reasoning"].get<std::string>() + facts.value("reasoning_summary", "");
  for (auto& reason : facts["finish_reasons"]) {
    if (reason == "incomplete" && facts.contains("incomplete_reason")) reason = facts["incomplete_reason"];
  }
  if (facts["finish_reasons"] == ordered_json::array({"failed"})) facts["finish_reasons"] = ordered_json::array();
  if (facts.contains("errors") && facts["errors"].size() > 1) facts["errors"].erase(1);
  return facts;
}

void expect_facts(const CorpusReading& reading, const ordered_json& stated) {
  const ordered_json facts = in_our_words(stated);
  expect_common_facts(reading, facts);
  EXPECT_EQ(reading.terminated, !facts["finish_reasons"].empty());
  const Choice& answer = reading.message.first();
  EXPECT_EQ(answer.refusal, facts.value("refusal", ""));
  EXPECT_EQ(answer.unknown_content.size(), facts.value("server_tools", ordered_json::array()).size());
  const auto citations_in = [](std::size_t sum, const Block& block) { return sum + block.citations.size(); };
  EXPECT_EQ(std::accumulate(answer.blocks.begin(), answer.blocks.end(), std::size_t{0}, citations_in),
            facts.value("citations", 0U));
}

TEST(OpenaiResponsesCorpus, EveryStreamGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("openai.responses");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 16U);
  expect_facts_however_cut(openai_responses, *streams, expect_facts);
}

TEST(OpenaiResponsesCorpus, EveryStreamOfTheSecondCorpusDoes) {
  const auto streams = wiretape::testing::second_corpus_streams("openai.responses");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 3U);
  for (const auto& entry : *streams) {
    SCOPED_TRACE(entry["file"]);
    const std::string body = wiretape::testing::second_corpus_body(entry);
    expect_facts(read_in_pieces(openai_responses, wire::Framing::sse, body, [&] { return body.size(); }),
                 entry["facts"]);
    expect_facts(read_in_pieces(openai_responses, wire::Framing::sse, body, [] { return 1; }), entry["facts"]);
  }
}

}  // namespace
}  // namespace wiretape::provider
