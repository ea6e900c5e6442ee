#include <array>

#include "wiretape/core/fault/edit/edit_stream.h"
#include "wiretape/core/fault/edit/put_error.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array error_parameters{
    FaultParameter{.name = "message",
                   .kind = FaultParameter::Kind::text,
                   .standard = "An error that a fault plan asks for.",
                   .meaning = "what the error says"},
    FaultParameter{.name = "type",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "the error's type; left out: what the provider says when it failed"},
    FaultParameter{.name = "code",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "the error's code, where the provider has one"},
    error_then_parameter,
};

FaultResult apply_error(provider::Events& events, const FaultCall& call) {
  const auto* dialect = call.context.dialect;
  if (dialect == nullptr) return no_dialect();
  const FaultArguments& arguments = call.arguments();
  return put_error(events, call, *dialect,
                   {.status = 500,
                    .message = arguments.text("message"),
                    .type = arguments.text_if_given("type"),
                    .code = arguments.text_if_given("code"),
                    .param = {}});
}

}  // namespace

extern const FaultType error_fault;
constinit const FaultType error_fault{
    .name = "error",
    .family = "provider errors",
    .summary = "Sends the provider's own error event inside the stream, in place of all that follows.",
    .seen = "A 200, all earlier events, then the error; the HTTP message ends soundly.",
    .function = EventsFault{apply_error},
    .parameters = error_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "before_finish",
};

}  // namespace wiretape::fault
