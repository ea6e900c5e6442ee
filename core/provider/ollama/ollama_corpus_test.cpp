// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <gtest/gtest.h>

#include "wiretape/core/provider/corpus_reading_for_test.h"
#include "wiretape/core/provider/ollama/ollama.h"

namespace wiretape::provider {
namespace {

void expect_facts(const CorpusReading& reading, const nlohmann::ordered_json& facts) {
  expect_common_facts(reading, facts);
  EXPECT_TRUE(reading.terminated);
}

TEST(OllamaCorpus, EveryChatGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("ollama.chat");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 4U);
  expect_facts_however_cut(ollama_chat, *streams, expect_facts);
}

TEST(OllamaCorpus, EveryCompletionGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("ollama.generate");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 2U);
  expect_facts_however_cut(ollama_generate, *streams, expect_facts);
}

}  // namespace
}  // namespace wiretape::provider
