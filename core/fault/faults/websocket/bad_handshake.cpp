#include <array>
#include <string_view>

#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"

namespace wiretape::fault {
namespace {

constexpr std::array bad_handshake_parameters{
    FaultParameter{.name = "how",
                   .kind = FaultParameter::Kind::word,
                   .standard = "accept",
                   .meaning =
                       "what is wrong: the accept key, one of the three fields is missing, the status is 200, or a "
                       "subprotocol or an extension that nobody asked for",
                   .words = "accept|no_accept|no_upgrade|no_connection|status|subprotocol|extension"},
};

void break_handshake(wire::HttpResponseHead& head, std::string_view how) {
  if (how == "accept") set_field(head.fields, "Sec-WebSocket-Accept", "d2lyZXRhcGUgYnJlYWtzIGl0Li4=");
  if (how == "no_accept") erase_fields(head.fields, "Sec-WebSocket-Accept");
  if (how == "no_upgrade") erase_fields(head.fields, "Upgrade");
  if (how == "no_connection") erase_fields(head.fields, "Connection");
  if (how == "subprotocol") set_field(head.fields, "Sec-WebSocket-Protocol", "unasked.wiretape");
  if (how == "extension") set_field(head.fields, "Sec-WebSocket-Extensions", "unasked-wiretape");
  if (how == "status") {
    head.status = 200;
    head.reason = "OK";
  }
}

FaultResult apply_bad_handshake(program::Response& response, const FaultCall& call) {
  if (call.context.framing != wire::Framing::websocket) return no_websocket();
  break_handshake(response.head, call.arguments().text("how"));
  return {};
}

}  // namespace

extern const FaultType bad_handshake_fault;
constinit const FaultType bad_handshake_fault{
    .name = "bad_handshake",
    .family = "WebSocket",
    .summary = "Answers the request for a WebSocket wrongly (RFC 6455 section 4.1 has the client refuse it).",
    .seen = "A head that opens no WebSocket, and behind it the frames as if it did.",
    .function = BodyFault{apply_bad_handshake},
    .parameters = bad_handshake_parameters,
    .framings = only_websockets,
};

}  // namespace wiretape::fault
