#include "wiretape/client/response_head.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/media_type.h"

namespace wiretape::client {
namespace {

bool is_success(int status) {
  return status >= 200 && status < 300;
}

/// What has no body to read an answer from, whatever else its head says; empty: it may have one.
std::string_view why_no_answer(int status) {
  switch (status) {
    case 101:
      return "the server switched to another protocol (101), which was not asked for";
    case 204:
      return "there is no answer in it (204 No Content)";
    case 205:
      return "there is no answer in it (205 Reset Content)";
    default:
      return "";
  }
}

/// The first coding that packs, gzip apart; nullopt: none. Hosts write much else there: none, utf-8, identity, chunked.
std::optional<std::string_view> packing(const wire::HttpFields& fields) {
  constexpr std::array<std::string_view, 8> known{"deflate", "compress", "x-compress", "br",
                                                  "zstd",    "dcb",      "dcz",        "lz4"};
  const auto* const found = std::ranges::find_if(
      known, [&](std::string_view coding) { return wire::has_token(fields, "content-encoding", coding); });
  return found == known.end() ? std::nullopt : std::optional(*found);
}

bool is_json(std::string_view type) {
  return type == "application/json" || type == "text/json" || type.ends_with("+json");
}

std::optional<ResponseBody> body_of_type(std::string_view type) {
  if (const auto framing = wire::framing_of_type(type)) return FramedBody{*framing};
  if (is_json(type)) return WholeBody{};
  return std::nullopt;
}

/// All media types that are named, in order. Proxies add a field of their own, or join two to one.
std::vector<std::string> media_types(const wire::HttpFields& fields) {
  std::vector<std::string> types;
  for (const auto& field : fields) {
    if (!wire::equal_ignoring_case(field.name, "content-type")) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const auto end = std::min(rest.find(','), rest.size());
      auto type = wire::media_type(rest.substr(0, end));
      if (!type.empty()) types.push_back(std::move(type));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return types;
}

ResponseBody answer_of(const wire::HttpFields& fields, const provider::Dialect& dialect) {
  const auto types = media_types(fields);
  if (types.empty()) return FramedBody{dialect.framing};
  for (const auto& type : types) {
    if (const auto body = body_of_type(type)) return *body;
  }
  return UnlabelledBody{fmt::format("content type {}, expected {} or application/json", types.front(),
                                    wire::codec_of(dialect.framing).media_types.front())};
}

}  // namespace

ResponseBody body_of(const wire::HttpResponseHead& head, const provider::Dialect& dialect) {
  if (const auto why = why_no_answer(head.status); !why.empty()) return UnreadableBody{std::string(why)};
  const auto packed = packing(head.fields);
  if (!is_success(head.status)) return ErrorBody{packed.has_value()};
  if (packed) return UnreadableBody{fmt::format("the body is in content coding {}, which was not asked for", *packed)};
  return answer_of(head.fields, dialect);
}

bool is_gzip(const wire::HttpResponseHead& head) {
  const bool is_named = wire::has_token(head.fields, "content-encoding", "gzip") ||
                        wire::has_token(head.fields, "content-encoding", "x-gzip");
  return is_named && !packing(head.fields);
}

}  // namespace wiretape::client
