#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_no_done(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  const auto terminators = terminators_in(events, *dialect);
  if (terminators.empty()) return Misfit{"no terminator in the stream", "a stream that has one"};
  erase_events(events, terminators);
  return {};
}

}  // namespace

extern const FaultType no_done_fault;
constinit const FaultType no_done_fault{
    .name = "no_done",
    .family = "provider errors",
    .summary = "Leaves out what ends the stream in the provider's way.",
    .seen = "All other events, finish reason and usage included, then a sound end of the HTTP message.",
    .function = EventsFault{apply_no_done},
};

}  // namespace wiretape::fault
