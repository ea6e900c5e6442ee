#include "wiretape/core/provider/shared/mark_collector.h"

namespace wiretape::provider {

void EventContent::add(const Delta& delta) {
  if (std::holds_alternative<TextDelta>(delta)) ++text_deltas;
  if (std::holds_alternative<ReasoningDelta>(delta)) reasoning = true;
  if (std::holds_alternative<RefusalDelta>(delta)) refusal = true;
  if (std::holds_alternative<FinishDelta>(delta)) finish = true;
  if (std::holds_alternative<TerminatorDelta>(delta)) terminator = true;
  if (const auto* call = std::get_if<ToolCallDelta>(&delta)) {
    tool_delta = true;
    tool_arguments = tool_arguments || !call->arguments.empty();
  }
}

void MarkCollector::mark_once(MarkKind kind, std::size_t event, bool& done) {
  if (!done) marks_.push_back({kind, 1, event});
  done = true;
}

void MarkCollector::add(std::size_t event, const EventContent& content) {
  if (content.text_deltas > 0 || content.reasoning || content.refusal || content.tool_delta) {
    marks_.push_back({MarkKind::delta, ++deltas_, event});
  }
  if (content.text_deltas > 0) mark_once(MarkKind::first_text, event, text_seen_);
  for (std::uint32_t count = 0; count < content.text_deltas; ++count) {
    marks_.push_back({MarkKind::text, ++texts_, event});
  }
  if (content.reasoning) mark_once(MarkKind::reasoning, event, reasoning_seen_);
  if (content.tool_delta) mark_once(MarkKind::first_tool_delta, event, tool_delta_seen_);
  if (content.tool_arguments) mark_once(MarkKind::tool_args, event, tool_arguments_seen_);
  const bool first_finish = content.finish && !finish_seen_;
  if (first_finish) mark_once(MarkKind::before_finish, event, finish_seen_);
  const bool first_terminator = content.terminator && !terminator_seen_;
  if (first_terminator) mark_once(MarkKind::before_done, event, terminator_seen_);
  // The points behind the event come last, so that the marks stay ordered.
  if (first_finish) marks_.push_back({MarkKind::after_finish, 1, event + 1});
  if (first_terminator) marks_.push_back({MarkKind::after_done, 1, event + 1});
}

}  // namespace wiretape::provider
