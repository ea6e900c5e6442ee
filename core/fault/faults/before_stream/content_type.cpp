#include <array>

#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array content_type_parameters{
    FaultParameter{.name = "type",
                   .kind = FaultParameter::Kind::text,
                   .standard = "text/html",
                   .meaning = "the media type that the head names"},
};

FaultResult apply_content_type(program::Response& response, const FaultCall& call) {
  const std::string& type = call.arguments().text("type");
  if (!is_field_value(type)) return Misfit{"a control character in the media type", "a media type such as text/html"};
  set_field(response.head.fields, "content-type", type);
  return {};
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
    .framings = only_bodies,
};

}  // namespace wiretape::fault
