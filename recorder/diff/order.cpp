#include "wiretape/recorder/diff/order.h"

#include <algorithm>

namespace wiretape::recorder::diff {

std::optional<Inversion> find_inversion(std::vector<Ordered> items) {
  std::ranges::stable_sort(items, {}, &Ordered::before);
  const Ordered* latest = nullptr;  // of those that came before the ones at hand
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end =
        std::find_if(begin, items.end(), [&](const Ordered& item) { return item.before != begin->before; });
    const auto soonest = std::min_element(begin, end, [](const auto& a, const auto& b) { return a.now < b.now; });
    if (latest != nullptr && soonest->now < latest->now) return Inversion{latest->name, soonest->name};
    const auto last = std::max_element(begin, end, [](const auto& a, const auto& b) { return a.now < b.now; });
    if (latest == nullptr || latest->now < last->now) latest = &*last;
    begin = end;
  }
  return std::nullopt;
}

}  // namespace wiretape::recorder::diff
