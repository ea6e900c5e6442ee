#include <map>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_tool_index_reuse(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  std::map<std::uint32_t, std::int64_t> first;  // by choice
  bool is_changed = false;
  dialect->edits->edit_tool_pieces(events.events, [&](provider::ToolPiece& piece) {
    if (!piece.index) return;
    const std::int64_t index = first.try_emplace(piece.choice, *piece.index).first->second;
    is_changed = is_changed || piece.index != index;
    piece.index = index;
  });
  if (is_changed) return {};
  return Misfit{"fewer than two tool calls with numbers of their own", "a stream with parallel tool calls"};
}

}  // namespace

extern const FaultType tool_index_reuse_fault;
constinit const FaultType tool_index_reuse_fault{
    .name = "tool_index_reuse",
    .family = "content",
    .summary = "Gives every tool call the number of the first one.",
    .seen = "A sound stream in which all calls have one index: who goes by it alone takes them for one call.",
    .function = EventsFault{apply_tool_index_reuse},
};

}  // namespace wiretape::fault
