#include <array>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/faults/listener/listener_parameters.h"

namespace wiretape::fault {
namespace {

constexpr std::array slow_read_parameters{
    FaultParameter{.name = "bytes",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how many bytes a read takes",
                   .least = 1},
    FaultParameter{.name = "every",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "10ms",
                   .meaning = "the time between two reads",
                   .least = 1,
                   .most = 86'400'000'000},
    times_parameter,
};

ListenerAction read_slowly(const FaultArguments& arguments) {
  return SlowRead{arguments.count("bytes"), arguments.duration("every")};
}

}  // namespace

extern const FaultType slow_read_fault;
constinit const FaultType slow_read_fault{
    .name = "slow_read",
    .family = "listener",
    .summary = "Reads requests slowly: at most so many bytes at a time, heads and bodies.",
    .seen = "A small request is answered late; a large one's send stalls once the kernels' buffers are full.",
    .function = ListenerFault{read_slowly},
    .parameters = slow_read_parameters,
};

}  // namespace wiretape::fault
