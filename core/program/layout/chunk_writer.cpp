#include "wiretape/core/program/layout/chunk_writer.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

//     5 CR LF h e l l o CR LF 0 CR LF X : 1 CR LF CR LF
//    |\_/                                              cut_in_size_line: one digit, no line end
//    |       \________/                                cut_in_data: the size line says more than comes
//    |                 \__/                            cut_before_crlf: the last chunk's data and nothing
//    cut_between_chunks: nothing                       cut_in_trailers: the trailers, no blank line

namespace wiretape::program {

void ChunkWriter::append(WireDraft& out, std::string_view piece) {
  while (!piece.empty()) {
    if (left_ == 0) begin_chunk(out);
    const std::size_t length = static_cast<std::size_t>(std::min<std::uint64_t>(left_, piece.size()));
    out.add(PartKind::data, piece.substr(0, length), written_);
    written_ += length;
    piece.remove_prefix(length);
    left_ -= length;
    const bool stops_here = ending_ == wire::Ending::cut_before_crlf && next_ == sizes_.size();
    if (left_ == 0 && !stops_here) out.add(PartKind::chunk_end, "\r\n");
  }
}

void ChunkWriter::begin_chunk(WireDraft& out) {
  left_ = sizes_.at(next_++);
  out.add(PartKind::chunk_size, fmt::format("{:x}\r\n", left_));
}

void ChunkWriter::finish(WireDraft& out, const wire::HttpFields& trailers) {
  using wire::Ending;
  if (next_ < sizes_.size()) begin_chunk(out);  // a chunk of which no byte came
  if (ending_ == Ending::cut_in_size_line) out.add(PartKind::chunk_size, "1");
  if (ending_ == Ending::malformed) out.add(PartKind::chunk_size, "no size\r\n");
  if (ending_ != Ending::complete && ending_ != Ending::cut_in_trailers) return;
  out.add(PartKind::last_chunk, "0\r\n");
  std::string lines;
  for (const wire::HttpField& field : trailers)
    lines.append(field.name).append(": ").append(field.value).append("\r\n");
  if (ending_ == Ending::complete) lines += "\r\n";
  out.add(PartKind::trailers, lines);
}

}  // namespace wiretape::program
