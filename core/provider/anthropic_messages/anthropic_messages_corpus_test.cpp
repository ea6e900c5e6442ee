// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <algorithm>

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/corpus_reading_for_test.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

void expect_facts(const CorpusReading& reading, const ordered_json& facts) {
  expect_common_facts(reading, facts);
  EXPECT_EQ(reading.terminated, facts["event_names"].contains("message_stop"));
  const auto& blocks = reading.message.first().blocks;
  const auto begun = facts["event_names"]["content_block_start"].get<std::size_t>();
  EXPECT_EQ(blocks.size(), begun);
  const auto is_signed = [](const Block& block) { return !block.signature.empty(); };
  EXPECT_EQ(std::ranges::count_if(blocks, is_signed), facts.value("signatures", 0));
  for (const auto& [type, count] : facts["event_types"].items()) {
    if (!type.starts_with("block:")) continue;
    const auto is_of_type = [name = type.substr(6)](const Block& block) { return block.type == name; };
    EXPECT_EQ(std::ranges::count_if(blocks, is_of_type), count) << type;
  }
}

TEST(AnthropicMessagesCorpus, EveryStreamGivesTheFactsHoweverItIsCut) {
  const auto streams = wiretape::testing::corpus_streams("anthropic.messages");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 14U);
  EXPECT_GT(expect_facts_however_cut(anthropic_messages, *streams, expect_facts), 0U);
}

}  // namespace
}  // namespace wiretape::provider
