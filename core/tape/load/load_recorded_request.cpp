#include "wiretape/core/tape/load/load_recorded_request.h"

#include <string>
#include <string_view>

#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/text/one_line.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// recorded_request = [ upstream ] method target [ headers ] [ body ]

std::string read_request_word(const yaml::YamlNode& node, std::string_view expected, yaml::Mistakes& mistakes) {
  const auto word = yaml::read_word(node, expected, mistakes);
  if (word && word->empty()) yaml::refuse(node, expected, mistakes);
  return word.value_or("");
}

std::string read_target(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  constexpr std::string_view expected = "a target on one line, such as /v1/chat/completions";
  const auto target = yaml::read_bytes(node, expected, mistakes);
  if (target && (target->empty() || !text::is_one_line(*target))) yaml::refuse(node, expected, mistakes);
  return target.value_or("");
}

}  // namespace

RecordedRequest read_recorded_request(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  RecordedRequest request;
  const bool is_mapping = yaml::read_mapping(
      node, "a recorded request",
      {{"upstream",
        [&](const yaml::YamlNode& value) { request.upstream = read_request_word(value, "an origin", mistakes); }},
       {"method",
        [&](const yaml::YamlNode& value) { request.method = read_request_word(value, "a method", mistakes); }},
       {"target", [&](const yaml::YamlNode& value) { request.target = read_target(value, mistakes); }},
       {"headers", [&](const yaml::YamlNode& value) { request.headers = read_headers(value, mistakes); }},
       {"body",
        [&](const yaml::YamlNode& value) {
          request.body = yaml::read_bytes(value, "a body as text, or as base64 after !b64", mistakes).value_or("");
        }}},
      mistakes);
  if (!is_mapping) return request;
  yaml::require_member(node, "a recorded request", "method", mistakes);
  yaml::require_member(node, "a recorded request", "target", mistakes);
  return request;
}

}  // namespace wiretape::tape
