#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::capture {

// One exchange, as whoever carries it sees it. Times count from the moment its request's first byte was read, on a
// clock that never goes back.
//
//   RequestBegan RequestBytes* RequestSent?                                    the two halves may overlap
//                Interim* ResponseBegan? (ChunkEdges* ResponseRead)* ResponseEnded
//
// What one read from upstream brought comes before its ResponseRead, so that a read without a head before it brought
// none.

/// The head of a request is whole.
struct RequestBegan {
  std::string upstream;  ///< the origin it goes to, as the user named it: "https://api.openai.com"
  wire::HttpRequestHead head;
  std::chrono::system_clock::time_point at;
};

/// Bytes of its body, framing taken off.
struct RequestBytes {
  std::string bytes;
};

/// All of it has gone to upstream: arrivals count from here.
struct RequestSent {
  std::chrono::microseconds at{0};
};

/// An informational head: 1xx, but not 101.
struct Interim {
  wire::HttpResponseHead head;
};

/// The head of the response is whole.
struct ResponseBegan {
  wire::HttpResponseHead head;
};

/// One read from upstream.
struct ResponseRead {
  std::chrono::microseconds at{0};
  std::string bytes;  ///< of the body, framing taken off; empty where it brought only a head, framing or the end
};

/// Chunks of the response's body that have ended, in order, since the last of these events; none of size 0.
struct ChunkEdges {
  std::vector<std::uint64_t> sizes;
};

/// The exchange is over; the last of its events. Where no ResponseBegan came before, there was no whole head.
struct ResponseEnded {
  tape::RecordedEnd end{};
  /// Chunk sizes in it come behind those of all ChunkEdges: of a chunk that was cut, what its size line said.
  tape::RecordedFraming framing{};
  std::string cause{};  ///< the system's or the reader's words where it did not end as it should; may be empty
  std::chrono::microseconds at{0};
};

using CaptureEvent = std::variant<RequestBegan, RequestBytes, RequestSent, Interim, ResponseBegan, ResponseRead,
                                  ChunkEdges, ResponseEnded>;

/// Takes the events of exchanges as they happen, each with its exchange's number, of which no two that run at once have
/// the same. Whoever gives them never waits for it. May be called from any thread; the events of one exchange come one
/// after the other. A copy gives to the same place; one that is made of nothing drops all.
class Sink {
 public:
  Sink() = default;
  explicit Sink(std::function<void(std::uint64_t exchange, CaptureEvent event)> take) : take_(std::move(take)) {}

  void operator()(std::uint64_t exchange, CaptureEvent event) const {
    if (take_) take_(exchange, std::move(event));
  }

 private:
  std::function<void(std::uint64_t, CaptureEvent)> take_;
};

}  // namespace wiretape::recorder::capture
