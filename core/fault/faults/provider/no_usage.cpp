#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_no_usage(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  if (edit_datas(events, dialect->edits->remove_usage) > 0) return {};
  return Misfit{"no usage in the stream",
                "a stream that gives it; some providers do only where the request asks for it"};
}

}  // namespace

extern const FaultType no_usage_fault;
constinit const FaultType no_usage_fault{
    .name = "no_usage",
    .family = "provider errors",
    .summary = "Takes the token counts out, wherever the provider puts them.",
    .seen = "The same stream without usage; an event that said nothing else is missing.",
    .function = EventsFault{apply_no_usage},
};

}  // namespace wiretape::fault
