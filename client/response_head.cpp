#include "wiretape/client/response_head.h"

#include <fmt/format.h>

#include "wiretape/core/wire/media_type.h"

namespace wiretape::client {
namespace {

bool is_success(int status) {
  return status >= 200 && status < 300;
}

bool is_packed(const wire::HttpResponseHead& head) {
  const auto coding = wire::find_field(head.fields, "content-encoding");
  return coding && !coding->empty() && !wire::has_token(head.fields, "content-encoding", "identity");
}

std::string first_type(wire::Framing framing) {
  return std::string(wire::codec_of(framing).media_types.front());
}

}  // namespace

ResponseBody body_of(const wire::HttpResponseHead& head, const provider::Dialect& dialect) {
  if (!is_success(head.status)) return ErrorBody{is_packed(head)};
  if (is_packed(head)) {
    return UnreadableBody{fmt::format("the body is in content coding {}, which was not asked for",
                                      *wire::find_field(head.fields, "content-encoding"))};
  }
  const auto type = wire::media_type(wire::find_field(head.fields, "content-type").value_or(""));
  if (type.empty()) return FramedBody{dialect.framing};
  if (const auto framing = wire::framing_of_type(type)) return FramedBody{*framing};
  if (type == "application/json") return WholeBody{};
  return UnreadableBody{
      fmt::format("content type {}, expected {} or application/json", type, first_type(dialect.framing))};
}

}  // namespace wiretape::client
