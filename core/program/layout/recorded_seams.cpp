#include "wiretape/core/program/layout/recorded_seams.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <string_view>
#include <utility>

#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::program {
namespace {

/// The bytes of each event and comment, which together are the body.
std::vector<std::string_view> items_of(const Body& body) {
  std::vector<std::size_t> starts;
  std::ranges::merge(body.event_starts, body.comment_starts, std::back_inserter(starts));
  std::vector<std::string_view> items;
  for (std::size_t index = 0; index < starts.size(); ++index) {
    const std::size_t end = index + 1 < starts.size() ? starts[index + 1] : body.bytes.size();
    items.push_back(std::string_view(body.bytes).substr(starts[index], end - starts[index]));
  }
  return items;
}

/// What makes one body of the other: between what both begin and end with, item by item.
std::vector<Replacement> replacements_between(const Body& before, const Body& after) {
  auto olds = items_of(before);
  auto news = items_of(after);
  std::size_t offset = 0;
  const auto front = std::ranges::mismatch(olds, news);
  for (auto same = olds.begin(); same != front.in1; ++same)
    offset += same->size();
  olds.erase(olds.begin(), front.in1);
  news.erase(news.begin(), front.in2);
  while (!olds.empty() && !news.empty() && olds.back() == news.back()) {
    olds.pop_back();
    news.pop_back();
  }
  std::vector<Replacement> replacements;
  for (std::size_t index = 0; index < olds.size(); ++index) {
    const std::string_view text = index < news.size() ? news[index] : std::string_view();
    if (text != olds[index]) replacements.push_back({offset, olds[index].size(), text});
    offset += olds[index].size();
  }
  if (news.size() > olds.size()) {
    const char* begin = news[olds.size()].data();
    const char* end = news.back().data() + news.back().size();
    replacements.push_back({offset, 0, {begin, static_cast<std::size_t>(end - begin)}});
  }
  return replacements;
}

/// `size_of(item)` is the item's size; its end is the seam at `index`, and so on.
template <class Items, class SizeOf>
void fit(Items& items, const Body& body, std::size_t index, SizeOf size_of) {
  std::size_t at = 0;
  for (auto& item : items) {
    const std::size_t seam = index < body.seams.size() ? body.seams[index] : 0;
    const std::size_t end = &item == &items.back() ? body.bytes.size() : std::clamp(seam, at, body.bytes.size());
    size_of(item) = end - at;
    at = end;
    ++index;
  }
}

}  // namespace

std::vector<std::size_t> seams_of(const RecordedTransfer& recorded) {
  std::vector<std::size_t> seams;
  std::size_t at = 0;
  for (const tape::Arrival& arrival : recorded.arrivals)
    seams.push_back(at += static_cast<std::size_t>(arrival.bytes));
  at = 0;
  for (const std::uint64_t size : recorded.chunks.sizes)
    seams.push_back(at += static_cast<std::size_t>(size));
  return seams;
}

void carry_seams(Body before, Body& after) {
  replace_all(before, replacements_between(before, after));
  after.seams = std::move(before.seams);
}

std::uint64_t promised_beyond(const RecordedTransfer& recorded, std::size_t body_size) {
  const auto& sizes = recorded.chunks.sizes;
  const auto promised = std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
  return promised > body_size ? promised - body_size : 0;
}

void fit_to_seams(RecordedTransfer& recorded, const Body& body, std::uint64_t beyond) {
  auto& sizes = recorded.chunks.sizes;
  fit(recorded.arrivals, body, 0, [](tape::Arrival& arrival) -> std::uint64_t& { return arrival.bytes; });
  fit(sizes, body, recorded.arrivals.size(), [](std::uint64_t& size) -> std::uint64_t& { return size; });
  if (!sizes.empty() && recorded.end.how != wire::Ending::complete) sizes.back() += beyond;
  std::erase(sizes, 0U);
}

}  // namespace wiretape::program
