#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/exchange_use.h"

namespace wiretape::cli {

/// What a log sums up at the end.
class LogSummary {
 public:
  /// Of another request that has been answered.
  void add(const journal::Entry& entry);

  /// Of lines that could not be written.
  void leave_out(std::uint64_t lines) { left_out_ += lines; }

  /// For people: some lines, each with its end. `unused` are the exchanges that have answered nothing, `answered` is
  /// how many requests there were: those that nobody could add were left out, too.
  [[nodiscard]] std::string text(std::uint64_t answered, const std::vector<mockserver::ExchangeUse>& unused) const;

  /// For programs: the same as one line of JSON.
  [[nodiscard]] std::string json(std::uint64_t answered, const std::vector<mockserver::ExchangeUse>& unused) const;

 private:
  [[nodiscard]] std::uint64_t left_out(std::uint64_t answered) const;

  std::uint64_t requests_ = 0;
  std::uint64_t unmatched_ = 0;
  std::uint64_t own_ = 0;  // answered by wiretape itself
  std::uint64_t left_out_ = 0;
  std::vector<std::string> misses_;              // of the first that were unmatched
  std::map<std::string, std::uint64_t> faults_;  // how many requests each has hit
};

}  // namespace wiretape::cli
