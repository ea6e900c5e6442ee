#include "wiretape/core/tape/load/response/load_response.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/load/response/check_stream.h"
#include "wiretape/core/tape/load/response/load_recorded.h"
#include "wiretape/core/tape/load/response/load_stream.h"
#include "wiretape/core/tape/load/values/dialect_name.h"
#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/text/one_line.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

const provider::Dialect* find_response_dialect(const YamlNode& node, const RequestRule& request, Mistakes& mistakes) {
  if (const YamlMember* named = find_member(node, "dialect")) return read_dialect(*named->value, mistakes);
  return request.path ? provider::dialect_for_path(*request.path) : nullptr;
}

std::string read_reason(const YamlNode& node, Mistakes& mistakes) {
  const std::optional<std::string> reason = read_text(node, "a reason phrase", mistakes);
  if (reason && !is_one_line(*reason)) refuse(node, "a reason phrase without CR, LF and NUL", mistakes);
  return reason.value_or("");
}

std::string read_body(const YamlNode& node, Mistakes& mistakes) {
  return read_bytes(node, "the body as text, as base64 after !b64, or as a list", mistakes).value_or("");
}

/// Each pair that stands together is told, and so is the lack of all three.
void require_one_body(const YamlNode& node, Mistakes& mistakes) {
  refuse_beside(node, "stream", {"body", "json"}, mistakes);
  refuse_beside(node, "body", {"json"}, mistakes);
  for (const char* const name : {"stream", "body", "json"}) {
    if (find_member(node, name) != nullptr) return;
  }
  mistakes.add(node.offset, "a response without a body", "one of the keys: stream, body, json",
               "body: \"\" is an empty one");
}

}  // namespace

LoadedResponse read_response(const YamlNode& node, const RequestRule& request, Mistakes& mistakes) {
  LoadedResponse loaded{.answer = {}, .dialect = find_response_dialect(node, request, mistakes)};
  wire::HttpResponseHead head;
  std::vector<provider::Event> events;
  std::string body;
  const bool is_mapping =
      read_mapping(node, "a response",
                   {{"dialect", [](const YamlNode&) {}},  // find_response_dialect reads it
                    {"status",
                     [&](const YamlNode& value) {
                       head.status = static_cast<int>(read_whole(value, 100, 599, mistakes).value_or(200));
                     }},
                    {"reason", [&](const YamlNode& value) { head.reason = read_reason(value, mistakes); }},
                    {"headers", [&](const YamlNode& value) { head.fields = read_headers(value, mistakes); }},
                    {"stream", [&](const YamlNode& value) { events = read_stream(value, mistakes); }},
                    {"body",
                     [&](const YamlNode& value) {
                       if (value.kind != YamlNode::Kind::list) body = read_body(value, mistakes);
                     }},
                    {"arrivals", [](const YamlNode&) {}},  // read_recorded reads these
                    {"end", [](const YamlNode&) {}},
                    {"framing", [](const YamlNode&) {}},
                    {"json", [&](const YamlNode& value) { body = json_text(value, mistakes); }}},
                   mistakes);
  if (is_mapping) require_one_body(node, mistakes);
  if (is_recorded(node)) {
    loaded.answer = read_recorded(node, std::move(head), request, mistakes);
    return loaded;
  }
  refuse_recorded_keys(node, mistakes);
  if (const YamlMember* stream = find_member(node, "stream")) {
    check_stream(*stream->value, events, provider::stream_framing(head.fields, loaded.dialect), mistakes);
    loaded.answer = StreamResponse{.head = std::move(head), .events = std::move(events)};
  } else {
    loaded.answer = PlainResponse{.head = std::move(head), .body = std::move(body)};
  }
  return loaded;
}

}  // namespace wiretape::tape
