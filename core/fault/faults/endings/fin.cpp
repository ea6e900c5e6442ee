#include <algorithm>
#include <array>
#include <string_view>

#include "wiretape/core/fault/fault.h"

//     5 CR LF h e l l o CR LF 0 CR LF CR LF
//     \____ a chunk ________/ \_ the end _/
//
// A cut in a size line comes after one digit; in data after a size line that promises more; before CRLF after the
// chunk's last byte; between chunks after its CRLF; in the trailers after "0 CR LF".

namespace wiretape::fault {
namespace {

using wire::Ending;

constexpr std::array fin_parameters{
    FaultParameter{.name = "in",
                   .kind = FaultParameter::Kind::word,
                   .standard = "here",
                   .meaning = "where in the chunked framing: here is wherever the place happens to be",
                   .words = "here|size_line|data|before_crlf|between_chunks|trailers"},
};

void cut(program::WireDraft& wire, std::size_t offset) {
  const Ending ending = wire.ending_at(offset);
  wire.cut(offset, program::FinAction{}, ending);
}

/// Where in the body a place on the wire is.
std::size_t body_offset_of(const program::WireDraft& wire, std::size_t offset) {
  std::size_t behind = 0;
  for (const program::WirePart& part : wire.parts) {
    if (part.kind != program::PartKind::data) continue;
    if (offset < part.end()) return part.body_offset + (std::max(offset, part.offset) - part.offset);
    behind = part.body_offset + part.length;
  }
  return behind;
}

/// Behind the last byte of the chunk that ends before an offset; npos where none does.
std::size_t data_end_before(const program::WireDraft& wire, std::size_t offset) {
  std::size_t end = std::string_view::npos;
  for (const program::WirePart& part : wire.parts) {
    if (part.kind == program::PartKind::data && part.end() <= offset) end = part.end();
  }
  return end;
}

FaultResult cut_in_framing(program::WireDraft& wire, std::size_t offset, std::string_view in) {
  const std::size_t body_offset = body_offset_of(wire, offset);
  wire.split_chunk(body_offset);
  const std::size_t seam = wire.offset_of(body_offset);
  if (in == "between_chunks") {
    cut(wire, seam);
  } else if (in == "size_line") {
    cut(wire, seam + 1);
  } else if (in == "before_crlf") {
    const std::size_t data_end = data_end_before(wire, seam);
    if (data_end == std::string_view::npos) return Misfit{"no chunk before the place", "a place behind the first byte"};
    cut(wire, data_end);
  } else if (in == "trailers") {
    wire.cut(seam, program::FinAction{}, Ending::cut_in_trailers);
    wire.append_at_close(program::PartKind::last_chunk, "0\r\n");
  } else if (const program::WirePart* size = wire.find(program::PartKind::chunk_size, seam); size != nullptr) {
    cut(wire, size->end());
  } else {
    wire.cut(seam, program::FinAction{}, Ending::cut_in_data);
    wire.append_at_close(program::PartKind::chunk_size, "1\r\n");
  }
  return {};
}

FaultResult apply_fin(program::WireDraft& wire, const FaultCall& call) {
  const std::string_view in = call.arguments().text("in");
  if (in == "here") {
    cut(wire, call.place);
    return {};
  }
  if (wire.framing != wire::HttpFraming::Kind::chunked) {
    return Misfit{"a response without chunks", "in=here, or a response in chunked coding"};
  }
  return cut_in_framing(wire, call.place, in);
}

}  // namespace

extern const FaultType fin_fault;
constinit const FaultType fin_fault{
    .name = "fin",
    .family = "endings",
    .summary = "Closes the connection with a FIN before the place, whatever the framing still owes.",
    .seen = "All earlier bytes, then the end of the stream; under TLS after a close_notify.",
    .function = WireFault{apply_fin},
    .parameters = fin_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .group = "ending",
};

}  // namespace wiretape::fault
