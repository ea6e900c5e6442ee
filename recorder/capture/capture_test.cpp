#include "wiretape/recorder/capture/capture.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

TEST(Capture, FoldsTheEventsOfAnExchange) {
  const Capture capture = capture_of(stream_for_test());
  const Captured& captured = capture.captured();
  EXPECT_TRUE(capture.is_ended());
  EXPECT_EQ(captured.request->head.target, "/v1/chat/completions");
  EXPECT_EQ(captured.request_body, chat_body);
  EXPECT_EQ(captured.head, head_for_test());
  EXPECT_EQ(captured.body, "data: h\xC3\xA9\n\ndata: [DONE]\n\n");
  EXPECT_THAT(captured.chunks, ElementsAre(9, 2, 14));
}

TEST(Capture, CountsArrivalsFromTheWholeRequest) {
  EXPECT_THAT(
      capture_of(stream_for_test()).captured().arrivals,
      ElementsAre(tape::Arrival{10ms, 0}, tape::Arrival{1500us, 8}, tape::Arrival{1250us, 17}, tape::Arrival{50us, 0}));
}

TEST(Capture, TakesTheReadsBeforeAHeadForPartOfTheWaitForIt) {
  const auto capture = capture_of({request_for_test(), RequestSent{1ms},
                                   Interim{{.status = 103, .reason = "Early Hints", .minor_version = 1, .fields = {}}},
                                   ResponseRead{2ms, ""}, ResponseRead{3ms, ""}, ResponseBegan{head_for_test()},
                                   ResponseRead{5ms, "a"}});
  EXPECT_THAT(capture.captured().arrivals, ElementsAre(tape::Arrival{4ms, 1}));
  EXPECT_EQ(capture.captured().interims.front().status, 103);
}

TEST(Capture, LetsAResponseBeginBeforeTheRequestHasGone) {
  const auto capture = capture_of({request_for_test(), ResponseBegan{head_for_test()}, ResponseRead{2ms, "a"},
                                   RequestSent{3ms}, ResponseRead{4ms, "b"}});
  EXPECT_THAT(capture.captured().arrivals, ElementsAre(tape::Arrival{2ms, 1}, tape::Arrival{1ms, 1}));
}

TEST(Capture, HasNotEndedBeforeItsEnd) {
  auto events = stream_for_test();
  events.pop_back();
  EXPECT_FALSE(capture_of(events).is_ended());
}

TEST(Sink, GivesEventsOnOrDropsThem) {
  std::vector<std::uint64_t> exchanges;
  const Sink sink([&](std::uint64_t exchange, const CaptureEvent&) { exchanges.push_back(exchange); });
  sink(7, RequestSent{});
  Sink()(8, RequestSent{});
  EXPECT_THAT(exchanges, ElementsAre(7));
}

}  // namespace
}  // namespace wiretape::recorder::capture
