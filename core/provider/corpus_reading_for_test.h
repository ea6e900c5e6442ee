#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/json_array/json_array_parser.h"
#include "wiretape/core/wire/ndjson/ndjson_parser.h"
#include "wiretape/core/wire/sse/sse_parser.h"

#include "tests/support/corpus.h"

// For tests: what a dialect's decoder makes of the real streams of the corpus, however they are cut.

namespace wiretape::provider {

// What was seen of a stream that the message alone does not say.
struct CorpusReading {
  Message message;
  std::size_t events = 0;
  std::vector<std::string> comments;
  std::map<std::string, std::size_t> event_names;
  std::vector<std::string> finish_reasons;
  std::vector<std::string> models;
  nlohmann::ordered_json errors = nlohmann::ordered_json::array();
  bool terminated = false;
  std::vector<std::string> undecodable;
};

class CorpusReader {
 public:
  CorpusReader(const Dialect& dialect, wire::Framing framing)
      : framing_(framing), decoder_(dialect.read.make_decoder()) {}

  void feed(std::string_view bytes) {
    switch (framing_) {
      case wire::Framing::sse:
        return feed_events(bytes);
      case wire::Framing::ndjson:
        return feed_lines(bytes);
      case wire::Framing::json_array:
        return feed_elements(bytes);
      case wire::Framing::websocket:
        return;  // no body has it
    }
  }

  CorpusReading reading;

 private:
  void feed_events(std::string_view bytes) {
    while (true) {
      const wire::SseItem item = events_.next(bytes);
      if (std::holds_alternative<wire::SseNeedMore>(item)) return;
      if (const auto* comment = std::get_if<wire::SseComment>(&item)) reading.comments.emplace_back(comment->text);
      if (const auto* event = std::get_if<wire::SseEvent>(&item)) take({event->name, event->data});
    }
  }

  void feed_lines(std::string_view bytes) {
    while (true) {
      const wire::NdjsonItem item = lines_.next(bytes);
      const auto* line = std::get_if<wire::NdjsonLine>(&item);
      if (line == nullptr) return;
      take({{}, line->text});
    }
  }

  void feed_elements(std::string_view bytes) {
    while (true) {
      const wire::JsonArrayItem item = elements_.next(bytes);
      const auto* element = std::get_if<wire::JsonArrayElement>(&item);
      if (element == nullptr) return;
      take({{}, element->text});
    }
  }

  void take(const Frame& frame) {
    ++reading.events;
    ++reading.event_names[std::string(frame.name)];
    deltas_.clear();
    decoder_->decode(frame, deltas_);
    for (const Delta& delta : deltas_)
      take(delta);
  }

  void take(const Delta& delta) {
    reading.message.add(delta);
    if (const auto* metadata = std::get_if<MetadataDelta>(&delta)) reading.models.emplace_back(metadata->model);
    if (const auto* finish = std::get_if<FinishDelta>(&delta)) reading.finish_reasons.emplace_back(finish->reason);
    if (const auto* error = std::get_if<ErrorDelta>(&delta))
      reading.errors.push_back(nlohmann::ordered_json::parse(error->json));
    if (std::holds_alternative<TerminatorDelta>(delta)) reading.terminated = true;
    if (const auto* bad = std::get_if<UndecodableDelta>(&delta)) reading.undecodable.emplace_back(bad->what);
  }

  wire::Framing framing_;
  wire::SseParser events_;
  wire::NdjsonParser lines_;
  wire::JsonArrayParser elements_;
  std::unique_ptr<Decoder> decoder_;
  std::vector<Delta> deltas_;
};

inline nlohmann::ordered_json to_json(const std::vector<ToolCall>& calls) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ToolCall& call : calls) {
    list.push_back({{"id", call.id}, {"name", call.name}, {"arguments", call.arguments}});
  }
  return list;
}

