#include <array>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/edit/put_error.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array overloaded_parameters{error_then_parameter};

FaultResult apply_overloaded(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  return put_error(events, call, *dialect, dialect->edits->overloaded_error());
}

}  // namespace

extern const FaultType overloaded_fault;
constinit const FaultType overloaded_fault{
    .name = "overloaded",
    .family = "provider errors",
    .summary = "Sends what the provider says inside a stream when it is overloaded, in place of all that follows.",
    .seen = "A 200, all earlier events, then the provider's overloaded error; the HTTP message ends soundly.",
    .function = EventsFault{apply_overloaded},
    .parameters = overloaded_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "before_finish",
};

}  // namespace wiretape::fault
