#include <string>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::fault {
namespace {

FaultResult apply_bom(program::Response& response, const FaultCall&) {
  program::Body& body = response.body;
  // Together with the byte behind it, so that it belongs to the first event and no cut comes between them.
  const std::string text = "\xEF\xBB\xBF" + body.bytes.substr(0, 1);
  program::replace(body, 0, text.size() - 3, text);
  return {};
}

}  // namespace

extern const FaultType bom_fault;
constinit const FaultType bom_fault{
    .name = "bom",
    .family = "events",
    .summary = "Begins the body with a byte order mark.",
    .seen = "EF BB BF before the first byte; parsers of event streams must drop it, parsers of JSON may refuse it.",
    .function = BodyFault{apply_bom},
    .framings = only_bodies,
};

}  // namespace wiretape::fault
