// The decoder against the real streams of the corpus: what it assembles must be what an independent reader found.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/message.h"
#include "wiretape/core/provider/openai_chat_decoder.h"
#include "wiretape/core/wire/sse_parser.h"

#include "tests/support/corpus.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

// The manifest's entries for the dialect; nullopt where there is no corpus.
const std::optional<ordered_json>& streams() {
  static const auto found = wiretape::testing::corpus_streams("openai.chat");
  return found;
}

// What was seen of a stream that the message alone does not say.
struct Reading {
  Message message;
  std::size_t events = 0;
  std::vector<std::string> comments;
  std::map<std::string, std::size_t> event_names;
  std::vector<std::string> finish_reasons;
  std::vector<std::string> models;
  ordered_json errors = ordered_json::array();
  bool terminated = false;
  std::vector<std::string> undecodable;
};

class Reader {
 public:
  void feed(std::string_view bytes) {
    while (true) {
      const wire::SseItem item = parser_.next(bytes);
      if (std::holds_alternative<wire::SseNeedMore>(item)) return;
      if (const auto* comment = std::get_if<wire::SseComment>(&item)) reading.comments.emplace_back(comment->text);
      if (const auto* event = std::get_if<wire::SseEvent>(&item)) take(*event);
    }
  }

  Reading reading;

 private:
  void take(const wire::SseEvent& event) {
    ++reading.events;
    ++reading.event_names[std::string(event.name)];
    deltas_.clear();
    decoder_->decode({event.name, event.data}, deltas_);
    for (const Delta& delta : deltas_)
      take(delta);
  }

  void take(const Delta& delta) {
    reading.message.add(delta);
    if (const auto* metadata = std::get_if<MetadataDelta>(&delta)) reading.models.emplace_back(metadata->model);
    if (const auto* finish = std::get_if<FinishDelta>(&delta)) reading.finish_reasons.emplace_back(finish->reason);
    if (const auto* error = std::get_if<ErrorDelta>(&delta)) reading.errors.push_back(ordered_json::parse(error->json));
    if (std::holds_alternative<TerminatorDelta>(delta)) reading.terminated = true;
    if (const auto* bad = std::get_if<UndecodableDelta>(&delta)) reading.undecodable.emplace_back(bad->what);
  }

  wire::SseParser parser_;
  std::unique_ptr<Decoder> decoder_ = make_openai_chat_decoder();
  std::vector<Delta> deltas_;
};

ordered_json to_json(const std::vector<ToolCall>& calls) {
  ordered_json list = ordered_json::array();
  for (const ToolCall& call : calls) {
    list.push_back({{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
  }
  return list;
}

ordered_json texts_by_choice(const Message& message) {
  ordered_json texts = ordered_json::object();
  for (std::size_t index = 0; index < message.choices.size(); ++index) {
    texts[std::to_string(index)] = message.choices[index].text;
  }
  return texts;
}

// The facts of the manifest that are about comments list each text once.
std::set<std::string> distinct(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void expect_facts(const Reading& reading, const ordered_json& facts) {
  const Message& message = reading.message;
  EXPECT_EQ(reading.undecodable, std::vector<std::string>{});
  EXPECT_EQ(reading.events, facts["events"]);
  EXPECT_EQ(reading.comments.size(), facts["comments"]);
  EXPECT_EQ(distinct(reading.comments), distinct(facts["comment_texts"].get<std::vector<std::string>>()));
  EXPECT_EQ(reading.terminated, facts["done_sentinel"]);
  EXPECT_EQ(message.first().text, facts["text"]);
  EXPECT_EQ(message.first().reasoning, facts["reasoning"]);
  EXPECT_EQ(to_json(message.first().tool_calls), facts["tool_calls"]);
  EXPECT_EQ(ordered_json(reading.finish_reasons), facts["finish_reasons"]);
  EXPECT_EQ(message.usage ? ordered_json::parse(*message.usage) : ordered_json(), facts["usage"]);
  EXPECT_EQ(reading.errors, facts.value("errors", ordered_json::array()));
  EXPECT_EQ(message.model, facts.value("model", ""));
  if (facts.contains("texts_by_choice")) {
    EXPECT_EQ(texts_by_choice(message), facts["texts_by_choice"]);
  }
  if (facts.contains("event_names")) {
    EXPECT_EQ(reading.event_names, (facts["event_names"].get<std::map<std::string, std::size_t>>()));
  }
}

// Cuts `body` into pieces of the lengths that `next_length` gives.
template <typename NextLength>
Reading read_in_pieces(std::string_view body, NextLength next_length) {
  Reader reader;
  while (!body.empty()) {
    const std::size_t length = std::min<std::size_t>(next_length(), body.size());
    reader.feed(body.substr(0, length));
    body.remove_prefix(length);
  }
  return std::move(reader.reading);
}

// One test a way of cutting, each over all streams: reading the manifest is the dear part.
class OpenaiChatCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!streams()) GTEST_SKIP() << wiretape::testing::no_corpus;
  }

  // `cut(entry, body)` reads the body in pieces.
  template <typename Cut>
  static void expect_facts_of_all(Cut cut) {
    for (const ordered_json& entry : *streams()) {
      SCOPED_TRACE(entry["file"]);
      const std::string body = wiretape::testing::corpus_body(entry);
      ASSERT_EQ(body.size(), entry["facts"]["bytes"]);
      expect_facts(cut(entry, body), entry["facts"]);
    }
  }
};

TEST_F(OpenaiChatCorpus, HasTheSixtyStreams) {
  EXPECT_EQ(streams()->size(), 60U);
}

TEST_F(OpenaiChatCorpus, WholeStreamsGiveTheFacts) {
  expect_facts_of_all([](const ordered_json& /*entry*/, const std::string& body) {
    return read_in_pieces(body, [&] { return body.size(); });
  });
}

TEST_F(OpenaiChatCorpus, OneByteAtATimeGivesTheFacts) {
  expect_facts_of_all(
      [](const ordered_json& /*entry*/, const std::string& body) { return read_in_pieces(body, [] { return 1; }); });
}

TEST_F(OpenaiChatCorpus, RandomSplitsGiveTheFacts) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    SCOPED_TRACE(seed);
    std::uint64_t state = seed;
    const auto next_length = [&] {
      state = state * 6364136223846793005U + 1442695040888963407U;
      return 1 + (state >> 33U) % 700;
    };
    expect_facts_of_all(
        [&](const ordered_json& /*entry*/, const std::string& body) { return read_in_pieces(body, next_length); });
  }
}

TEST_F(OpenaiChatCorpus, RecordedReadsGiveTheFacts) {
  std::size_t with_lengths = 0;
  expect_facts_of_all([&](const ordered_json& entry, const std::string& body) {
    const auto found = entry.find("read_lengths");
    const auto lengths =
        found != entry.end() && found->is_array() ? found->get<std::vector<std::size_t>>() : std::vector<std::size_t>{};
    if (!lengths.empty()) ++with_lengths;
    std::size_t next = 0;
    return read_in_pieces(body, [&] { return next < lengths.size() ? lengths[next++] : body.size(); });
  });
  EXPECT_GT(with_lengths, 0U);
}

}  // namespace
}  // namespace wiretape::provider
