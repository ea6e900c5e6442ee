#include <array>
#include <charconv>
#include <string>

#include "wiretape/core/fault/counts.h"
#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/layout/whole_response.h"

namespace wiretape::fault {
namespace {

constexpr std::array redirect_parameters{
    FaultParameter{.name = "code",
                   .kind = FaultParameter::Kind::word,
                   .standard = "307",
                   .meaning = "the status: 307 and 308 keep method and body, the others need not",
                   .words = "301|302|303|307|308"},
    FaultParameter{.name = "to",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = "the Location: a URL, or a path on this server",
                   .is_required = true},
    counts_parameter,
};

FaultResult apply_redirect(program::Response& response, const FaultCall& call) {
  const std::string& code = call.arguments().text("code");
  provider::WholeAnswer answer;
  std::from_chars(code.data(), code.data() + code.size(), answer.status);
  const std::string& location = call.arguments().text("to");
  if (!is_field_value(location)) {
    return Misfit{"a control character in the location", "a URL, percent-encoded where it must be"};
  }
  set_field(answer.fields, "location", location);
  response = program::whole_response(std::move(answer));
  return {};
}

}  // namespace

extern const FaultType redirect_fault;
constinit const FaultType redirect_fault{
    .name = "redirect",
    .family = "before the stream",
    .summary = "Sends the client elsewhere in place of the answer.",
    .seen = "A 3xx with a Location and no body; the connection stays open.",
    .function = ReplyFault{apply_redirect},
    .parameters = redirect_parameters,
    .group = "status",
};

}  // namespace wiretape::fault
