// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/corpus_reading_for_test.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

ordered_json texts_by_choice(const Message& message) {
  ordered_json texts = ordered_json::object();
  for (std::size_t index = 0; index < message.choices.size(); ++index) {
    texts[std::to_string(index)] = message.choices[index].text;
  }
  return texts;
}

void expect_facts(const CorpusReading& reading, const ordered_json& facts) {
  expect_common_facts(reading, facts);
  EXPECT_EQ(reading.terminated, facts["done_sentinel"]);
  if (facts.contains("texts_by_choice")) {
    EXPECT_EQ(texts_by_choice(reading.message), facts["texts_by_choice"]);
  }
}

TEST(OpenaiChatCorpus, EveryStreamGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("openai.chat");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 60U);
  EXPECT_GT(expect_facts_however_cut(openai_chat, *streams, expect_facts), 0U);
}

}  // namespace
}  // namespace wiretape::provider
