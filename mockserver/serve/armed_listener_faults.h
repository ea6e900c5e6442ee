#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// The faults that are armed on a listener: counts its connections and says which fault hits which. Thread safe.
class ArmedListenerFaults {
 public:
  ArmedListenerFaults() = default;
  explicit ArmedListenerFaults(std::vector<ListenerFault> faults) : faults_(std::move(faults)) {}

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

 private:
  std::function<void(std::function<void()>)> listener_;
  mutable std::mutex mutex_;
  std::vector<ListenerFault> faults_;  // `hits` is what is left of it
  std::uint64_t connections_ = 0;
};

}  // namespace wiretape::mockserver
