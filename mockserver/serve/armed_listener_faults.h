#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/mockserver/answer/session/fault_use.h"
#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// The faults that are armed on a listener: counts its connections and says which fault hits which. Thread safe.
class ArmedListenerFaults {
 public:
  ArmedListenerFaults() = default;
  /// Those of a plan that uses() calls `plan`.
  explicit ArmedListenerFaults(std::vector<ListenerFault> faults, std::string plan = "the server's plan")
      : faults_(std::move(faults)), have_hit_(faults_.size()), plan_(std::move(plan)) {}

  /// Arms faults in the place of those before, and counts connections anew. `in_force` is called once they are: by
  /// whoever listens, on any thread, or at once where nobody does.
  void arm(std::vector<ListenerFault> faults, std::function<void()> in_force = nullptr);

  /// Whoever listens is told of each arm(), on its thread: accepts or refuses from then on as refuses() says, and calls
  /// what it is given, once. Not to be called beside arm().
  void tell(std::function<void(std::function<void()> in_force)> listener) { listener_ = std::move(listener); }

  /// Counts the next connection: what hits it, null for nothing.
  [[nodiscard]] std::unique_ptr<const ListenerAction> next_connection();

  /// Whether those that come now are to be refused.
  [[nodiscard]] bool refuses() const;

  /// Those that may still hit a connection, in their order.
  [[nodiscard]] std::vector<ListenerFault> list() const;

  /// The faults that were ever armed, but for those that have hit and are armed no more. Of those that are armed no
  /// more at most most_gone are known, the first.
  [[nodiscard]] std::vector<FaultUse> uses() const;

  static constexpr std::size_t most_gone = 1000;

 private:
  [[nodiscard]] bool is_in_force(const ListenerFault& refusal) const;
  [[nodiscard]] std::vector<FaultUse> uses_of_armed() const;

  std::function<void(std::function<void()>)> listener_;
  mutable std::mutex mutex_;
  std::vector<ListenerFault> faults_;  // `hits` is what is left of it
  std::vector<bool> have_hit_;         // by fault
  std::string plan_;
  std::vector<FaultUse> gone_;  // armed no more, and have hit nothing
  std::uint64_t connections_ = 0;
};

}  // namespace wiretape::mockserver
