#include "wiretape/core/compile/recorded_response.h"

#include <string>
#include <variant>

#include "wiretape/core/program/stage/annotated_body.h"
#include "wiretape/core/tape/recorded_framing.h"

namespace wiretape::compile {
namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string bytes;
  for (const std::string& item : items)
    bytes += item;
  return bytes;
}

}  // namespace

program::Response recorded_response(const tape::RecordedResponse& recorded, const provider::Dialect* dialect) {
  const wire::Framing framing = provider::stream_framing(recorded.head.fields, dialect);
  program::Response response{.head = recorded.head,
                             .body = program::annotated_body(joined(recorded.body), framing, dialect),
                             .framing = framing,
                             .recorded = program::RecordedTransfer{.kind = tape::recorded_framing_kind(recorded),
                                                                   .end = recorded.end,
                                                                   .arrivals = recorded.arrivals,
                                                                   .chunks = {},
                                                                   .interim = recorded.interim}};
  if (const auto* chunks = std::get_if<tape::ChunkFraming>(&recorded.framing)) response.recorded->chunks = *chunks;
  return response;
}

}  // namespace wiretape::compile
