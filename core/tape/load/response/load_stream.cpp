#include "wiretape/core/tape/load/response/load_stream.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/text/one_line.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view stream_forms = "{event: …, data: …, id: …}, {comment: …} or {wait: …}";

std::string read_data(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.kind != yaml::YamlNode::Kind::text) return yaml::json_text(node, mistakes);
  return yaml::read_bytes(node, "an event's data", mistakes).value_or("");
}

/// A field of one line: a line break would begin another field.
std::string read_line(const yaml::YamlNode& node, std::string_view expected, yaml::Mistakes& mistakes) {
  const std::optional<std::string> line = yaml::read_word(node, expected, mistakes);
  if (line && !text::is_one_line(*line)) yaml::refuse(node, "text without CR, LF and NUL", mistakes);
  return line.value_or("");
}

/// What an item may turn out to be; its keys say which.
struct Item {
  provider::DataEvent data;
  provider::CommentEvent comment;
  provider::PauseEvent pause{};
};

provider::Event read_event(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Item item;
  const bool is_mapping = yaml::read_mapping(
      node, "an event",
      {{"event", [&](const yaml::YamlNode& value) { item.data.name = read_line(value, "an event's name", mistakes); }},
       {"data", [&](const yaml::YamlNode& value) { item.data.data = read_data(value, mistakes); }},
       {"id", [&](const yaml::YamlNode& value) { item.data.id = read_line(value, "an event's id", mistakes); }},
       {"comment",
        [&](const yaml::YamlNode& value) {
          item.comment.text = yaml::read_word(value, "a comment", mistakes).value_or("");
        }},
       {"wait",
        [&](const yaml::YamlNode& value) {
          item.pause.duration = yaml::read_duration(value, mistakes).value_or(item.pause.duration);
        }}},
      mistakes);
  if (!is_mapping) return item.data;
  yaml::refuse_beside(node, "comment", {"event", "data", "id", "wait"}, mistakes);
  yaml::refuse_beside(node, "wait", {"event", "data", "id"}, mistakes);
  if (yaml::find_member(node, "wait") != nullptr) return item.pause;
  if (yaml::find_member(node, "comment") != nullptr) return std::move(item.comment);
  if (node.members.empty()) {
    mistakes.add(node.offset, "an empty mapping", std::string(stream_forms));
  } else {
    yaml::require_member(node, "an event", "data", mistakes);
  }
  return std::move(item.data);
}

}  // namespace

std::vector<provider::Event> read_stream(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<provider::Event> events;
  yaml::read_list(
      node, "a list of events", [&](const yaml::YamlNode& item) { events.push_back(read_event(item, mistakes)); },
      mistakes);
  return events;
}

}  // namespace wiretape::tape
