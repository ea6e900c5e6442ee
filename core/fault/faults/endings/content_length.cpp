#include <array>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array content_length_parameters{
    FaultParameter{.name = "by",
                   .kind = FaultParameter::Kind::offset,
                   .standard = "+10",
                   .meaning = "how many bytes more or fewer than the body has; +0 is the truth",
                   .most = 1'000'000'000},
    FaultParameter{.name = "to",
                   .kind = FaultParameter::Kind::count,
                   .standard = "",
                   .meaning = "say this number, whatever the body has",
                   .most = 1'000'000'000'000},
};

FaultResult apply_content_length(program::Response& response, const FaultCall& call) {
  const FaultArguments& arguments = call.arguments();
  const auto size = static_cast<std::int64_t>(response.body.bytes.size());
  const std::int64_t length =
      arguments.has("to") ? static_cast<std::int64_t>(arguments.count("to")) : size + arguments.offset("by");
  if (length < 0) return Misfit{fmt::format("a body of {} bytes", size), fmt::format("by=-{} at most", size)};
  erase_fields(response.head.fields, "transfer-encoding");
  set_field(response.head.fields, "content-length", std::to_string(length));
  if (response.recorded) response.recorded->kind = wire::HttpFraming::Kind::content_length;
  return {};
}

}  // namespace

extern const FaultType content_length_fault;
constinit const FaultType content_length_fault{
    .name = "content_length",
    .family = "endings",
    .summary =
        "States a Content-Length that is too long or too short, for a stream in place of its chunks. Faults that "
        "change the body stand before it.",
    .seen =
        "The whole body and a FIN: too early where the length is too long, bytes that are nobody's where it is too "
        "short.",
    .function = BodyFault{apply_content_length},
    .parameters = content_length_parameters,
    .framings = only_bodies,
};

}  // namespace wiretape::fault
