#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/shared/annotate.h"

//   A A A B B C   the events of the calls A, B and C become
//   A B C A B A   in the same places of the stream

namespace wiretape::fault {
namespace {

/// The places of the events of each call, in the order in which the calls begin.
using Lanes = std::vector<std::vector<std::size_t>>;

Lanes lanes_in(provider::Events& events, const provider::Dialect& dialect) {
  Lanes lanes;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> lane_of;
  dialect.edits->edit_tool_pieces(events.events, [&](const provider::ToolPiece& piece) {
    const auto [lane, is_new] = lane_of.try_emplace({piece.choice, piece.call}, lanes.size());
    if (is_new) lanes.emplace_back();
    lanes[lane->second].push_back(piece.event);
  });
  return lanes;
}

/// The first of each lane, the second of each lane, and so on.
std::vector<std::size_t> in_turns(const Lanes& lanes) {
  std::size_t rounds = 0;
  for (const auto& lane : lanes)
    rounds = std::max(rounds, lane.size());
  std::vector<std::size_t> order;
  for (std::size_t round = 0; round < rounds; ++round) {
    for (const auto& lane : lanes) {
      if (round < lane.size()) order.push_back(lane[round]);
    }
  }
  return order;
}

FaultResult apply_tool_interleave(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  const Lanes lanes = lanes_in(events, *dialect);
  if (lanes.size() < 2) return Misfit{"fewer than two tool calls in the stream", "a stream with parallel tool calls"};
  const std::vector<std::size_t> order = in_turns(lanes);
  std::vector<std::size_t> places = order;
  std::ranges::sort(places);
  const bool shares_events = std::ranges::adjacent_find(places) != places.end();
  if (shares_events || order == places) {
    return Misfit{"tool calls that can't alternate any more", "calls that come one after the other in several deltas"};
  }
  const std::vector<provider::Event> before = events.events;
  for (std::size_t index = 0; index < order.size(); ++index)
    events.events[places[index]] = before[order[index]];
  events.marks = provider::annotate(*dialect, events.events);
  return {};
}

}  // namespace

extern const FaultType tool_interleave_fault;
constinit const FaultType tool_interleave_fault{
    .name = "tool_interleave",
    .family = "content",
    .summary = "Lets the deltas of parallel tool calls alternate.",
    .seen = "The same events in another order: the first of each call, then the second of each, and so on.",
    .function = EventsFault{apply_tool_interleave},
};

}  // namespace wiretape::fault
