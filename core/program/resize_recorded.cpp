#include "wiretape/core/program/resize_recorded.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace wiretape::program {
namespace {

/// The one stretch in which two bodies differ.
struct Change {
  std::uint64_t begin;
  std::uint64_t end;
  std::uint64_t new_length;
};

Change change_between(std::string_view before, std::string_view after) {
  const auto [left, right] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto begin = static_cast<std::size_t>(left - before.begin());
  const std::size_t most = std::min(before.size(), after.size()) - begin;
  std::size_t same = 0;
  while (same < most && before[before.size() - 1 - same] == after[after.size() - 1 - same])
    ++same;
  return {begin, before.size() - same, after.size() - same - begin};
}

/// `size_of(item)` is the item's size; together they cover the body.
template <class Items, class SizeOf>
void resize(Items& items, const Change& change, SizeOf size_of) {
  std::uint64_t at = 0;
  bool is_placed = change.new_length == 0;
  for (auto& item : items) {
    std::uint64_t& size = size_of(item);
    const std::uint64_t end = at + size;
    const std::uint64_t gone_begin = std::clamp(change.begin, at, end);
    const std::uint64_t gone_end = std::clamp(change.end, at, end);
    const bool is_here =
        !is_placed && size > 0 && (change.begin < end || (change.begin == end && &item == &items.back()));
    size -= gone_end - gone_begin;
    if (is_here) size += change.new_length;
    is_placed = is_placed || is_here;
    at = end;
  }
  if (!is_placed && !items.empty()) size_of(items.back()) += change.new_length;
}

}  // namespace

void resize_recorded(RecordedTransfer& recorded, std::string_view before, std::string_view after) {
  if (before == after) return;
  const Change change = change_between(before, after);
  resize(recorded.arrivals, change, [](tape::Arrival& arrival) -> std::uint64_t& { return arrival.bytes; });
  resize(recorded.chunks.sizes, change, [](std::uint64_t& size) -> std::uint64_t& { return size; });
  std::erase(recorded.chunks.sizes, 0U);
}

}  // namespace wiretape::program
