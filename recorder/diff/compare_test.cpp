#include "wiretape/recorder/diff/compare.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::diff {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Strings = std::vector<std::string>;

const std::string sse_type = "text/event-stream; charset=utf-8";

/// An event stream of data without names.
ComparedAnswer stream_of(const Strings& data) {
  std::string body;
  for (const auto& each : data)
    body += "data: " + each + "\n\n";
  return {.status = 200, .content_type = sse_type, .body = std::move(body)};
}

/// One whose events are named as their `type`.
ComparedAnswer named_stream(const std::vector<std::pair<std::string, std::string>>& events) {
  std::string body;
  for (const auto& [name, members] : events)
    body += "event: " + name + "\ndata: {\"type\":\"" + name + "\"" + members + "}\n\n";
  return {.status = 200, .content_type = sse_type, .body = std::move(body)};
}

ComparedAnswer json_of(std::string body) {
  return {.status = 200, .content_type = "application/json", .body = std::move(body)};
}

Strings lines(const ComparedAnswer& recorded, const ComparedAnswer& now, const Strings& volatile_fields = {}) {
  Strings all;
  for (const auto& [severity, place, what] : compare(recorded, now, volatile_fields))
    all.push_back(std::string(to_string(severity)) + ": " + place + " " + what);
  return all;
}

// As OpenAI's chat completions stream: nothing says an event's type.

std::string delta(std::string_view members, std::string_view finish = "null") {
  return R"({"id":"c1","choices":[{"index":0,"delta":{)" + std::string(members) + R"(},"finish_reason":)" +
         std::string(finish) + "}]}";
}

const std::string role = delta(R"("role":"assistant","content":"")");
const std::string hi = delta(R"("content":"Hi")");
const std::string finish = delta("", R"("stop")");
const std::string usage = R"({"id":"c1","choices":[],"usage":{"total_tokens":9}})";

TEST(CompareChunks, DifferInNothingButWhatIsSaid) {
  EXPECT_THAT(lines(stream_of({role, hi, finish, usage, "[DONE]"}),
                    stream_of({role, delta(R"("content":"Oh")"), finish, usage, "[DONE]"})),
              IsEmpty());
}

TEST(CompareChunks, MayBeMore) {
  EXPECT_THAT(lines(stream_of({role, hi, finish, "[DONE]"}), stream_of({role, hi, hi, finish, "[DONE]"})),
              ElementsAre("volatile: events are 4, were 3"));
}

TEST(CompareChunks, TellsWhatIsGoneAndWhatIsNew) {
  EXPECT_THAT(lines(stream_of({role, hi, finish, usage, "[DONE]"}),
                    stream_of({delta(R"("content":"")"), delta(R"("content":"Hi","mood":"good")"), finish,
                               R"({"id":"c1","choices":[],"x":{"y":{}}})"})),
              ElementsAre("breaking: choices[].delta.role is gone", "breaking: usage is gone",
                          "breaking: events [DONE] no longer come", "additive: choices[].delta.mood is new: a text",
                          "additive: x is new: an object"));
}

TEST(CompareChunks, TellsAnotherType) {
  EXPECT_THAT(lines(stream_of({role, hi}), stream_of({role, delta(R"("content":null)")})),
              ElementsAre("breaking: choices[].delta.content is a text or null, was a text"));
  EXPECT_THAT(lines(stream_of({R"({"usage":null})"}), stream_of({R"({"usage":{"total_tokens":1}})"})),
              ElementsAre("additive: usage is an object, was null"));
}

TEST(CompareChunks, TellsAnotherOrder) {
  EXPECT_THAT(
      lines(stream_of({role, hi, finish, usage}), stream_of({role, hi, usage, finish})),
      ElementsAre("breaking: order choices[].finish_reason came before usage.total_tokens, and now begins behind "
                  "it"));
  EXPECT_THAT(lines(stream_of({role, hi, finish}), stream_of({role, finish, hi})),
              ElementsAre("breaking: order choices[].delta.content ended before choices[].finish_reason, and now ends "
                          "behind it"));
}

TEST(CompareChunks, LeaveWhatIsVolatileToComeAndGo) {
  EXPECT_THAT(
      lines(stream_of({R"({"a":[{"id":"x"}]})"}), stream_of({R"({"a":[{"nonce":1}]})"}), {"a.*.id", "a.*.nonce"}),
      ElementsAre("volatile: a[].id is gone", "volatile: a[].nonce is new: a number"));
}

TEST(CompareChunks, ThatAreNoJsonAnyMoreAreOthers) {
  EXPECT_THAT(lines(stream_of({hi}), stream_of({"oh no, a long text that is no JSON at all"})),
              ElementsAre("breaking: events no longer come", "additive: events text are new"));
}

// As Anthropic's messages stream: events have names.

const std::vector<std::pair<std::string, std::string>> message{
    {"message_start", R"(,"message":{"id":"m"})"},
    {"content_block_start", R"(,"index":0)"},
    {"ping", ""},
    {"content_block_delta", R"(,"index":0,"delta":{"type":"text_delta","text":"Hi"})"},
    {"content_block_stop", R"(,"index":0)"},
    {"message_delta", R"(,"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1})"},
    {"message_stop", ""}};

