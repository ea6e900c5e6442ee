#include <array>

#include "wiretape/core/fault/edit/set_checked_field.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::program {
namespace {

constexpr std::array content_type_parameters{
    FaultParameter{.name = "type",
                   .kind = FaultParameter::Kind::text,
                   .standard = "text/html",
                   .meaning = "the media type that the head names"},
};

FaultResult apply_content_type(Response& response, const FaultCall& call) {
  if (set_checked_field(response.head.fields, "content-type", call.arguments().text("type"))) return {};
  return Misfit{"a control character in the media type", "a media type such as text/html"};
}

}  // namespace

extern const FaultType content_type_fault;
constinit const FaultType content_type_fault{
    .name = "content_type",
    .family = "before the stream",
    .summary = "Names a wrong media type in the head; the body stays what it is.",
    .seen = "The same answer with another Content-Type.",
    .function = BodyFault{apply_content_type},
    .parameters = content_type_parameters,
    .group = "content_type",
};

}  // namespace wiretape::program
