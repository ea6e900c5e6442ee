// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/cohere_chat/cohere_chat.h"
#include "wiretape/core/provider/corpus_reading_for_test.h"

namespace wiretape::provider {
namespace {

// The facts keep the plan apart from reasoning, which it is here, in a block of its own.
nlohmann::ordered_json as_told_here(nlohmann::ordered_json facts) {
  facts["reasoning"] = facts["reasoning"].get<std::string>() + facts.value("tool_plan", "");
  return facts;
}

void expect_blocks(const Choice& choice, const nlohmann::ordered_json& facts) {
  std::size_t citations = 0;
  for (const Block& block : choice.blocks) {
    citations += block.citations.size();
    if (block.type == "tool_plan") {
      EXPECT_EQ(block.text, facts["tool_plan"]);
    }
  }
  EXPECT_EQ(citations, facts.value("citations", 0U));
}

void expect_facts(const CorpusReading& reading, const nlohmann::ordered_json& facts) {
  expect_common_facts(reading, as_told_here(facts));
  EXPECT_TRUE(reading.terminated);
  expect_blocks(reading.message.first(), facts);
}

TEST(CohereChatCorpus, EveryStreamOfBothVersionsGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("cohere.chat");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 5U);
  expect_facts_however_cut(cohere_chat, *streams, expect_facts);
}

}  // namespace
}  // namespace wiretape::provider
