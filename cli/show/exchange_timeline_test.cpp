#include "cli/show/exchange_timeline.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"

#include "cli/show/tape_answers.h"
#include "tests/support/corpus.h"

namespace wiretape::cli {
namespace {

using timeline::EndedBy;
using timeline::Timeline;

tape::Tape tape_of(const std::string& exchange) {
  auto parsed = tape::parse_tape("wiretape: 1\nexchanges:\n  - " + exchange + "\n", "t.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    ADD_FAILURE() << to_string(*mistakes);
    return {};
  }
  return std::get<tape::Tape>(std::move(parsed));
}

Timeline made(const tape::Exchange& exchange) {
  auto timeline = exchange_timeline("t.yaml", exchange);
  if (const auto* error = std::get_if<std::string>(&timeline)) {
    ADD_FAILURE() << *error;
    return {};
  }
  return std::get<Timeline>(std::move(timeline));
}

Timeline of(const std::string& exchange) {
  return made(tape_of(exchange).exchanges.front());
}

const std::string chat = "request: {path: /v1/chat/completions}, reply: {text: One two three, chunks: word}";

std::string said_text(const Timeline& timeline) {
  std::string text;
  for (const auto& step : timeline.heard.steps) {
    for (const auto& event : step.events) {
      for (const auto& said : event.says) {
        if (said.kind == timeline::Said::Kind::text && said.choice == 0) text += said.text;
      }
    }
  }
  return text;
}

TEST(ExchangeTimeline, IsThatOfAFirstRequest) {
  const auto timeline = of("{" + chat + ", delivery: {first_byte: 20ms, gap: 5ms}}");
  EXPECT_EQ(said_text(timeline), "One two three");
  EXPECT_EQ(timeline.totals.first_byte->count(), 20'000);
  EXPECT_EQ(timeline.totals.largest_gap.count(), 5'000);
  EXPECT_EQ(timeline.ending.by, EndedBy::server);
}

TEST(ExchangeTimeline, PlacesAFaultWhereItShows) {
  const auto timeline = of("{" + chat + ", faults: [{do: reset, at: {event: 3}}]}");
  ASSERT_EQ(timeline.faults.size(), 1U);
  EXPECT_EQ(timeline.faults[0].text, "reset:event=3");
  EXPECT_TRUE(timeline.faults[0].is_hit);
  ASSERT_TRUE(timeline.faults[0].step);
  EXPECT_EQ(*timeline.faults[0].step, timeline.program->steps.size() - 1);
  EXPECT_EQ(timeline.ending.how, wire::Ending::reset);
  EXPECT_EQ(timeline.ending.by, EndedBy::fault);
}

TEST(ExchangeTimeline, PlacesEachOfSeveralFaults) {
  const auto timeline =
      of("{" + chat + ", faults: [{do: stall, at: {event: 2}, for: 1s}, {do: reset, at: {event: 4}}]}");
  ASSERT_EQ(timeline.faults.size(), 2U);
  ASSERT_TRUE(timeline.faults[0].step && timeline.faults[1].step);
  EXPECT_EQ(timeline.totals.slowest_step, timeline.faults[0].step);
  EXPECT_LT(*timeline.faults[0].step, *timeline.faults[1].step);
}

TEST(ExchangeTimeline, TellsOfAFaultThatDoesNotHitYet) {
  const auto timeline = of("{" + chat + ", faults: [{do: reset, at: {event: 3}, attempt: 2}]}");
  ASSERT_EQ(timeline.faults.size(), 1U);
  EXPECT_FALSE(timeline.faults[0].is_hit);
  EXPECT_FALSE(timeline.faults[0].step);
  EXPECT_EQ(timeline.ending.how, wire::Ending::complete);
}

TEST(ExchangeTimeline, NeedsNoRequestThatAnExpressionMeets) {
  const auto timeline = of("{request: {path: /v1/chat/completions, matches: 'h[ae]llo'}, reply: {text: Hi}}");
  EXPECT_EQ(said_text(timeline), "Hi");
  EXPECT_EQ(timeline.rule.size(), 2U);
}

TEST(ExchangeTimeline, IsMadeOfWhatComesThen) {
  const auto answers = all_answers(
      tape_of("{id: a, request: {path: /v1/chat/completions}, reply: {tool_calls: [{name: f}], then: {text: Done.}}}"));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].id, "a.then");
  EXPECT_EQ(said_text(made(answers[1])), "Done.");
}

TEST(ExchangeTimeline, SaysWhyThereIsNone) {
  const auto tape = tape_of("{request: {path: /a}, response: {body: '{{request.json./x}}'}}");
  const auto timeline = exchange_timeline("t.yaml", tape.exchanges.front());
  ASSERT_TRUE(std::holds_alternative<std::string>(timeline));
  EXPECT_THAT(std::get<std::string>(timeline), ::testing::HasSubstr("lacks"));
}

/// A capture as a recorder would keep it: each read 997 bytes, 10 ms apart.
tape::Exchange recording_of(const std::string& body) {
  tape::RecordedResponse recorded;
  recorded.head = {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}};
  recorded.body = {body};
  for (std::size_t at = 0; at < body.size(); at += 997)
    recorded.arrivals.push_back({std::chrono::milliseconds(10), std::min<std::size_t>(997, body.size() - at)});
  tape::Exchange exchange{.id = "recorded"};
  exchange.request.path = "/v1/chat/completions";
  exchange.answer = recorded;
  exchange.delivery.as_recorded = true;
  return exchange;
}

TEST(ExchangeTimeline, HearsWhatCapturesSay) {
  const auto streams = wiretape::testing::corpus_streams("openai.chat");
  if (!streams) GTEST_SKIP() << wiretape::testing::no_corpus;
  for (const auto& stream : *streams) {
    const auto body = wiretape::testing::corpus_body(stream);
    const auto timeline = made(recording_of(body));
    EXPECT_TRUE(timeline.has_reads);
    EXPECT_EQ(timeline.totals.body_bytes, body.size());
    EXPECT_EQ(timeline.totals.writes, (body.size() + 996) / 997);
    EXPECT_EQ(timeline.totals.events, stream.at("facts").at("events").get<std::size_t>()) << stream.at("file");
    EXPECT_EQ(said_text(timeline), stream.at("facts").at("text").get<std::string>()) << stream.at("file");
    EXPECT_EQ(timeline.ending.by, EndedBy::upstream);
  }
}

}  // namespace
}  // namespace wiretape::cli
