#include "wiretape/recorder/capture/tape_text.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/capture/exchange_of.h"
#include "wiretape/recorder/capture/replayed_for_test.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

TEST(TapeText, IsATapeThatSaysWhatWasCaptured) {
  const Capture capture = capture_of(stream_for_test());
  const auto exchange = exchange_for_test(text_for_test(capture));
  auto expected = exchange_of(capture, {});
  expected.id = "000001-a";
  EXPECT_EQ(exchange, expected);
}

TEST(TapeText, ReadsAsThis) {
  EXPECT_EQ(text_for_test(capture_of(stream_for_test())),
            R"(wiretape: 1
exchanges:
  # 2025-11-28T08:30:00.000Z to https://api.example.com
  - id: "000001-a"
    request:
      method: POST
      path: /v1/chat/completions
      json: {model: m, messages: [{role: user, content: Hi}], stream: true}
      turn: 0
      not: {json: {stream_options: {include_usage: true}}}
    response:
      status: 200
      reason: OK
      headers:
        - [content-type, text/event-stream]
        - [transfer-encoding, chunked]
      body:
        - "data: hé\n\n"
        - "data: [DONE]\n\n"
      arrivals: ["10.000:0 1.500:8 1.250:17 0.050:0"]
      framing: {chunks: ["9 2 14"]}
      end: {by: upstream, how: complete}
    recorded_request:
      upstream: "https://api.example.com"
      method: POST
      target: /v1/chat/completions
      headers:
        - [content-type, application/json]
        - [authorization, Bearer sk-secret1]
      body: '{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}'
)");
}

TEST(TapeText, SaysWhyItDidNotEndAsItShould) {
  auto events = stream_for_test();
  events.back() = ResponseEnded{{tape::RecordedEnd::By::upstream, wire::Ending::reset}, {}, "odd\nwords \xC3", 1ms};
  EXPECT_THAT(text_for_test(capture_of(events)), HasSubstr("\n  # odd?words ?\n"));
  events.pop_back();
  EXPECT_THAT(text_for_test(capture_of(events)), HasSubstr("\n  # incomplete: "));
  EXPECT_THAT(text_for_test(capture_of({request_for_test(), RequestSent{}, ResponseEnded{}})),
              HasSubstr("\n  # no whole head came"));
}

TEST(TapeText, TellsOfInformationalHeads) {
  auto events = stream_for_test();
  const wire::HttpResponseHead hints{
      .status = 103, .reason = "Early Hints", .minor_version = 1, .fields = {{"link", "</a>"}}};
  events.insert(events.begin() + 3, Interim{hints});
  EXPECT_THAT(
      text_for_test(capture_of(events)),
      HasSubstr("\n      interim:\n        - {status: 103, reason: Early Hints, headers: [[link, \"</a>\"]]}\n"));
  EXPECT_THAT(text_for_test(capture_of({request_for_test(), RequestSent{}, Interim{hints}, ResponseEnded{}})),
              HasSubstr("\n  # before its head came: 103 Early Hints; link: </a>\n"));
}

TEST(TapeText, LeavesOutARuleThatCanNotBeWritten) {
  auto events = stream_for_test();
  events[1] = RequestBytes{R"({"model":"m","tools":["...","a","..."]})"};
  const std::string text = text_for_test(capture_of(events));
  EXPECT_THAT(text, HasSubstr("path: /v1/chat/completions"));
  EXPECT_THAT(text.substr(0, text.find("recorded_request:")), Not(HasSubstr("tools")));
}

TEST(TapeText, TellsWhatATapeCanNotSay) {
  auto events = stream_for_test();
  auto head = head_for_test();
  head.status = 999;
  events[3] = ResponseBegan{head};
  const auto text = tape_text(capture_of(events), {}, "000001-a");
  ASSERT_TRUE(std::holds_alternative<text::Diagnostics>(text));
  EXPECT_THAT(text::to_string(std::get<text::Diagnostics>(text)), HasSubstr("999"));
}

TEST(TapeText, HasAnyBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte)
    all += static_cast<char>(byte);
  const auto capture = capture_of({request_for_test(), RequestSent{},
                                   ResponseBegan{head_for_test({{"x", "\xFF: \"'"}, {"content-length", "256"}})},
                                   ResponseRead{1ms, all}, ResponseEnded{{}, {}, "", 1ms}});
  EXPECT_THAT(replayed_for_test(capture).bytes, ::testing::EndsWith("\r\n\r\n" + all));
}

}  // namespace
}  // namespace wiretape::recorder::capture
