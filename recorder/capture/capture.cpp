#include "wiretape/recorder/capture/capture.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace wiretape::recorder::capture {

void Capture::add(CaptureEvent event) {
  std::visit([this](auto&& each) { take(std::forward<decltype(each)>(each)); }, std::move(event));
}

void Capture::take(RequestBegan event) {
  captured_.request = std::move(event);
}

void Capture::take(const RequestBytes& event) {
  captured_.request_body += event.bytes;
}

void Capture::take(const RequestSent& event) {
  captured_.sent = event.at;
  captured_.last_read = std::max(captured_.last_read, event.at);
}

void Capture::take(Interim event) {
  captured_.interims.push_back(std::move(event.head));
}

void Capture::take(ResponseBegan event) {
  captured_.head = std::move(event.head);
}

// A read before the head is whole is none of the tape's: the head is played at once, when its last byte came. A
// response may begin before the request has gone: it then waits for nothing.
void Capture::take(const ResponseRead& event) {
  captured_.body += event.bytes;
  if (!captured_.head && event.bytes.empty()) return;
  const auto gap = std::max(event.at - captured_.last_read, std::chrono::microseconds(0));
  captured_.arrivals.push_back({gap, event.bytes.size()});
  captured_.last_read = std::max(captured_.last_read, event.at);
}

void Capture::take(const ChunkEdges& event) {
  captured_.chunks.insert(captured_.chunks.end(), event.sizes.begin(), event.sizes.end());
}

void Capture::take(ResponseEnded event) {
  captured_.end = std::move(event);
}

}  // namespace wiretape::recorder::capture
