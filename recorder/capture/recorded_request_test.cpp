#include "wiretape/recorder/capture/recorded_request.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"
#include "wiretape/recorder/capture/replayed_for_test.h"

namespace wiretape::recorder::capture {
namespace {

TEST(RecordedRequest, IsWhatWasAskedButForTheNameOfTheRecorder) {
  auto request = request_for_test("POST", "/v1/chat/completions?b=2&a=1");
  request.head.fields = {{"Host", "127.0.0.1:8090"}, {"X-B", "1"}, {"x-a", ""}, {"X-B", "2"}};
  const auto recorded = recorded_request(capture_of({request, RequestBytes{"{\"a\""}, RequestBytes{":1}"}}).captured());
  EXPECT_EQ(recorded, (tape::RecordedRequest{.upstream = "https://api.example.com",
                                             .method = "POST",
                                             .target = "/v1/chat/completions?b=2&a=1",
                                             .headers = {{"X-B", "1"}, {"x-a", ""}, {"X-B", "2"}},
                                             .body = "{\"a\":1}"}));
}

TEST(RecordedRequest, ComesBackFromATapeWithAnyBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte)
    all += static_cast<char>(byte);
  auto events = stream_for_test();
  auto request = request_for_test("POST", "/v1/\xFF{{now}}");
  request.head.fields = {{"x", "\xFF: \"'"}};
  events[0] = request;
  events[1] = RequestBytes{all};
  const auto capture = capture_of(events);
  EXPECT_EQ(exchange_for_test(text_for_test(capture)).recorded_request, recorded_request(capture.captured()));
}

TEST(RecordedRequest, LeavesOutABodyThatIsTooLongForATape) {
  auto events = stream_for_test();
  events[1] = RequestBytes{std::string((std::size_t{8} << 20) + 1, 'x')};
  EXPECT_EQ(recorded_request(capture_of(events).captured()).body, "");
}

}  // namespace
}  // namespace wiretape::recorder::capture
