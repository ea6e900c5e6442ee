#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/recorder/capture/capture.h"
#include "wiretape/recorder/capture/capture_event.h"

namespace wiretape::recorder::capture {

inline constexpr auto chat_body = R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true})";

inline RequestBegan request_for_test(std::string method = "POST", std::string target = "/v1/chat/completions") {
  using namespace std::chrono_literals;
  RequestBegan began;
  began.upstream = "https://api.example.com";
  began.head.method = std::move(method);
  began.head.target = std::move(target);
  began.head.fields = {{"content-type", "application/json"}, {"authorization", "Bearer sk-secret1"}};
  began.at = std::chrono::system_clock::time_point(1'764'318'600s);
  return began;
}

inline wire::HttpResponseHead head_for_test(wire::HttpFields fields = {{"content-type", "text/event-stream"},
                                                                       {"transfer-encoding", "chunked"}}) {
  return {.status = 200, .reason = "OK", .minor_version = 1, .fields = std::move(fields)};
}

/// A stream of two events that came in three reads and three chunks, whole.
inline std::vector<CaptureEvent> stream_for_test() {
  using std::chrono::microseconds;
  return {
      request_for_test(),
      RequestBytes{chat_body},
      RequestSent{microseconds(500)},
      ResponseBegan{head_for_test()},
      ResponseRead{microseconds(10'500), ""},
      ResponseRead{microseconds(12'000), "data: h\xC3"},
      ChunkEdges{{9, 2}},
      ResponseRead{microseconds(13'250), "\xA9\n\ndata: [DONE]\n\n"},
      ChunkEdges{{14}},
      ResponseRead{microseconds(13'300), ""},
      ResponseEnded{
          {tape::RecordedEnd::By::upstream, wire::Ending::complete}, tape::ChunkFraming{}, "", microseconds(13'300)}};
}

inline Capture capture_of(std::vector<CaptureEvent> events) {
  Capture capture;
  for (CaptureEvent& event : events)
    capture.add(std::move(event));
  return capture;
}

}  // namespace wiretape::recorder::capture
