#include "wiretape/recorder/capture/exchange_of.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/match/closed_messages.h"
#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/capture/replayed_for_test.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using By = tape::RecordedEnd::By;
using program::PlayedWrite;
using wire::Ending;
using namespace std::chrono_literals;

const std::string status_line = "HTTP/1.1 200 OK\r\n";

TEST(ExchangeOf, HasTheBytesTheTimesAndTheEnd) {
  const tape::Exchange exchange = exchange_of(capture_of(stream_for_test()), {});
  const auto& recorded = std::get<tape::RecordedResponse>(exchange.answer);
  EXPECT_EQ(recorded.head, head_for_test());
  EXPECT_THAT(recorded.body, ElementsAre("data: h\xC3\xA9\n\n", "data: [DONE]\n\n"));
  EXPECT_EQ(recorded.arrivals.size(), 4U);
  EXPECT_EQ(recorded.end, tape::RecordedEnd{});
  EXPECT_THAT(std::get<tape::ChunkFraming>(recorded.framing).sizes, ElementsAre(9, 2, 14));
  EXPECT_EQ(exchange.dialect->name, "openai.chat");
  EXPECT_TRUE(exchange.delivery.as_recorded);
}

TEST(ExchangeOf, MeansItsMessagesAsAWhole) {
  auto events = stream_for_test();
  EXPECT_FALSE(tape::closed_messages(exchange_of(capture_of(events), {})));
  EXPECT_EQ(exchange_of(capture_of(events), {}).request.conversation.turn, 0U);
  events[1] = RequestBytes{R"({"model":"m","messages":[{"role":"user"},{"role":"assistant"},{"role":"user"}]})"};
  EXPECT_EQ(exchange_of(capture_of(events), {}).request.conversation.turn, std::nullopt);
}

