#pragma once

#include <cstdint>
#include <optional>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/events.h"

namespace wiretape::fault {

/// What the faults of one plan may add to a stream, as far as their arguments say it.
inline constexpr std::uint64_t most_plan_bytes = std::uint64_t{64} << 20;

/// How many bytes of streams the faults of one answer may look through: each looks at the whole stream as the faults
/// before it have left it.
inline constexpr std::uint64_t most_work_bytes = std::uint64_t{256} << 20;

/// How many bytes a fault adds to a stream as far as its arguments say: those that have a number of bytes for it.
[[nodiscard]] std::uint64_t bytes_added(const Fault& fault);

/// How many bytes a stream's events hold.
[[nodiscard]] std::uint64_t bytes_in(const provider::Events& events);

/// Counts what the faults of one answer look through.
class WorkBudget {
 public:
  /// Why a fault may not look through so many bytes more; nullopt where it may.
  [[nodiscard]] std::optional<Misfit> take(std::uint64_t bytes);

 private:
  std::uint64_t taken_ = 0;
};

}  // namespace wiretape::fault
