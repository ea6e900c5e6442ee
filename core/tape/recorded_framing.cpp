#include "wiretape/core/tape/recorded_framing.h"

#include <string>
#include <variant>

namespace wiretape::tape {

wire::HttpFraming::Kind recorded_framing_kind(const RecordedResponse& response) {
  using Kind = wire::HttpFraming::Kind;
  if (wire::has_token(response.head.fields, "transfer-encoding", "chunked")) return Kind::chunked;
  if (wire::find_field(response.head.fields, "content-length")) return Kind::content_length;
  if (std::holds_alternative<CloseFraming>(response.framing)) return Kind::until_close;
  if (std::holds_alternative<ChunkFraming>(response.framing)) return Kind::chunked;
  return response.end.how == wire::Ending::closed ? Kind::until_close : Kind::chunked;
}

std::size_t body_size(const RecordedResponse& response) {
  std::size_t size = 0;
  for (const std::string& item : response.body)
    size += item.size();
  return size;
}

}  // namespace wiretape::tape
