#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/mockserver/answer/session/fault_use.h"
#include "wiretape/mockserver/answer/session/watched_faults.h"

namespace wiretape::mockserver {

/// Faults that stay where they are while a request is answered.
using SharedFaults = std::shared_ptr<const WatchedFaults>;

/// A plan that is armed.
struct ArmedPlan {
  std::optional<std::string> session;  ///< absent: every session
  SharedFaults faults;
  std::optional<std::uint64_t> requests;  ///< how many more it may meet; absent: any number
};

/// The faults that are armed for all requests of a session, or of every session, beside those of tapes and requests.
/// Thread safe; costs next to nothing while none are armed.
class ArmedFaults {
 public:
  /// Arms a plan in the place of the one that is armed for the same session.
  void arm(ArmedPlan plan);

  /// Whether there are plans for fewer than most_sessions sessions, or there is one for this.
  [[nodiscard]] bool has_room_for(const std::string& session) const;

  void disarm(const std::optional<std::string>& session);
  void disarm_all();

  /// The plans that meet the next request of a session, which is counted: that for every session first.
  [[nodiscard]] std::vector<SharedFaults> take(std::string_view session);

  [[nodiscard]] std::vector<ArmedPlan> list() const;

  /// The faults of all plans that were ever armed, but for plans all of whose faults have hit and that are armed no
  /// more. Of those that are armed no more at most most_gone plans are known, the first.
  [[nodiscard]] std::vector<FaultUse> uses() const;

  static constexpr std::size_t most_gone = 1000;

 private:
  using Plans = std::map<std::optional<std::string>, ArmedPlan>;

  void drop(Plans::iterator plan);
  void take_one(const std::optional<std::string>& session, std::vector<SharedFaults>& taken);

  std::atomic<bool> is_armed_ = false;
  mutable std::mutex mutex_;
  Plans plans_;                  // by session
  std::vector<ArmedPlan> gone_;  // armed no more; some fault of each had hit nothing when it went
};

}  // namespace wiretape::mockserver
