#include "wiretape/core/timeline/timeline.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/timeline/timeline_for_test.h"

namespace wiretape::timeline {
namespace {

using wire::Ending;

const std::string two_reads = "response: {body: [abc, de], arrivals: ['1.5:3 0.25:2']";

TEST(Timeline, SaysWhatIsAskedAndWhatAnswers) {
  const auto timeline = timeline_for_test(
      "{id: a, request: {method: POST, path: /v1/chat/completions, json: {model: m}}, reply: {text: Hi}}");
  EXPECT_EQ(timeline.tape, "t.yaml");
  EXPECT_EQ(timeline.line, 3U);
  EXPECT_EQ(timeline.exchange, "a");
  EXPECT_EQ(timeline.method, "POST");
  EXPECT_EQ(timeline.target, "/v1/chat/completions");
  ASSERT_EQ(timeline.rule.size(), 3U);
  EXPECT_EQ(timeline.rule[1].name, "path");
  EXPECT_EQ(timeline.rule[1].expected, "/v1/chat/completions");
  EXPECT_EQ(timeline.rule[2].name, "json /model");
  EXPECT_EQ(timeline.dialect, "openai.chat");
  EXPECT_EQ(timeline.answer, "reply");
  EXPECT_FALSE(timeline.has_reads);
  EXPECT_EQ(timeline.heard.steps.size(), timeline.program->steps.size());
  EXPECT_EQ(timeline.totals.bytes, timeline.program->bytes.size());
}

TEST(Timeline, TellsTheLevelsApart) {
  EXPECT_EQ(timeline_for_test("{response: {body: a}}").answer, "body");
  EXPECT_EQ(timeline_for_test("{response: {stream: [{data: a}]}}").answer, "stream");
  const auto recorded = timeline_for_test("{" + two_reads + "}}");
  EXPECT_EQ(recorded.answer, "recorded");
  EXPECT_TRUE(recorded.has_reads);
  EXPECT_FALSE(timeline_for_test("{" + two_reads + "}, delivery: {gap: 1ms}}").has_reads);
}

TEST(Timeline, HasTheReadsOfARecording) {
  const auto timeline = timeline_for_test("{" + two_reads + "}}");
  EXPECT_EQ(timeline.heard.steps[0].body_bytes(), 3U);
  EXPECT_EQ(timeline.heard.steps[1].body_bytes(), 2U);
  EXPECT_EQ(timeline.program->steps[0].at.count(), 1500);
  EXPECT_EQ(timeline.program->steps[1].at.count(), 1750);
}

TEST(Timeline, SaysWhoEndsIt) {
  const auto ending = [](const std::string& exchange) { return timeline_for_test(exchange).ending; };
  EXPECT_EQ(ending("{response: {body: a}}").by, EndedBy::server);
  EXPECT_EQ(ending("{response: {body: a}}").how, Ending::complete);
  EXPECT_EQ(ending("{response: {body: abc}, faults: [{do: reset, at: {byte: 1}}]}").by, EndedBy::fault);
  EXPECT_EQ(ending("{response: {body: abc}, faults: [{do: reset, at: {byte: 1}}]}").how, Ending::reset);
  const auto upstream = ending("{" + two_reads + ", end: {how: cut_between_chunks}}}");
  EXPECT_EQ(upstream.by, EndedBy::upstream);
  EXPECT_EQ(upstream.how, Ending::cut_between_chunks);
  EXPECT_EQ(upstream.played, Ending::cut_between_chunks);
  const auto client = ending("{" + two_reads + ", end: {by: client, how: abandoned}}}");
  EXPECT_EQ(client.by, EndedBy::client);
  EXPECT_EQ(client.how, Ending::abandoned);
  EXPECT_EQ(client.played, Ending::cut_between_chunks);
  EXPECT_EQ(to_string(EndedBy::upstream), "upstream");
}

}  // namespace
}  // namespace wiretape::timeline
