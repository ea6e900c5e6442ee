#include "cli/show/timeline_text.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/timeline/timeline_for_test.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using timeline::timeline_for_test;

const std::string recording =
    "{id: a, request: {path: /v1/chat/completions}, response: {status: 200, headers: {content-type: "
    "text/event-stream}, "
    "body: [\"data: {\\\"choices\\\":[{\\\"index\\\":0,\\\"delta\\\":{\\\"content\\\":\\\"Hé\\\"}}]}\\n\\n\", "
    "\"data: [DONE]\\n\\n\"], arrivals: ['412.31:20 18.042:53'], end: {how: cut_between_chunks}}}";

TEST(TimelineText, ShowsEachReadAndWhatItSays) {
  EXPECT_EQ(timeline_text(timeline_for_test(recording), {}),
            "exchange a  t.yaml:3\n"
            "  POST /v1/chat/completions\n"
            "    if path /v1/chat/completions\n"
            "  200 OK\n"
            "    content-type: text/event-stream\n"
            "    transfer-encoding: chunked\n"
            "          ms          gap   bytes    body  read\n"
            "     412.310     +412.310     106      20  event 1 begins\n"
            "     430.352      +18.042      59      53  event 1 ends: text \"Hé\"\n"
            "                                           event 2: terminator\n"
            "     430.352       +0.000                  FIN\n"
            "  ending: cut_between_chunks by the upstream\n"
            "  total: 430.352 ms, 165 bytes in 2 reads, 73 of the body\n"
            "  first byte after 412.310 ms, first text after 430.352 ms, largest gap 18.042 ms, 2 events, 1 delta\n");
}

TEST(TimelineText, ShowsWhereFaultsShow) {
  const auto broken = timeline_for_test("{response: {body: abc}, faults: [{do: reset, at: {byte: 1}}]}",
                                        {{.text = "reset:byte=1", .is_hit = true, .step = 1},
                                         {.text = "hang:attempt=2", .is_hit = false},
                                         {.text = "other", .is_hit = true}});
  const auto text = timeline_text(broken, {});
  EXPECT_THAT(text, HasSubstr("\n                                           ! fault reset:byte=1\n"
                              "       0.000       +0.000                  RST\n"));
  EXPECT_THAT(text, HasSubstr("\n  fault hang:attempt=2: does not hit a first request\n"));
  EXPECT_THAT(text, HasSubstr("\n  fault other: shows nowhere beside the others\n"));
  EXPECT_THAT(text, HasSubstr("\n  ending: reset by the fault\n"));
}

TEST(TimelineText, ShowsAFaultBehindTheLastStep) {
  const auto cut = timeline_for_test("{response: {body: abc}}", {{.text = "end", .is_hit = true, .step = 1}});
  EXPECT_THAT(timeline_text(cut, {}), HasSubstr("abc\n                                           ! fault end\n"));
}

TEST(TimelineText, ShowsHowLongThingsGoOn) {
  const auto held =
      timeline_for_test("{response: {body: abc}, faults: [{do: hold, at: {byte: 1}, until: next_request}]}");
  EXPECT_THAT(timeline_text(held, {}), HasSubstr("  held until it is released\n" + std::string(43, ' ') +
                                                 "or the session's next request, at most 30000.000 ms\n"));
}

TEST(TimelineText, SaysHowItIsPlayed) {
  const auto client = timeline_for_test(
      "{response: {body: [abc], arrivals: ['1:3'], end: {by: client, how: abandoned}}, delivery: {instant: true}}");
  const auto text = timeline_text(client, {});
  EXPECT_THAT(text, HasSubstr("  ending: abandoned by the client; played as cut_between_chunks"));
  EXPECT_THAT(text, HasSubstr("; played without waiting\n"));
  EXPECT_THAT(timeline_text(timeline_for_test("{response: {body: abc}}"), {}),
              HasSubstr("  ending: complete by the server; the connection stays open\n"));
}

TEST(TimelineText, IsAsWideAsItMayBe) {
  const auto text = timeline_text(timeline_for_test(recording), {.columns = 50});
  EXPECT_THAT(text, HasSubstr("\n     430.352      +18.042      59      53  event …\n"));
  EXPECT_THAT(text, Not(HasSubstr("terminator")));
}

TEST(TimelineText, HasColoursWhereTheyAreWanted) {
  const auto timeline = timeline_for_test(recording);
  EXPECT_THAT(timeline_text(timeline, {}), Not(HasSubstr("\x1B")));
  EXPECT_THAT(timeline_text(timeline, {.has_colours = true}), HasSubstr("\x1B[31m  ending: "));
}

TEST(TimelineText, ObeysNoText) {
  const auto hostile = timeline_for_test(
      "{id: \"a\\e[31m\", request: {path: /v1/chat/completions}, "
      "reply: {text: \"\\e]0;owned\\a\\nline\\x9B2J\", chunks: [\"\\e]0;owned\\a\\nline\\x9B2J\"]}}");
  const auto text = timeline_text(hostile, {});
  EXPECT_THAT(text, Not(HasSubstr("\x1B")));
  EXPECT_THAT(text, Not(HasSubstr("\xC2\x9B")));
  EXPECT_THAT(text, HasSubstr(R"(text "\x1b]0;owned\x07\nline\xc2\x9b2J")"));
}

}  // namespace
}  // namespace wiretape::cli
