#include "wiretape/core/journal/entry_count.h"

#include <utility>

namespace wiretape::journal {

EntryCount::EntryCount(const Journal& journal, Filter filter, Of of)
    : journal_(journal), filter_(std::move(filter)), of_(of), last_(of == Of::received ? filter_.after : 0) {}

bool EntryCount::reaches(std::size_t most) {
  while (look() && met_.size() < most) {
  }
  return met_.size() >= most;
}

/// Looks at some of what is new; whether there was anything.
bool EntryCount::look() {
  const auto news = of_ == Of::received ? journal_.received_since(last_) : journal_.ended_since(last_);
  forget_those_gone(news);
  for (const auto& record : news.records) {
    if (Journal::meets(*record, filter_)) met_.push_back(record->number);
  }
  return std::exchange(last_, news.last) != news.last;
}

void EntryCount::forget_those_gone(const Journal::News& news) {
  if (std::exchange(clears_, news.clears) != news.clears) journal_.leave_those_kept(met_);
  if (std::exchange(oldest_, news.oldest) == news.oldest) return;
  std::erase_if(met_, [&](std::uint64_t number) { return number < news.oldest; });
}

}  // namespace wiretape::journal
