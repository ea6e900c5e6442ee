#include "wiretape/convert/mitmproxy/mitmproxy.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/convert/mitmproxy/tnetstring.h"

namespace wiretape::convert {
namespace {

// Each flow: {"type": "http", "version": 21, "request": {"method", "scheme", "host", "port", "path", "headers": [[name,
// value], …], "content"}, "response": {"status_code", "reason", "headers", "content", "trailers"} | null,
// "error": {"msg"} | null, "websocket": {"messages"} | null}

wire::HttpFields flow_fields(const Json* list) {
  wire::HttpFields fields;
  for (const Json& pair : elements(list)) {
    const auto& halves = elements(&pair);
    if (halves.size() == 2) fields.push_back({text_in(&halves[0]), text_in(&halves[1])});
  }
  return fields;
}

/// Why a flow can't be taken; nullopt where it can.
std::optional<std::string> why_left_out(const Json& flow) {
  const auto type = text_in(member(&flow, "type"));
  if (type != "http") return fmt::format("a flow of type '{}'", type);
  const Json* web_socket = member(&flow, "websocket");
  if (web_socket != nullptr && web_socket->is_object())
    return fmt::format("a WebSocket with {} messages", elements(member(web_socket, "messages")).size());
  const auto error = text_in(member(member(&flow, "error"), "msg"));
  const Json* response = member(&flow, "response");
  if (response == nullptr || !response->is_object())
    return fmt::format("no response{}{}", error.empty() ? "" : ": ", error);
  const Json* content = member(response, "content");
  if (content == nullptr || content->is_null())
    return fmt::format("a response whose body mitmproxy has not kept{}{}", error.empty() ? "" : ": ", error);
  return std::nullopt;
}

Recording flow_recording(const Json& flow) {
  const Json* request = member(&flow, "request");
  const Json* response = member(&flow, "response");
  Recording recording;
  recording.method = text_in(member(request, "method"));
  recording.target = text_in(member(request, "path"));
  recording.request_fields = flow_fields(member(request, "headers"));
  recording.request_body = text_in(member(request, "content"));
  const auto status = whole_in(member(response, "status_code")).value_or(0);
  recording.head.status = status >= 100 && status <= 599 ? static_cast<int>(status) : 0;
  recording.head.reason = text_in(member(response, "reason"));
  recording.head.fields = flow_fields(member(response, "headers"));
  recording.body = text_in(member(response, "content"));
  tape::ChunkFraming chunks{.sizes = {}, .trailers = flow_fields(member(response, "trailers"))};
  if (!chunks.trailers.empty()) recording.framing = std::move(chunks);
  return recording;
}

void take_flow(const Json& flow, Importer& importer) {
  if (const auto why = why_left_out(flow)) return importer.note(*why + "; it is left out");
  const auto error = text_in(member(member(&flow, "error"), "msg"));
  if (!error.empty()) importer.note(fmt::format("mitmproxy says of it: {}", error));
  importer.add(flow_recording(flow));
}

/// "2194:9:websocket;…": digits, a colon, and a key of a flow after its own size.
bool fits_mitmproxy(const Foreign& file) {
  const auto begin = file.bytes.substr(0, 32);
  const auto first = begin.find_first_not_of("0123456789");
  if (first == 0 || first == begin.npos || begin[first] != ':') return false;
  const auto second = begin.find_first_not_of("0123456789", first + 1);
  return second != begin.npos && second > first + 1 && begin[second] == ':';
}

std::optional<text::Diagnostic> read_mitmproxy(const Foreign& file, Importer& importer) {
  std::string_view rest = file.bytes;
  for (std::size_t ordinal = 1; !rest.empty(); ++ordinal) {
    const std::size_t at = file.bytes.size() - rest.size();
    auto flow = take_tnetstring(rest);
    if (const auto* error = std::get_if<text::InputError>(&flow))
      return text::Diagnostic{
          file.name, {}, fmt::format("at byte {}: {}", at + error->offset, error->found), error->expected, ""};
    importer.begin(fmt::format("flow {}", ordinal));
    take_flow(std::get<Json>(flow), importer);
  }
  return std::nullopt;
}

}  // namespace

const Format mitmproxy_flows{.name = "mitmproxy",
                             .title = "flows of mitmproxy",
                             .is_document = false,
                             .fits = fits_mitmproxy,
                             .read = read_mitmproxy};

}  // namespace wiretape::convert
