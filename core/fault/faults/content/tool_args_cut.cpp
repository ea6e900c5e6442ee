#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::fault {
namespace {

constexpr std::array tool_args_cut_parameters{
    FaultParameter{.name = "call",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "which tool call of its choice",
                   .least = 1},
    FaultParameter{.name = "keep",
                   .kind = FaultParameter::Kind::count,
                   .standard = "8",
                   .meaning = "how many bytes of the arguments are kept, one to three fewer inside a character",
                   .most = 1'000'000'000},
};

/// The beginning of a text, at most `length` bytes and not ending inside a character.
std::string beginning(const std::string& text, std::uint64_t length) {
  if (length >= text.size()) return text;
  auto end = static_cast<std::size_t>(length);
  while (end > 0 && text::continues_character(text[end]))
    --end;
  return text.substr(0, end);
}

/// Cuts one call's arguments, in each choice that has it.
class Cutter {
 public:
  Cutter(std::uint64_t call, std::uint64_t keep) : call_(call), keep_(keep) {}

  void cut(provider::ToolPiece& piece) {
    if (piece.call + std::uint64_t{1} != call_) return;
    has_call_ = true;
    if (!piece.arguments) return;
    std::uint64_t& seen = seen_[piece.choice];
    const std::uint64_t left = keep_ - std::min(keep_, seen);
    seen += piece.arguments->size();
    longest_ = std::max(longest_, seen);
    const std::string kept = beginning(*piece.arguments, left);
    if (kept.size() == piece.arguments->size()) return;
    is_cut_ = true;
    piece.arguments = kept;
    if (kept.empty() && piece.says_only_arguments) empty_events_.push_back(piece.event);
  }

  [[nodiscard]] FaultResult result() const {
    if (!has_call_) return Misfit{fmt::format("no tool call {} in the stream", call_), "a call that is there"};
    if (is_cut_) return {};
    return Misfit{fmt::format("arguments of {} bytes in tool call {}", longest_, call_), "a smaller `keep`"};
  }

  /// Those that say nothing any more, in order.
  [[nodiscard]] const std::vector<std::size_t>& empty_events() const { return empty_events_; }

 private:
  std::uint64_t call_;
  std::uint64_t keep_;
  std::map<std::uint32_t, std::uint64_t> seen_;  // bytes, by choice
  std::uint64_t longest_ = 0;
  bool has_call_ = false;
  bool is_cut_ = false;
  std::vector<std::size_t> empty_events_;
};

FaultResult apply_tool_args_cut(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  Cutter cutter(call.arguments().count("call"), call.arguments().count("keep"));
  dialect->edits->edit_tool_pieces(events.events, [&](provider::ToolPiece& piece) { cutter.cut(piece); });
  erase_events(events, cutter.empty_events());
  return cutter.result();
}

}  // namespace

extern const FaultType tool_args_cut_fault;
constinit const FaultType tool_args_cut_fault{
    .name = "tool_args_cut",
    .family = "content",
    .summary = "Cuts the arguments of a tool call short; deltas that are left empty go.",
    .seen = "A sound stream in which the call's arguments are no whole JSON.",
    .function = EventsFault{apply_tool_args_cut},
    .parameters = tool_args_cut_parameters,
};

}  // namespace wiretape::fault
