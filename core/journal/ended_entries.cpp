#include "wiretape/core/journal/ended_entries.h"

#include <mutex>
#include <utility>

namespace wiretape::journal {

EndedEntries::EndedEntries(const Journal& journal) : journal_(journal) {
  const std::lock_guard lock(journal.mutex_);
  rank_ = journal.last_rank_;
}

std::vector<Entry> EndedEntries::next() {
  auto entries = read();
  while (entries.empty() && wait())
    entries = read();
  return entries;
}

void EndedEntries::stop() {
  {
    const std::lock_guard lock(journal_.mutex_);
    is_stopped_ = true;
  }
  journal_.changed_.notify_all();
}

std::vector<Entry> EndedEntries::read() {
  const auto news = journal_.ended_since(rank_);
  rank_ = news.last;
  std::vector<Entry> entries;
  for (const auto& record : news.records) {
    if (auto played = journal_.played(record->number))
      entries.push_back(journal_.entry_of(*record, *std::move(played)));
  }
  return entries;
}

/// False where no others are to come.
bool EndedEntries::wait() {
  std::unique_lock lock(journal_.mutex_);
  journal_.changed_.wait(lock, [this] { return journal_.last_rank_ != rank_ || is_stopped_; });
  return journal_.last_rank_ != rank_;
}

}  // namespace wiretape::journal