// The facts of the manifest that are about comments list each text once.
inline std::set<std::string> distinct(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

/// What every dialect must say of a stream, whatever else it says.
inline void expect_common_facts(const CorpusReading& reading, const nlohmann::ordered_json& facts) {
  const Message& message = reading.message;
  EXPECT_EQ(reading.undecodable, std::vector<std::string>{});
  EXPECT_EQ(reading.events, facts["events"]);
  EXPECT_EQ(reading.comments.size(), facts.value("comments", 0U));
  EXPECT_EQ(distinct(reading.comments), distinct(facts.value("comment_texts", std::vector<std::string>())));
  EXPECT_EQ(message.first().text, facts["text"]);
  EXPECT_EQ(message.first().reasoning, facts["reasoning"]);
  EXPECT_EQ(to_json(message.first().tool_calls), facts["tool_calls"]);
  EXPECT_EQ(nlohmann::ordered_json(reading.finish_reasons), facts["finish_reasons"]);
  EXPECT_EQ(message.usage ? nlohmann::json::parse(*message.usage) : nlohmann::json(), nlohmann::json(facts["usage"]));
  EXPECT_EQ(reading.errors, facts.value("errors", nlohmann::ordered_json::array()));
  EXPECT_EQ(message.model, facts.value("model", ""));
  if (facts.contains("event_names")) {
    EXPECT_EQ(reading.event_names, (facts["event_names"].get<std::map<std::string, std::size_t>>()));
  }
}

// Cuts `body` into pieces of the lengths that `next_length` gives.
template <typename NextLength>
CorpusReading read_in_pieces(const Dialect& dialect, wire::Framing framing, std::string_view body,
                             NextLength next_length) {
  CorpusReader reader(dialect, framing);
  while (!body.empty()) {
    const std::size_t length = std::min<std::size_t>(next_length(), body.size());
    reader.feed(body.substr(0, length));
    body.remove_prefix(length);
  }
  return std::move(reader.reading);
}

inline wire::Framing corpus_framing(const nlohmann::ordered_json& entry) {
  if (entry["framing"] == "jsonarray") return wire::Framing::json_array;
  return entry["framing"] == "ndjson" ? wire::Framing::ndjson : wire::Framing::sse;
}

/// Reads the streams of a dialect in every way that a network may cut them, and hands each reading, with what the
/// manifest says of it, to `expect_facts(reading, facts)`. Returns of how many the lengths of the real reads are known.
template <typename ExpectFacts>
std::size_t expect_facts_however_cut(const Dialect& dialect, const nlohmann::ordered_json& streams,
                                     ExpectFacts expect_facts) {
  std::size_t with_lengths = 0;
  std::uint64_t state = 1;
  const auto random_length = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return 1 + (state >> 33U) % 700;
  };
  for (const nlohmann::ordered_json& entry : streams) {
    SCOPED_TRACE(entry["file"]);
    const nlohmann::ordered_json& facts = entry["facts"];
    const auto framing = corpus_framing(entry);
    const std::string body = wiretape::testing::corpus_body(entry);
    EXPECT_EQ(body.size(), facts["bytes"]);
    expect_facts(read_in_pieces(dialect, framing, body, [&] { return body.size(); }), facts);
    expect_facts(read_in_pieces(dialect, framing, body, [] { return 1; }), facts);
    expect_facts(read_in_pieces(dialect, framing, body, random_length), facts);
    expect_facts(read_in_pieces(dialect, framing, body, random_length), facts);
    const auto found = entry.find("read_lengths");
    if (found == entry.end() || !found->is_array()) continue;
    const auto lengths = found->get<std::vector<std::size_t>>();
    ++with_lengths;
    std::size_t next = 0;
    const auto recorded = [&] { return next < lengths.size() ? lengths[next++] : body.size(); };
    expect_facts(read_in_pieces(dialect, framing, body, recorded), facts);
  }
  return with_lengths;
}

}  // namespace wiretape::provider
