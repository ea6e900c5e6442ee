#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <vector>

#include "wiretape/core/journal/journal.h"

namespace wiretape::journal {

/// Reads a journal's entries as they end, in that order, each once, without the fields of their requests' heads: who
/// asks for every entry needs few of them, and they take longer than the rest of it. Whoever writes to the journal
/// waits for it no longer than for any reader; what the journal's bounds push out before it was read is missed. One
/// thread reads; the journal must outlive it.
class EndedEntries {
 public:
  /// Those that end from now on. next() comes back no sooner than `rest` after it found the last: where much ends, it
  /// is read many at a time, and whoever writes to the journal need not wake a reader for each.
  explicit EndedEntries(const Journal& journal, std::chrono::milliseconds rest = std::chrono::milliseconds(0));

  /// The next of them, some hundred at most; waits until there are any. Empty once stop() was called and all that had
  /// ended are read.
  [[nodiscard]] std::vector<Entry> next();

  /// Waits no more. From any thread.
  void stop();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void rest();
  [[nodiscard]] std::vector<Entry> read();
  [[nodiscard]] bool wait();

  const Journal& journal_;
  std::chrono::milliseconds rest_;
  Time rested_{};                    // when the rest is over
  std::uint64_t rank_;               // of the last that was read
  bool is_stopped_ = false;          // guarded by the journal's lock
  std::condition_variable stopped_;  // the same
};

}  // namespace wiretape::journal
