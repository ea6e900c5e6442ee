#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/mockserver/answer/session/fault_use.h"

namespace wiretape::mockserver {

/// The faults of a plan, and which of them have hit a response. Thread safe. A copy shares with it
/// which have hit.
class WatchedFaults {
 public:
  WatchedFaults() = default;
  explicit WatchedFaults(std::vector<fault::Fault> faults);

  /// They stay where they are.
  [[nodiscard]] std::span<const fault::Fault> faults() const { return faults_; }

  /// A fault has hit; nothing where it is none of these.
  void note(const fault::Fault& fault) const;

  [[nodiscard]] bool have_all_hit() const;

  /// Each of them, under these names.
  [[nodiscard]] std::vector<FaultUse> uses(const std::string& plan, const std::string& exchange = "") const;

 private:
  std::vector<fault::Fault> faults_;
  std::shared_ptr<std::atomic<bool>[]> has_hit_;  // by fault
};

}  // namespace wiretape::mockserver
