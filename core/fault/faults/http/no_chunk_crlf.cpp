#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

FaultResult apply_no_chunk_crlf(program::WireDraft& wire, const FaultCall& call) {
  const std::size_t index = wire.chunk_at(call.place);
  const program::WirePart* end =
      index == wire.parts.size() ? nullptr : wire.find(program::PartKind::chunk_end, wire.parts[index].offset);
  if (end == nullptr) return Misfit{"no whole chunk at the place", "a place in the data of a response in chunks"};
  const program::WirePart line_end = *end;
  const auto next = static_cast<std::size_t>(end - wire.parts.data()) + 1;
  if (next == wire.parts.size()) {  // of a recording that was cut there
    wire.cut(line_end.offset, wire.close, wire::Ending::cut_before_crlf);
    return {};
  }
  // What follows stands where the line end was due.
  wire.parts[next].kind = program::PartKind::malformed;
  wire.replace(line_end.offset, line_end.length, "");
  wire.break_framing();
  return {};
}

}  // namespace

extern const FaultType no_chunk_crlf_fault;
constinit const FaultType no_chunk_crlf_fault{
    .name = "no_chunk_crlf",
    .family = "HTTP framing",
    .summary = "Leaves out the line end behind the data of the chunk that holds the place.",
    .seen =
        "The chunk's data, at once followed by the next chunk's size line, then the rest as it should be, and a FIN.",
    .function = WireFault{apply_no_chunk_crlf},
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .framings = only_bodies,
};

}  // namespace wiretape::fault
