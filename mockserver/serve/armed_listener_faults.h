#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// Counts a server's connections and says which fault hits which. Not thread safe.
class ArmedListenerFaults {
 public:
  ArmedListenerFaults() = default;
  explicit ArmedListenerFaults(std::vector<ListenerFault> faults) : faults_(std::move(faults)) {}

  /// Counts the next connection: what hits it, null for nothing.
  [[nodiscard]] std::unique_ptr<const ListenerAction> next_connection();

  /// Whether those that come now are to be refused.
  [[nodiscard]] bool refuses() const;

 private:
  std::vector<ListenerFault> faults_;  // `hits` is what is left of it
  std::uint64_t connections_ = 0;
};

}  // namespace wiretape::mockserver
