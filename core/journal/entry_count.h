#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wiretape/core/journal/journal.h"

namespace wiretape::journal {

/// Counts a journal's entries that meet a filter, now and again: remembers what it has looked at, so that each entry is
/// held against the filter once, however many come and go. Not thread safe; the journal must outlive it.
class EntryCount {
 public:
  enum class Of { received, ended };

  EntryCount(const Journal& journal, Filter filter, Of of);

  /// Whether at least `most` are kept. Looks no further than that.
  [[nodiscard]] bool reaches(std::size_t most);

 private:
  [[nodiscard]] bool look();
  void forget_those_gone(const Journal::News& news);

  const Journal& journal_;
  Filter filter_;
  Of of_;
  std::uint64_t last_;  // number or rank that was looked at
  std::uint64_t oldest_ = 0;
  std::uint64_t clears_ = 0;
  std::vector<std::uint64_t> met_;  // the numbers of those that are kept
};

}  // namespace wiretape::journal
