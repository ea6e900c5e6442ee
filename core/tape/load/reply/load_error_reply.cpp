#include "wiretape/core/tape/load/reply/load_error_reply.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

/// The keys that both kinds of error have. Their readers refer to both arguments.
std::vector<yaml::KnownKey> error_keys(provider::ErrorReply& error, yaml::Mistakes& mistakes) {
  const auto text = [&mistakes](std::optional<std::string>& to) {
    return [&to, &mistakes](const yaml::YamlNode& value) { to = yaml::read_text(value, "text", mistakes); };
  };
  const auto read_message = [&](const yaml::YamlNode& value) {
    error.message = yaml::read_text(value, "the error's message", mistakes).value_or("");
  };
  return {
      {"message", read_message}, {"type", text(error.type)}, {"code", text(error.code)}, {"param", text(error.param)}};
}

}  // namespace

provider::ErrorReply read_error_answer(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  provider::ErrorReply error;
  // 2xx too: some providers answer errors with status 200.
  std::vector<yaml::KnownKey> keys = error_keys(error, mistakes);
  keys.push_back({"status", [&](const yaml::YamlNode& value) {
                    error.status = static_cast<int>(yaml::read_whole(value, 200, 599, mistakes).value_or(500));
                  }});
  keys.push_back(
      {"retry_after", [&](const yaml::YamlNode& value) { error.retry_after = yaml::read_duration(value, mistakes); }});
  keys.push_back({"headers", [&](const yaml::YamlNode& value) { error.headers = read_headers(value, mistakes); }});
  yaml::read_mapping(node, "an error", keys, mistakes);
  yaml::require_member(node, "an error", "message", mistakes);
  return error;
}

provider::ErrorReply read_error_event(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  provider::ErrorReply error;
  yaml::read_mapping(node, "an error event", error_keys(error, mistakes), mistakes);
  yaml::require_member(node, "an error event", "message", mistakes);
  return error;
}

}  // namespace wiretape::tape
