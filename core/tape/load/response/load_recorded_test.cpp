#include "wiretape/core/tape/load/response/load_recorded.h"

#include <chrono>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::chrono_literals;

const RecordedResponse& recorded(const Exchange& exchange) {
  return std::get<RecordedResponse>(exchange.answer);
}

TEST(LoadRecorded, ReadsAllOfARecording) {
  const Exchange exchange = exchange_of(
      "request: {path: /v1/chat/completions}\n"
      "response:\n"
      "  status: 200\n"
      "  reason: Fine\n"
      "  headers: [[content-type, text/event-stream]]\n"
      "  body:\n"
      "    - \"data: h\xC3\xA9llo\\n\\n\"\n"
      "    - !b64 /wo=\n"
      "  arrivals: ['412.310:10 18.042:6']\n"
      "  end: {by: upstream, how: cut_in_data}\n"
      "  framing: {chunks: ['10 20']}\n");
  const RecordedResponse& response = recorded(exchange);
  EXPECT_EQ(response.head.reason, "Fine");
  EXPECT_EQ(response.head.fields, (wire::HttpFields{{"content-type", "text/event-stream"}}));
  EXPECT_THAT(response.body, ElementsAre("data: h\xC3\xA9llo\n\n", "\xFF\n"));
  EXPECT_THAT(response.arrivals, ElementsAre(Arrival{412'310us, 10}, Arrival{18'042us, 6}));
  EXPECT_EQ(response.end, (RecordedEnd{RecordedEnd::By::upstream, wire::Ending::cut_in_data}));
  EXPECT_EQ(std::get<ChunkFraming>(response.framing).sizes, (std::vector<std::uint64_t>{10, 20}));
  ASSERT_NE(exchange.dialect, nullptr);
  EXPECT_TRUE(exchange.delivery.as_recorded);
}

TEST(LoadRecorded, NeedsNothingButAListOfItems) {
  const Exchange exchange = exchange_of("response: {body: []}");
  EXPECT_THAT(recorded(exchange).body, IsEmpty());
  EXPECT_EQ(recorded(exchange).end, RecordedEnd{});
  EXPECT_FALSE(exchange.delivery.as_recorded);
  EXPECT_EQ(recorded(exchange_of("response: {body: [a], framing: close}")).end.how, wire::Ending::closed);
}

TEST(LoadRecorded, ReadsInformationalResponses) {
  const Exchange exchange = exchange_of(
      "response:\n  body: [a]\n  interim: [{status: 103, headers: {link: </a>}}, {status: 100, reason: Go on}]\n");
  EXPECT_THAT(recorded(exchange).interim, ElementsAre(wire::HttpResponseHead{103, "", 1, {{"link", "</a>"}}},
                                                      wire::HttpResponseHead{100, "Go on", 1, {}}));
  EXPECT_THAT(mistakes_of("response: {body: [a], interim: [{status: 200}, {status: 101}, {reason: a}, b]}"),
              ElementsAre(HasSubstr("the number 200"), HasSubstr("but 101"), HasSubstr("without 'status'"),
                          HasSubstr("an informational response")));
  EXPECT_THAT(mistakes_of("response: {body: a, interim: []}"),
              ElementsAre(HasSubstr("'interim' in a response that is not recorded")));
}

TEST(LoadRecorded, KeepsItsOwnPaceUnlessTheDeliveryGivesAnother) {
  const auto as_recorded = [](const std::string& delivery) {
    return exchange_of("response: {body: [a], arrivals: ['1:1']}\ndelivery: " + delivery).delivery.as_recorded;
  };
  EXPECT_TRUE(as_recorded("{speed: 2}"));
  EXPECT_TRUE(as_recorded("{instant: true, seed: 4}"));
  EXPECT_FALSE(as_recorded("{gap: 0}"));
  EXPECT_FALSE(as_recorded("{fragment: whole}"));
  EXPECT_FALSE(exchange_of("response: {body: a}").delivery.as_recorded);
}

TEST(LoadRecorded, RefusesItemsOfOtherKinds) {
  EXPECT_THAT(mistakes_of("response: {body: [a, {b: c}, 5]}"),
              ElementsAre(StartsWith("4:26: a mapping; expected an event as it was sent"),
                          StartsWith("4:34: the number 5; expected an event as it was sent")));
}

TEST(LoadRecorded, RefusesItsKeysInOtherResponses) {
  EXPECT_THAT(mistakes_of("response: {body: a, arrivals: [], end: {how: reset}, framing: close}"),
              ElementsAre(HasSubstr("'arrivals' in a response that is not recorded"), HasSubstr("'end' in"),
                          HasSubstr("'framing' in")));
}

TEST(LoadRecorded, RefusesArrivalsThatDoNotAddUp) {
  EXPECT_THAT(mistakes_of("response: {body: [abc, de], arrivals: ['1:2 1:2']}"),
              ElementsAre("4:43: arrivals of 4 bytes; expected arrivals of the body's 5 bytes"));
}