TEST(CompareNamedEvents, MayHavePingsAnywhereOrNone) {
  auto now = message;
  std::swap(now[2], now[3]);
  EXPECT_THAT(lines(named_stream(message), named_stream(now)), IsEmpty());
  EXPECT_THAT(lines(named_stream(message),
                    named_stream({message[0], message[1], message[3], message[4], message[5], message[6]})),
              ElementsAre("volatile: events ping no longer come"));
}

TEST(CompareNamedEvents, MayHaveMoreBlocks) {
  auto now = message;
  now.insert(now.begin() + 5, {message[1], message[3], message[4]});
  EXPECT_THAT(lines(named_stream(message), named_stream(now)),
              ElementsAre("volatile: events content_block_delta are 2, were 1",
                          "volatile: events content_block_start are 2, were 1",
                          "volatile: events content_block_stop are 2, were 1"));
}

TEST(CompareNamedEvents, TellsWhichEventHasALackOrAnotherPlace) {
  auto now = message;
  now[5].second = R"(,"delta":{"stop_reason":7})";
  now[6].first = "message_end";
  EXPECT_THAT(lines(named_stream(message), named_stream(now)),
              ElementsAre("breaking: message_delta: delta.stop_reason is a number, was a text",
                          "breaking: message_delta: usage is gone", "breaking: events message_stop no longer come",
                          "additive: events message_end are new"));
  auto moved = message;
  std::swap(moved[0], moved[1]);
  EXPECT_THAT(lines(named_stream(message), named_stream(moved)),
              ElementsAre("breaking: order events message_start came before events content_block_start, and now begins "
                          "behind it"));
}

TEST(CompareNamedEvents, GoByTheTypeInTheirJsonWhereTheyHaveNoName) {
  EXPECT_THAT(lines(stream_of({R"({"type":"response.created","id":1})", R"({"type":"response.done"})"}),
                    stream_of({R"({"type":"response.created"})", R"({"type":"response.done"})"})),
              ElementsAre("breaking: response.created: id is gone"));
}

TEST(CompareLines, AreComparedAsEventsAre) {
  const auto ndjson = [](std::string body) {
    return ComparedAnswer{.status = 200, .content_type = "application/x-ndjson", .body = std::move(body)};
  };
  const auto recorded = ndjson("{\"message\":{\"content\":\"H\"},\"done\":false}\n{\"done\":true,\"eval_count\":2}\n");
  EXPECT_THAT(lines(recorded, recorded), IsEmpty());
  EXPECT_THAT(
      lines(recorded, ndjson("{\"message\":{\"content\":\"H\"},\"done\":false}\n{\"done\":\"yes\"}\n")),
      ElementsAre("breaking: done is a text or true or false, was true or false", "breaking: eval_count is gone"));
}

TEST(CompareBodies, AreComparedByTheirMembers) {
  const auto recorded = json_of(R"({"id":"x","choices":[{"message":{"content":"Hi"}}],"empty":[]})");
  EXPECT_THAT(lines(recorded, json_of(R"({"choices":[{"message":{"content":"Ho"}}],"id":"y","empty":[{"a":1}]})")),
              IsEmpty());
  EXPECT_THAT(lines(recorded, json_of(R"({"id":1,"choices":[],"empty":[]})")),
              ElementsAre("breaking: id is a number, was a text"));
  EXPECT_THAT(lines(recorded, json_of("<html>")), ElementsAre("breaking: the body is no longer JSON"));
}

TEST(CompareAnswers, TellsStatusTypeAndEnding) {
  EXPECT_THAT(lines(json_of("{}"), {.status = 429, .content_type = "text/html", .body = "slow"}),
              ElementsAre("breaking: status is 429, was 200"));
  EXPECT_THAT(lines(json_of("{}"), ComparedAnswer{}), ElementsAre("breaking: status is none, was 200"));
  EXPECT_THAT(lines(json_of("{}"), stream_of({"{}"})),
              ElementsAre("breaking: content-type is 'text/event-stream', was 'application/json'"));
  auto other_case = json_of("{}");
  other_case.content_type = "Application/JSON; charset=utf-8";
  EXPECT_THAT(lines(json_of("{}"), other_case), IsEmpty());
}

TEST(CompareAnswers, TellsAnEndingThatIsAnother) {
  auto cut = json_of("{}");
  cut.ending = wire::Ending::cut_in_data;
  auto closed = json_of("{}");
  closed.ending = wire::Ending::closed;
  EXPECT_THAT(lines(json_of("{}"), cut), ElementsAre("breaking: end is cut_in_data, was complete"));
  EXPECT_THAT(lines(cut, json_of("{}")), ElementsAre("additive: end is complete, was cut_in_data"));
  EXPECT_THAT(lines(json_of("{}"), closed), IsEmpty());
}

}  // namespace
}  // namespace wiretape::recorder::diff
