#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/recorder/capture/capture_event.h"

namespace wiretape::recorder::capture {

/// What is known of one exchange.
struct Captured {
  std::optional<RequestBegan> request{};
  std::string request_body{};
  std::vector<wire::HttpResponseHead> interims{};
  std::optional<wire::HttpResponseHead> head{};
  std::string body{};
  std::vector<tape::Arrival> arrivals{};  ///< of what came with the response's head and behind it
  std::vector<std::uint64_t> chunks{};
  std::chrono::microseconds sent{0};       ///< when the request had gone to upstream
  std::chrono::microseconds last_read{0};  ///< when the last read came, or `sent`
  std::optional<ResponseEnded> end{};
};

/// Folds the events of one exchange, in their order. Not thread safe.
class Capture {
 public:
  void add(CaptureEvent event);

  /// Whether the exchange is over: the events are all there.
  [[nodiscard]] bool is_ended() const { return captured_.end.has_value(); }

  [[nodiscard]] const Captured& captured() const { return captured_; }

 private:
  void take(RequestBegan event);
  void take(const RequestBytes& event);
  void take(const RequestSent& event);
  void take(Interim event);
  void take(ResponseBegan event);
  void take(const ResponseRead& event);
  void take(const ChunkEdges& event);
  void take(ResponseEnded event);

  Captured captured_;
};

}  // namespace wiretape::recorder::capture
