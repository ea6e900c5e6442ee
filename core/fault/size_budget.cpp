#include "wiretape/core/fault/size_budget.h"

#include <variant>

#include <fmt/format.h>

namespace wiretape::program {
namespace {

struct Size {
  std::uint64_t operator()(const provider::DataEvent& event) const {
    return event.name.size() + event.data.size() + event.verbatim.size();
  }
  std::uint64_t operator()(const provider::CommentEvent& comment) const {
    return comment.text.size() + comment.verbatim.size();
  }
  std::uint64_t operator()(const provider::PauseEvent&) const { return 0; }
};

}  // namespace

std::optional<Misfit> beyond_budget(const provider::Events& events, std::uint64_t more_events,
                                    std::uint64_t more_bytes) {
  std::uint64_t bytes = more_bytes;
  for (const provider::Event& event : events.events)
    bytes += std::visit(Size{}, event);
  const std::uint64_t count = events.events.size() + more_events;
  if (bytes <= most_stream_bytes && count <= most_stream_events) return std::nullopt;
  return Misfit{
      fmt::format("a stream of {} events and {} bytes", count, bytes),
      fmt::format("at most {} events and {} bytes, all faults together", most_stream_events, most_stream_bytes)};
}

}  // namespace wiretape::program
