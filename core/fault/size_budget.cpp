#include "wiretape/core/fault/size_budget.h"

#include <fmt/format.h>

#include "wiretape/core/fault/work_budget.h"

namespace wiretape::fault {

std::optional<Misfit> beyond_budget(const provider::Events& events, std::uint64_t more_events,
                                    std::uint64_t more_bytes) {
  const std::uint64_t bytes = bytes_in(events) + more_bytes;
  const std::uint64_t count = events.events.size() + more_events;
  if (bytes <= most_stream_bytes && count <= most_stream_events) return std::nullopt;
  return Misfit{
      fmt::format("a stream of {} events and {} bytes", count, bytes),
      fmt::format("at most {} events and {} bytes, all faults together", most_stream_events, most_stream_bytes)};
}

}  // namespace wiretape::fault
