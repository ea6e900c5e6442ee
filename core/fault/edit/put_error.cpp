#include "wiretape/core/fault/edit/put_error.h"

#include <optional>
#include <utility>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/edit/events_edit.h"

namespace wiretape::fault {
namespace {

/// Takes all behind `index` out but the terminator there.
void keep_terminator(provider::Events& events, std::size_t index, const provider::Dialect& dialect) {
  std::optional<provider::Event> terminator;
  for (const std::size_t place : terminators_in(events, dialect)) {
    if (place >= index) terminator = events.events[place];
  }
  erase_events_from(events, index);
  if (!terminator) return;
  events.events.push_back(*std::move(terminator));
  for (provider::Mark& mark : events.marks) {
    if (mark.kind == provider::MarkKind::after_done) mark.event = events.events.size();
  }
}

}  // namespace

FaultResult put_error(provider::Events& events, const FaultCall& call, const provider::Dialect& dialect,
                      const provider::ErrorReply& error) {
  const std::string_view then = call.arguments().text("then");
  if (then == "end") erase_events_from(events, call.place);
  if (then == "done") keep_terminator(events, call.place, dialect);
  insert_events(events, call.place, {dialect.edits->error_event(error)});
  return {};
}

}  // namespace wiretape::fault
