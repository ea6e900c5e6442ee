#include <array>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/faults/listener/listener_parameters.h"

namespace wiretape::fault {
namespace {

constexpr std::array delay_first_read_parameters{
    FaultParameter{.name = "for",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "1s",
                   .meaning = "how long",
                   .least = 1,
                   .most = 86'400'000'000},
    times_parameter,
};

ListenerAction delay_first_read(const FaultArguments& arguments) {
  return DelayFirstRead{arguments.duration("for")};
}

}  // namespace

extern const FaultType delay_first_read_fault;
constinit const FaultType delay_first_read_fault{
    .name = "delay_first_read",
    .family = "listener",
    .summary = "Reads nothing of a connection for a time; under TLS after the handshake.",
    .seen = "Connected, the request sent; the answer comes late by that time.",
    .function = ListenerFault{delay_first_read},
    .parameters = delay_first_read_parameters,
};

}  // namespace wiretape::fault