TEST(LoadRecorded, RefusesChunksThatDoNotAddUp) {
  const auto mistakes = [](const std::string& sizes, const std::string& how) {
    return mistakes_of("response: {body: [abcde], framing: {chunks: ['" + sizes + "']}, end: {how: " + how + "}}");
  };
  for (const std::string how :
       {"complete", "cut_before_crlf", "cut_between_chunks", "cut_in_size_line", "cut_in_trailers", "malformed"}) {
    EXPECT_THAT(mistakes("2 3", how), IsEmpty()) << how;
    EXPECT_THAT(mistakes("2 4", how), ElementsAre("4:49: chunks of 6 bytes; expected chunks of the body's 5 bytes"));
    EXPECT_THAT(mistakes("2 2", how), ElementsAre(StartsWith("4:49: chunks of 4 bytes"))) << how;
  }
  EXPECT_THAT(mistakes("2 4", "cut_in_data"), IsEmpty());
  EXPECT_THAT(mistakes("5 1", "cut_in_data"), IsEmpty());
  EXPECT_THAT(mistakes("6", "cut_in_data"), IsEmpty());
  for (const std::string sizes : {"5", "2 3", "6 1", "2 4 1", "1"})
    EXPECT_THAT(mistakes(sizes, "cut_in_data"), ElementsAre(HasSubstr("of which only the last goes beyond"))) << sizes;
  for (const std::string sizes : {"5", "6", "2 4"}) {
    EXPECT_THAT(mistakes(sizes, "reset"), IsEmpty()) << sizes;
  }
  EXPECT_THAT(mistakes("6 1", "reset"), ElementsAre(HasSubstr("chunks of 7 bytes")));
}

TEST(LoadRecorded, RefusesAnEndThatTheFramingCanNotHave) {
  const auto mistakes = [](const std::string& head_and_framing, const std::string& how) {
    return mistakes_of("response: {" + head_and_framing + ", body: [abcde], end: {how: " + how + "}}");
  };
  EXPECT_THAT(mistakes("status: 200", "short_content_length"),
              ElementsAre(AllOf(HasSubstr("the end 'short_content_length' of a chunked response"),
                                EndsWith("list the content-length that was not reached"))));
  EXPECT_THAT(mistakes("framing: close", "complete"), ElementsAre(EndsWith("say 'closed'")));
  EXPECT_THAT(mistakes("framing: close", "cut_in_data"), ElementsAre(HasSubstr("whose framing is close")));
  EXPECT_THAT(mistakes("headers: {content-length: 9}", "cut_in_data"),
              ElementsAre(HasSubstr("of a response with a content-length")));
  EXPECT_THAT(mistakes("headers: {transfer-encoding: chunked}", "closed"),
              ElementsAre(HasSubstr("a chunked response")));
  for (const std::string head : {"status: 200", "framing: close", "headers: {content-length: 9}"})
    EXPECT_THAT(mistakes(head, "reset"), IsEmpty()) << head;
  EXPECT_THAT(mistakes_of("response: {body: [], end: {how: cut_before_crlf}}"),
              ElementsAre("4:37: the end 'cut_before_crlf' of an empty body; expected an end outside of a chunk"));
}

TEST(LoadRecorded, RefusesAFramingThatTheHeadDenies) {
  EXPECT_THAT(mistakes_of("response: {headers: {content-length: 1}, body: [a], framing: {chunks: ['1']}}"),
              ElementsAre(HasSubstr("chunks of a response with a content-length")));
  EXPECT_THAT(mistakes_of("response: {headers: {content-length: 1}, body: [a], framing: close, end: {how: reset}}"),
              ElementsAre(HasSubstr("'framing: close' beside a head that lists another framing")));
}

TEST(LoadRecorded, RefusesABodyThatTheContentLengthDenies) {
  const auto mistakes = [](const std::string& how, const std::string& more = "") {
    return mistakes_of(more + "response: {headers: {content-length: 5}, body: [abc], end: {how: " + how + "}}");
  };
  EXPECT_THAT(mistakes("complete"), ElementsAre("4:52: a body of 3 bytes; expected a body that fits the content-length "
                                                "of 5 and the end 'complete'"));
  EXPECT_THAT(mistakes("short_content_length"), IsEmpty());
  EXPECT_THAT(mistakes("reset"), IsEmpty());
  EXPECT_THAT(mistakes("complete", "request: {method: HEAD}\n"), IsEmpty());
  EXPECT_THAT(mistakes_of("response: {headers: {content-length: 2}, body: [abc], end: {how: reset}}"),
              ElementsAre(HasSubstr("a body of 3 bytes")));
}

}  // namespace
}  // namespace wiretape::tape
