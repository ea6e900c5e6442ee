#include "wiretape/core/program/pack_body.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/program/head_edit.h"
#include "wiretape/core/wire/gzip.h"

//     body    |data: a¶¶              |data: b¶¶        |
//     packed  |header block data: a¶¶ |block data: b¶¶ |the end|

namespace wiretape::program {
namespace {

/// Calls `visit` for every offset of the body that is noted anywhere.
template <class Visit>
void each_offset(Body& body, Visit visit) {
  for (std::size_t& start : body.event_starts)
    visit(start);
  for (std::size_t& start : body.comment_starts)
    visit(start);
  for (BodyMark& mark : body.marks)
    visit(mark.offset);
  for (BodyPause& pause : body.pauses)
    visit(pause.offset);
}

/// Calls `visit` with the end of each item, of which `size_of(item)` is the size; then the size follows the end.
template <class Items, class SizeOf, class Visit>
void each_end(Items& items, SizeOf size_of, Visit visit) {
  std::uint64_t begin = 0;
  std::uint64_t new_begin = 0;
  for (auto& item : items) {
    const std::uint64_t end = begin + size_of(item);
    const std::uint64_t new_end = visit(end);
    size_of(item) = new_end - new_begin;
    begin = end;
    new_begin = new_end;
  }
}

template <class Visit>
void each_end(RecordedTransfer& recorded, Visit visit) {
  each_end(
      recorded.arrivals, [](tape::Arrival& arrival) -> std::uint64_t& { return arrival.bytes; }, visit);
  each_end(
      recorded.chunks.sizes, [](std::uint64_t& size) -> std::uint64_t& { return size; }, visit);
}

}  // namespace

void pack_body(Response& response, bool is_whole) {
  Body& body = response.body;
  const std::size_t size = body.bytes.size();
  std::map<std::size_t, std::size_t> moved{{0, 0}, {size, 0}};  // where a block begins: there, and in what is packed
  each_offset(body, [&](std::size_t offset) { moved[offset] = 0; });
  if (response.recorded) {
    each_end(*response.recorded, [&](std::uint64_t end) {
      if (end < size) moved[end] = 0;
      return end;
    });
  }

  std::string packed;
  wire::StoredGzipWriter writer;
  std::size_t begin = 0;
  for (auto& [offset, packed_offset] : moved) {
    if (offset > 0) writer.append(packed, std::string_view(body.bytes).substr(begin, offset - begin));
    packed_offset = packed.size();
    begin = offset;
  }
  writer.append(packed, "");  // where there was nothing
  if (is_whole) writer.finish(packed);

  each_offset(body, [&](std::size_t& offset) { offset = moved[offset]; });
  if (response.recorded) {
    // The end comes with the last read; a chunk that promises more than comes goes on promising that.
    each_end(*response.recorded,
             [&](std::uint64_t end) { return end < size ? moved[end] : packed.size() + (end - size); });
  }
  body.bytes = std::move(packed);
  set_field(response.head.fields, "content-encoding", "gzip");
  fit_content_length(response.head.fields, body.bytes.size());
}

}  // namespace wiretape::program