TEST(ExchangeOf, PlaysReadByReadInTheChunksThatCame) {
  const auto played = program::play_in_memory(replayed_for_test(capture_of(stream_for_test())));
  const std::string head = status_line + "content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  EXPECT_THAT(played.writes, ElementsAre(PlayedWrite{10ms, head}, PlayedWrite{11'500us, "9\r\ndata: h\xC3"},
                                         PlayedWrite{12'750us, "\xA9\r\n2\r\n\n\n\r\ne\r\ndata: [DONE]\n\n\r\n"},
                                         PlayedWrite{12'800us, "0\r\n\r\n"}));
  EXPECT_FALSE(played.close);
}

/// How a response ended, and the bytes and the ending that its replay is to have.
struct EndCase {
  std::string name;
  wire::HttpFields framing_field;
  ResponseEnded end;
  std::vector<std::uint64_t> edges;
  std::string after_head;
  Ending replayed;
};

ResponseEnded ended(Ending how, tape::RecordedFraming framing = tape::ChunkFraming{}, By by = By::upstream) {
  return {{by, how}, std::move(framing), "", 2ms};
}

const wire::HttpFields chunked{{"transfer-encoding", "chunked"}};
const wire::HttpFields of_five{{"content-length", "5"}};
const wire::HttpFields of_nine{{"content-length", "9"}};

// The body is always "abcde", read as "abc" and "de".
std::vector<EndCase> end_cases() {
  using tape::ChunkFraming;
  using tape::CloseFraming;
  const std::string both = "2\r\nab\r\n3\r\ncde";
  return {
      {"complete", chunked, ended(Ending::complete), {2, 3}, both + "\r\n0\r\n\r\n", Ending::complete},
      {"trailers",
       chunked,
       ended(Ending::complete, ChunkFraming{{}, {{"x", "y"}}}),
       {5},
       "5\r\nabcde\r\n0\r\nx: y\r\n\r\n",
       Ending::complete},
      {"of_a_length", of_five, ended(Ending::complete, {}), {}, "abcde", Ending::complete},
      {"closed", {}, ended(Ending::closed, CloseFraming{}), {}, "abcde", Ending::closed},
      {"cut_in_size_line", chunked, ended(Ending::cut_in_size_line), {2, 3}, both + "\r\n1", Ending::cut_in_size_line},
      {"cut_in_data",
       chunked,
       ended(Ending::cut_in_data, ChunkFraming{{9}, {}}),
       {2},
       "2\r\nab\r\n9\r\ncde",
       Ending::cut_in_data},
      {"cut_before_crlf", chunked, ended(Ending::cut_before_crlf), {2, 3}, both, Ending::cut_before_crlf},
      {"cut_between_chunks",
       chunked,
       ended(Ending::cut_between_chunks),
       {2, 3},
       both + "\r\n",
       Ending::cut_between_chunks},
      {"cut_in_trailers", chunked, ended(Ending::cut_in_trailers), {2, 3}, both + "\r\n0\r\n", Ending::cut_in_trailers},
      {"short_content_length",
       of_nine,
       ended(Ending::short_content_length, {}),
       {},
       "abcde",
       Ending::short_content_length},
      {"reset", chunked, ended(Ending::reset), {2, 3}, both + "\r\n", Ending::reset},
      {"reset_in_a_chunk", chunked, ended(Ending::reset), {2}, "2\r\nab\r\n4\r\ncde", Ending::reset},
      {"reset_of_a_length", of_nine, ended(Ending::reset, {}), {}, "abcde", Ending::reset},
      {"reset_without_framing", {}, ended(Ending::reset, CloseFraming{}), {}, "abcde", Ending::reset},
      {"tls_cut", chunked, ended(Ending::tls_cut), {2, 3}, both + "\r\n", Ending::cut_between_chunks},
      {"tls_cut_in_a_chunk", chunked, ended(Ending::tls_cut), {2}, "2\r\nab\r\n4\r\ncde", Ending::cut_in_data},
      {"malformed", chunked, ended(Ending::malformed), {2, 3}, both + "\r\nno size\r\n", Ending::malformed},
      {"abandoned", chunked, ended(Ending::abandoned), {2, 3}, both + "\r\n", Ending::cut_between_chunks},
      {"timed_out",
       chunked,
       ended(Ending::timed_out, ChunkFraming{{7}, {}}),
       {2},
       "2\r\nab\r\n7\r\ncde",
       Ending::cut_in_data},
      {"abandoned_of_a_length", of_nine, ended(Ending::abandoned, {}), {}, "abcde", Ending::short_content_length},
      {"reset_by_the_client",
       chunked,
       ended(Ending::reset, ChunkFraming{}, By::client),
       {2},
       "2\r\nab\r\n4\r\ncde",
       Ending::cut_in_data},
  };
}

class ExchangeEnd : public ::testing::TestWithParam<EndCase> {};

std::vector<CaptureEvent> events_of(const EndCase& each) {
  std::vector<CaptureEvent> events{request_for_test(), RequestSent{}, ResponseBegan{head_for_test(each.framing_field)},
                                   ResponseRead{1ms, "abc"}, ResponseRead{2ms, "de"}};
  for (const std::uint64_t size : each.edges)
    events.emplace_back(ChunkEdges{{size}});
  events.emplace_back(each.end);
  return events;
}

TEST_P(ExchangeEnd, IsReplayedToTheByte) {
  const program::WireProgram replayed = replayed_for_test(capture_of(events_of(GetParam())));
  std::string head = status_line;
  for (const auto& [name, value] : GetParam().framing_field)
    head += name + ": " + value + "\r\n";
  EXPECT_EQ(replayed.bytes, head + "\r\n" + GetParam().after_head);
  EXPECT_EQ(replayed.ending, GetParam().replayed);
}

TEST_P(ExchangeEnd, IsNeverCompleteUnlessItWas) {
  const bool was_complete = GetParam().end.end.how == Ending::complete;
  EXPECT_EQ(replayed_for_test(capture_of(events_of(GetParam()))).ending == Ending::complete, was_complete);
}

INSTANTIATE_TEST_SUITE_P(Of, ExchangeEnd, ::testing::ValuesIn(end_cases()),
                         [](const auto& each) { return each.param.name; });

TEST(ExchangeOf, HasABodyForNobodyWhoAskedWithHead) {
  const auto exchange = exchange_of(
      capture_of({request_for_test("HEAD", "/v1/models"), RequestSent{}, ResponseBegan{head_for_test(of_nine)},
                  ResponseRead{1ms, ""}, ResponseEnded{{}, {}, "", 1ms}}),
      {});
  EXPECT_EQ(program_for_test(exchange).bytes, status_line + "content-length: 9\r\n\r\n");
}

std::vector<CaptureEvent> without_head(By by, Ending how) {
  return {request_for_test(), RequestBytes{chat_body}, RequestSent{1ms},
          ResponseEnded{{by, how}, {}, "Connection reset by peer", 4ms}};
}

program::PlayedProgram played_without_head(By by, Ending how) {
  return program::play_in_memory(replayed_for_test(capture_of(without_head(by, how))));
}

TEST(ExchangeOf, SendsNothingWhereNoWholeHeadCame) {
  const auto reset = played_without_head(By::upstream, Ending::reset);
  EXPECT_EQ(reset.text(), "");
  EXPECT_TRUE(reset.has_reset());
  EXPECT_EQ(reset.duration, 3ms);
  for (const Ending how : {Ending::cut_in_head, Ending::tls_cut, Ending::malformed}) {
    EXPECT_EQ(played_without_head(By::upstream, how).text(), "");
    EXPECT_TRUE(played_without_head(By::upstream, how).has_fin());
  }
  for (const Ending how : {Ending::abandoned, Ending::timed_out}) {
    EXPECT_EQ(played_without_head(By::client, how).text(), "");
    EXPECT_TRUE(played_without_head(By::client, how).hangs());
  }
}

}  // namespace
}  // namespace wiretape::recorder::capture
