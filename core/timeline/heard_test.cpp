#include "wiretape/core/timeline/heard.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/timeline/program_for_test.h"

namespace wiretape::timeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Heard heard(const std::vector<std::string>& writes, std::string_view dialect = "openai.chat") {
  return hear(program_for_test(writes), *provider::find_dialect(dialect));
}

std::vector<std::size_t> body_sizes(const Heard& heard) {
  std::vector<std::size_t> sizes;
  for (const auto& step : heard.steps)
    sizes.push_back(step.body_bytes());
  return sizes;
}

TEST(Heard, HasTheHeadAndWhatEachStepSays) {
  const auto all = heard({stream_head + text_event("Hel"), ": ping\n\n" + text_event("lo"), "data: [DONE]\n\n"});
  ASSERT_TRUE(all.head);
  EXPECT_EQ(all.head->status, 200);
  ASSERT_THAT(all.steps, SizeIs(4));
  ASSERT_THAT(all.steps[0].events, SizeIs(1));
  EXPECT_EQ(all.steps[0].events[0].number, 1U);
  EXPECT_THAT(all.steps[0].events[0].says, ElementsAre(Said{.kind = Said::Kind::text, .text = "Hel"}));
  ASSERT_THAT(all.steps[1].events, SizeIs(2));
  EXPECT_EQ(all.steps[1].events[0].kind, HeardEvent::Kind::comment);
  EXPECT_EQ(all.steps[1].events[0].number, 0U);
  EXPECT_THAT(all.steps[1].events[0].says, ElementsAre(Said{.text = " ping"}));
  EXPECT_EQ(all.steps[1].events[1].number, 2U);
  EXPECT_THAT(all.steps[2].events[0].says, ElementsAre(Said{.kind = Said::Kind::terminator}));
  EXPECT_THAT(all.steps[3].events, IsEmpty());
}

TEST(Heard, SaysWhatAnEventSaysWhereItEnds) {
  const auto event = text_event("Hi");
  for (std::size_t cut = 1; cut < event.size(); ++cut) {
    const auto all = heard({stream_head, event.substr(0, cut), event.substr(cut)});
    ASSERT_THAT(all.steps[1].events, SizeIs(1)) << cut;
    if (cut == event.size() - 1) continue;  // the blank line's end is no part of an event that has ended
    ASSERT_THAT(all.steps[2].events, SizeIs(1)) << cut;
    EXPECT_EQ(all.steps[1].events[0].part, Part::begin);
    EXPECT_THAT(all.steps[1].events[0].says, IsEmpty());
    EXPECT_EQ(all.steps[2].events[0].part, Part::end);
    EXPECT_THAT(all.steps[2].events[0].says, SizeIs(1));
  }
}

TEST(Heard, CountsTheBytesOfTheBodyWithoutItsChunks) {
  const auto head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  const auto all = heard({head, "e\r\ndata: [DO", "NE]\n\n\r\n", "0\r\n\r\n"});
  EXPECT_THAT(body_sizes(all), ElementsAre(0U, 9U, 5U, 0U, 0U));
}

TEST(Heard, ReadsAWholeAnswer) {
  const std::string body = R"({"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]})";
  const auto head =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(body.size()) +
      "\r\n\r\n";
  const auto all = heard({head + body.substr(0, 5), body.substr(5)});
  EXPECT_THAT(all.steps[0].events, IsEmpty());
  ASSERT_THAT(all.steps[1].events, SizeIs(1));
  EXPECT_EQ(all.steps[1].events[0].kind, HeardEvent::Kind::answer);
  EXPECT_THAT(all.steps[1].events[0].says, ::testing::Contains(Said{.kind = Said::Kind::text, .text = "Hi"}));
  EXPECT_THAT(heard({head + body.substr(0, 5)}).steps[0].events, IsEmpty());
}

TEST(Heard, ReadsAnError) {
  const auto all =
      heard({"HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\n\r\n"
             R"({"error":{"message":"slow down","type":"requests"}})"});
  EXPECT_EQ(all.head->status, 429);
  ASSERT_THAT(all.steps[0].events, SizeIs(1));
  EXPECT_THAT(all.steps[0].events[0].says,
              ElementsAre(Said{.kind = Said::Kind::error, .text = "slow down", .name = "requests"}));
}

TEST(Heard, HasNothingToSayOfOtherBodies) {
  EXPECT_THAT(heard({"HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\n\r\nID3"}).steps[0].events, IsEmpty());
  EXPECT_THAT(heard({"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"data\":[]}"}).steps[0].events,
              IsEmpty());
  const auto packed =
      heard({"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n" + text_event("a")});
  EXPECT_THAT(packed.steps[0].events, IsEmpty());
  EXPECT_GT(packed.steps[0].body_bytes(), 0U);
}

TEST(Heard, HasNoHeadWhereNoneComesWhole) {
  EXPECT_FALSE(heard({"HTTP/1.1 200 OK\r\ncontent-ty"}).head);
  const auto no_http = heard({"no HTTP", text_event("a")});
  EXPECT_FALSE(no_http.head);
  EXPECT_THAT(no_http.steps, SizeIs(3));
}

}  // namespace
}  // namespace wiretape::timeline
