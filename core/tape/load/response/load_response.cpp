#include "wiretape/core/tape/load/response/load_response.h"

#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/load/response/check_stream.h"
#include "wiretape/core/tape/load/response/load_recorded.h"
#include "wiretape/core/tape/load/response/load_stream.h"
#include "wiretape/core/tape/load/response/read_reason.h"
#include "wiretape/core/tape/load/values/dialect_name.h"
#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

const provider::Dialect* find_response_dialect(const yaml::YamlNode& node, const RequestRule& request,
                                               yaml::Mistakes& mistakes) {
  if (const yaml::YamlMember* named = yaml::find_member(node, "dialect")) return read_dialect(*named->value, mistakes);
  return request.path ? provider::dialect_for_path(*request.path) : nullptr;
}

std::string read_body(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  return yaml::read_bytes(node, "the body as text, as base64 after !b64, or as a list", mistakes).value_or("");
}

/// Each pair that stands together is told, and so is the lack of all three.
void require_one_body(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  yaml::refuse_beside(node, "stream", {"body", "json"}, mistakes);
  yaml::refuse_beside(node, "body", {"json"}, mistakes);
  for (const char* const name : {"stream", "body", "json"}) {
    if (yaml::find_member(node, name) != nullptr) return;
  }
  mistakes.add(node.offset, "a response without a body", "one of the keys: stream, body, json",
               "body: \"\" is an empty one");
}

}  // namespace

LoadedResponse read_response(const yaml::YamlNode& node, const RequestRule& request, yaml::Mistakes& mistakes) {
  LoadedResponse loaded{.answer = {}, .dialect = find_response_dialect(node, request, mistakes)};
  wire::HttpResponseHead head;
  std::vector<provider::Event> events;
  std::string body;
  const bool is_mapping = yaml::read_mapping(
      node, "a response",
      {{"dialect", [](const yaml::YamlNode&) {}},  // find_response_dialect reads it
       {"status",
        [&](const yaml::YamlNode& value) {
          head.status = static_cast<int>(yaml::read_whole(value, 100, 599, mistakes).value_or(200));
        }},
       {"reason", [&](const yaml::YamlNode& value) { head.reason = read_reason(value, mistakes); }},
       {"headers", [&](const yaml::YamlNode& value) { head.fields = read_headers(value, mistakes); }},
       {"stream", [&](const yaml::YamlNode& value) { events = read_stream(value, mistakes); }},
       {"body",
        [&](const yaml::YamlNode& value) {
          if (value.kind != yaml::YamlNode::Kind::list) body = read_body(value, mistakes);
        }},
       {"arrivals", [](const yaml::YamlNode&) {}},  // read_recorded reads these
       {"end", [](const yaml::YamlNode&) {}},
       {"framing", [](const yaml::YamlNode&) {}},
       {"interim", [](const yaml::YamlNode&) {}},
       {"json", [&](const yaml::YamlNode& value) { body = yaml::json_text(value, mistakes); }}},
      mistakes);
  if (is_mapping) require_one_body(node, mistakes);
  if (is_recorded(node)) {
    loaded.answer = read_recorded(node, std::move(head), request, mistakes);
    return loaded;
  }
  refuse_recorded_keys(node, mistakes);
  if (const yaml::YamlMember* stream = yaml::find_member(node, "stream")) {
    check_stream(*stream->value, events, provider::stream_framing(head.fields, loaded.dialect), mistakes);
    loaded.answer = StreamResponse{.head = std::move(head), .events = std::move(events)};
  } else {
    loaded.answer = PlainResponse{.head = std::move(head), .body = std::move(body)};
  }
  return loaded;
}

}  // namespace wiretape::tape
