#include "wiretape/core/tape/load/response/load_stream.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using provider::CommentEvent;
using provider::DataEvent;
using provider::Event;
using provider::FieldsEvent;
using provider::PauseEvent;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<Event> read(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  std::vector<Event> events = read_stream(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return events;
}

std::vector<std::string> mistakes_in_stream(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  (void)read_stream(parsed.root(), parsed.mistakes());
  return parsed.lines();
}

TEST(LoadStream, ReadsEventsCommentsAndPauses) {
  EXPECT_THAT(
      read("- {event: ping, data: {b: 1, a: [2.0]}}\n"
           "- comment: \" keep-alive\"\n"
           "- wait: 250ms\n"
           "- {data: \"[DONE]\", id: 7}\n"),
      ElementsAre(Event(DataEvent{"ping", R"({"b":1,"a":[2.0]})", std::nullopt}), Event(CommentEvent{" keep-alive"}),
                  Event(PauseEvent{250ms}), Event(DataEvent{"", "[DONE]", "7"})));
  EXPECT_THAT(read("[]"), IsEmpty());
}

TEST(LoadStream, KeepsTextVerbatimAndMakesJsonOfTheRest) {
  EXPECT_THAT(
      read(
          R"([{data: "{\"a\": 1 }"}, {data: "two\nlines"}, {data: ""}, {data: 1.0}, {data: null}, {data: [a]}, {data: ~}])"),
      ElementsAre(Event(DataEvent{"", "{\"a\": 1 }", std::nullopt}), Event(DataEvent{"", "two\nlines", std::nullopt}),
                  Event(DataEvent{"", "", std::nullopt}), Event(DataEvent{"", "1.0", std::nullopt}),
                  Event(DataEvent{"", "null", std::nullopt}), Event(DataEvent{"", "[\"a\"]", std::nullopt}),
                  Event(DataEvent{"", "~", std::nullopt})));
}

TEST(LoadStream, ReadsBytes) {
  EXPECT_THAT(read("[{data: !b64 /w==}]"), ElementsAre(Event(DataEvent{"", "\xFF", std::nullopt})));
}

TEST(LoadStream, RefusesMixedItems) {
  EXPECT_THAT(mistakes_in_stream("[{comment: a, data: b}, {wait: 1ms, event: c}, {comment: a, wait: 1s}]"),
              ElementsAre("1:15: 'data' beside 'comment'; expected only one of them",
                          "1:37: 'event' beside 'wait'; expected only one of them",
                          "1:61: 'wait' beside 'comment'; expected only one of them"));
}

TEST(LoadStream, ReadsFieldsWithoutData) {
  EXPECT_THAT(read("[{event: ping}, {id: 1}, {retry: 3000}, {id: '', event: '', retry: 0}]"),
              ElementsAre(Event(FieldsEvent{.name = "ping"}), Event(FieldsEvent{.id = "1"}),
                          Event(FieldsEvent{.retry = 3000}), Event(FieldsEvent{.name = "", .id = "", .retry = 0})));
}

TEST(LoadStream, RefusesWhatIsNoTimeToRetry) {
  EXPECT_THAT(mistakes_in_stream("[{retry: 3s}, {retry: -1}, {retry: 1, data: a}, {retry: 1, wait: 1s}]"),
              ElementsAre(StartsWith("1:10: the text '3s'; expected a whole number"),
                          StartsWith("1:23: the number -1; expected a whole number"),
                          "1:39: 'data' beside 'retry'; expected only one of them",
                          "1:50: 'retry' beside 'wait'; expected only one of them"));
}

TEST(LoadStream, RefusesAnEmptyItem) {
  EXPECT_THAT(
      mistakes_in_stream("[{}]"),
      ElementsAre("1:2: an empty mapping; expected {event: …, data: …, id: …}, {retry: …}, {comment: …} or {wait: …}"));
}

TEST(LoadStream, RefusesWhatIsNoEvent) {
  EXPECT_THAT(
      mistakes_in_stream("[hello, {dat: x}, {data: }, {wait: 250}]"),
      ElementsAre("1:2: the text 'hello'; expected an event: a mapping", HasSubstr("1:9: an event without 'data'"),
                  AllOf(StartsWith("1:10: unknown key 'dat'"), HasSubstr("did you mean 'data'?")),
                  StartsWith("1:20: no value; expected a JSON value"), HasSubstr("say the unit: 250ms or 250s")));
  EXPECT_THAT(mistakes_in_stream("{data: x}"), ElementsAre("1:1: a mapping; expected a list of events"));
}

TEST(LoadStream, RefusesNamesAndIdsOfSeveralLines) {
  EXPECT_THAT(
      mistakes_in_stream(R"([{event: "a\nb", data: c}, {id: "a\r", data: c}, {event: "\0", data: c}])"),
      ElementsAre(HasSubstr("expected text without CR, LF and NUL"), HasSubstr("expected text without CR, LF and NUL"),
                  HasSubstr("expected text without CR, LF and NUL")));
}

}  // namespace
}  // namespace wiretape::tape
