#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/recorder/capture/capture.h"
#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/diff/difference.h"
#include "wiretape/recorder/replay/replay.h"

namespace wiretape::recorder::replay {

/// What came of a request beside the tape that answers it.
struct ComparedExchange {
  std::string exchange;  ///< that was compared with
  std::string method;
  std::string path;
  std::vector<diff::Difference> differences;  ///< none where the answer is as it was
};

/// A request that no tape answers, so that there is nothing to compare with.
struct UncomparedExchange {
  std::string method;
  std::string path;
  std::string why;  ///< a sentence; may be empty
};

/// How many exchanges came to what.
struct DiffCounts {
  std::uint64_t compared = 0;
  std::uint64_t uncompared = 0;
  std::uint64_t breaking = 0;  ///< differences of each severity
  std::uint64_t additive = 0;
  std::uint64_t variable = 0;
};

struct DifferOptions {
  std::vector<std::string> volatile_fields{};  ///< as of diff::compare()
  std::function<void(const ComparedExchange&)> on_compared{};
  std::function<void(const UncomparedExchange&)> on_uncompared{};
};

/// Compares what a relay tells of with the tapes that would answer it, once each exchange has ended. An exchange of
/// which more than `most_bytes` came is not compared. Thread safe; whoever tells waits for the comparison.
class Differ {
 public:
  static constexpr std::size_t most_bytes = std::size_t{64} << 20;

  /// `replay` outlives it, and all that its sink() is given to.
  Differ(Replay& replay, DifferOptions options) : replay_(replay), options_(std::move(options)) {}
  Differ(const Differ&) = delete;
  Differ& operator=(const Differ&) = delete;

  /// Takes the events of exchanges; this must outlive it.
  [[nodiscard]] capture::Sink sink();

  [[nodiscard]] DiffCounts counts() const;

 private:
  struct Running {
    capture::Capture capture;
    std::size_t bytes = 0;
  };

  void take(std::uint64_t exchange, capture::CaptureEvent event);
  void compare(const Running& running);
  void tell(const ComparedExchange& exchange);
  void tell(const UncomparedExchange& exchange);

  Replay& replay_;
  DifferOptions options_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, Running> running_;
  DiffCounts counts_;
};

}  // namespace wiretape::recorder::replay
