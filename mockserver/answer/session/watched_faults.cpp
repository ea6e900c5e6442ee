#include "wiretape/mockserver/answer/session/watched_faults.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace wiretape::mockserver {

WatchedFaults::WatchedFaults(std::vector<fault::Fault> faults)
    : faults_(std::move(faults)), has_hit_(std::make_unique<std::atomic<bool>[]>(faults_.size())) {}

void WatchedFaults::note(const fault::Fault& fault) const {
  for (std::size_t index = 0; index < faults_.size(); ++index) {
    if (&faults_[index] == &fault) has_hit_[index] = true;
  }
}

bool WatchedFaults::have_all_hit() const {
  return std::all_of(has_hit_.get(), has_hit_.get() + faults_.size(), [](const auto& has) { return has.load(); });
}

std::vector<FaultUse> WatchedFaults::uses(const std::string& plan, const std::string& exchange) const {
  std::vector<FaultUse> uses;
  for (std::size_t index = 0; index < faults_.size(); ++index)
    uses.push_back({plan, exchange, faults_[index].position, faults_[index].text, has_hit_[index]});
  return uses;
}

}  // namespace wiretape::mockserver
