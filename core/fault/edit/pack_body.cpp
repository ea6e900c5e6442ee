#include "wiretape/core/fault/edit/pack_body.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/wire/http/coding/stored_gzip_writer.h"

//     body    |data: a¶¶              |data: b¶¶        |
//     packed  |header block data: a¶¶ |block data: b¶¶ |the end|

namespace wiretape::fault {
namespace {

/// Calls `visit` for every offset of the body that is noted anywhere.
template <class Visit>
void each_offset(program::Body& body, Visit visit) {
  for (std::size_t& start : body.event_starts)
    visit(start);
  for (std::size_t& start : body.comment_starts)
    visit(start);
  for (program::BodyMark& mark : body.marks)
    visit(mark.offset);
  for (program::BodyPause& pause : body.pauses)
    visit(pause.offset);
  for (std::size_t& seam : body.seams)
    visit(seam);
}

}  // namespace

void pack_body(program::Response& response, bool is_whole) {
  program::Body& body = response.body;
  const std::size_t size = body.bytes.size();
  std::map<std::size_t, std::size_t> moved{{0, 0}, {size, 0}};  // where a block begins: there, and in what is packed
  each_offset(body, [&](std::size_t offset) { moved[offset] = 0; });

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
  body.bytes = std::move(packed);
  set_field(response.head.fields, "content-encoding", "gzip");
}

}  // namespace wiretape::fault
