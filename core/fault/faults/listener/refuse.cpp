#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

ListenerAction refuse(const FaultArguments&) {
  return Refuse{};
}

}  // namespace

extern const FaultType refuse_fault;
constinit const FaultType refuse_fault{
    .name = "refuse",
    .family = "listener",
    .summary = "Refuses connections: the port stays taken, and nobody listens. Stays until other faults are armed.",
    .seen = "connect() fails with ECONNREFUSED; a connection that was not accepted yet gets a RST.",
    .function = ListenerFault{refuse},
};

}  // namespace wiretape::fault
