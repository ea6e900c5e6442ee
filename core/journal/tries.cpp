#include "wiretape/core/journal/tries.h"

#include <algorithm>

namespace wiretape::journal {

Try Tries::next(const TriedRequest& request, std::uint64_t oldest) {
  if (latest_.size() >= tidy_at_) {
    forget([oldest](std::uint64_t number) { return number < oldest; });
    tidy_at_ = std::max(tidy_at_, 2 * latest_.size());
  }
  last_ = request.number;
  auto& latest = latest_[request.key];
  const auto before = latest.number >= oldest ? latest : Latest{};
  const bool is_known = before.number != 0;
  latest = {request.number, request.told.value_or(is_known ? before.count + 1 : 0)};
  return {latest.count, latest.count > 0 ? before.number : 0};
}

void Tries::forget(const std::function<bool(std::uint64_t number)>& is_gone) {
  std::erase_if(latest_, [&](const auto& each) { return is_gone(each.second.number); });
}

}  // namespace wiretape::journal
