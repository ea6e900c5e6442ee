// The outcome of every real stream of the corpus: what the provider meant.

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/response_decoder.h"
#include "wiretape/core/provider/dialects.h"

#include "tests/support/corpus.h"

namespace wiretape::client {
namespace {

using json = nlohmann::ordered_json;

/// What the facts of an independent reader say that the outcome must be.
std::string expected_outcome(const json& facts) {
  if (facts.contains("errors") && !facts["errors"].empty()) return "provider_error";
  if (facts.value("incomplete_reason", "") == "max_output_tokens") return "length_limited";
  const auto& reasons = facts["finish_reasons"];
  if (!reasons.empty() && (reasons.front() == "length" || reasons.front() == "max_tokens")) return "length_limited";
  return "completed";
}

/// Whether the independent reader saw the dialect's terminator.
bool has_terminator(const json& facts) {
  const auto names = facts.value("event_names", json::object());
  return facts["done_sentinel"].get<bool>() || names.contains("message_stop") || names.contains("response.completed");
}

void expect_what_was_meant(const std::string& dialect, const json& streams) {
  for (const auto& entry : streams) {
    SCOPED_TRACE(entry["file"].get<std::string>());
    ResponseDecoder decoder(*provider::find_dialect(dialect), has_terminator(entry["facts"]));
    wire::HttpResponseHead head{200, "OK", 1, {}};
    for (const auto& [name, value] : entry["response_headers"].items()) {
      // The corpus holds bodies as they were after decoding.
      if (name != "content-encoding") head.fields.push_back({name, value.get<std::string>()});
    }
    decoder.head(head);
    decoder.body(wiretape::testing::corpus_body(entry));
    decoder.end(net::ResponseEnded{wire::Ending::complete});
    ASSERT_TRUE(decoder.outcome().has_value());
    EXPECT_EQ(name_of(*decoder.outcome()), expected_outcome(entry["facts"])) << describe(*decoder.outcome());
    EXPECT_EQ(decoder.message().first().text, entry["facts"]["text"].get<std::string>());
  }
}

TEST(ResponseDecoderCorpus, EveryOpenaiStreamComesToWhatItsProviderMeant) {
  const auto streams = wiretape::testing::corpus_streams("openai.chat");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 60U);
  expect_what_was_meant("openai.chat", *streams);
}

TEST(ResponseDecoderCorpus, EveryAnthropicStreamComesToWhatItsProviderMeant) {
  const auto streams = wiretape::testing::corpus_streams("anthropic.messages");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 14U);
  expect_what_was_meant("anthropic.messages", *streams);
}

TEST(ResponseDecoderCorpus, EveryStreamOfTheResponsesApiComesToWhatItsProviderMeant) {
  const auto streams = wiretape::testing::corpus_streams("openai.responses");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  EXPECT_EQ(streams->size(), 16U);
  expect_what_was_meant("openai.responses", *streams);
}

}  // namespace
}  // namespace wiretape::client
