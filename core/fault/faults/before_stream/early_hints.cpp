#include <array>
#include <string>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array early_hints_parameters{
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how many such responses",
                   .least = 1,
                   .most = 1'000},
};

FaultResult apply_early_hints(program::WireDraft& wire, const FaultCall& call) {
  wire.prepend(program::PartKind::interim,
               "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload; as=style\r\n\r\n",
               static_cast<std::size_t>(call.arguments().count("count")));
  return {};
}

}  // namespace

extern const FaultType early_hints_fault;
constinit const FaultType early_hints_fault{
    .name = "early_hints",
    .family = "HTTP framing",
    .summary = "Sends interim responses 103 (Early Hints) before the real one.",
    .seen = "103 and a link field, each in a write of its own, then the response unchanged.",
    .function = WireFault{apply_early_hints},
    .parameters = early_hints_parameters,
};

}  // namespace wiretape::fault
