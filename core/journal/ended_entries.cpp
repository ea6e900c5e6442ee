#include "wiretape/core/journal/ended_entries.h"

#include <mutex>
#include <utility>

namespace wiretape::journal {

EndedEntries::EndedEntries(const Journal& journal, std::chrono::milliseconds rest) : journal_(journal), rest_(rest) {
  const std::lock_guard lock(journal.mutex_);
  rank_ = journal.last_rank_;
}

std::vector<Entry> EndedEntries::next() {
  rest();
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
  journal_.other_ended_.notify_all();
  stopped_.notify_all();
}

std::vector<Entry> EndedEntries::read() {
  const auto news = journal_.ended_since(rank_);
  rank_ = news.last;
  const bool are_all = news.records.size() < Journal::records_at_once;
  rested_ = std::chrono::steady_clock::now() + (are_all ? rest_ : std::chrono::milliseconds(0));
  std::vector<Entry> entries;
  entries.reserve(news.records.size());
  for (const auto& record : news.records) {
    if (auto played = journal_.played(record->number))
      entries.push_back(journal_.entry_of(*record, *std::move(played), Journal::Fields::none));
  }
  return entries;
}

void EndedEntries::rest() {
  std::unique_lock lock(journal_.mutex_);
  stopped_.wait_until(lock, rested_, [this] { return is_stopped_; });
}

/// False where no others are to come.
bool EndedEntries::wait() {
  std::unique_lock lock(journal_.mutex_);
  journal_.other_ended_.wait(lock, [this] { return journal_.last_rank_ != rank_ || is_stopped_; });
  return journal_.last_rank_ != rank_;
}

}  // namespace wiretape::journal
