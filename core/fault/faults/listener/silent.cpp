#include <array>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/faults/listener/listener_parameters.h"

namespace wiretape::fault {
namespace {

constexpr std::array silent_parameters{
    FaultParameter{.name = "for",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "",
                   .meaning = "then the connection is served as usual; without it never",
                   .least = 1,
                   .most = 86'400'000'000},
    times_parameter,
};

ListenerAction stay_silent(const FaultArguments& arguments) {
  return Silent{arguments.has("for") ? std::optional(arguments.duration("for")) : std::nullopt};
}

}  // namespace

extern const FaultType silent_fault;
constinit const FaultType silent_fault{
    .name = "silent",
    .family = "listener",
    .summary = "Accepts a connection, then neither reads nor writes.",
    .seen = "connect() and small sends succeed; nothing ever comes, or the answer comes late.",
    .function = ListenerFault{stay_silent},
    .parameters = silent_parameters,
};

}  // namespace wiretape::fault
