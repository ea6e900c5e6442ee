#include "wiretape/core/tape/load/response/load_stream.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/text/one_line.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view stream_forms = "{event: …, data: …, id: …}, {retry: …}, {comment: …} or {wait: …}";

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

/// Readers take more for less.
std::optional<std::uint64_t> read_retry(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  return yaml::read_whole(node, 0, std::numeric_limits<std::int64_t>::max(), mistakes);
}

/// What an item may turn out to be; its keys say which.
struct Item {
  provider::DataEvent data;
  provider::FieldsEvent fields;
  provider::CommentEvent comment;
  provider::PauseEvent pause{};
};

bool has(const yaml::YamlNode& node, std::string_view key) {
  return yaml::find_member(node, key) != nullptr;
}

provider::Event event_of(const yaml::YamlNode& node, Item item) {
  if (has(node, "wait")) return item.pause;
  if (has(node, "comment")) return std::move(item.comment);
  if (!has(node, "data") && item.fields != provider::FieldsEvent{}) return std::move(item.fields);
  item.data.name = std::move(item.fields.name).value_or("");
  item.data.id = std::move(item.fields.id);
  return std::move(item.data);
}

provider::Event read_event(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Item item;
  const bool is_mapping = yaml::read_mapping(
      node, "an event",
      {{"event",
        [&](const yaml::YamlNode& value) { item.fields.name = read_line(value, "an event's name", mistakes); }},
       {"data", [&](const yaml::YamlNode& value) { item.data.data = read_data(value, mistakes); }},
       {"id", [&](const yaml::YamlNode& value) { item.fields.id = read_line(value, "an event's id", mistakes); }},
       {"retry", [&](const yaml::YamlNode& value) { item.fields.retry = read_retry(value, mistakes); }},
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
  yaml::refuse_beside(node, "comment", {"event", "data", "id", "retry", "wait"}, mistakes);
  yaml::refuse_beside(node, "wait", {"event", "data", "id", "retry"}, mistakes);
  yaml::refuse_beside(node, "retry", {"data"}, mistakes);
  provider::Event event = event_of(node, std::move(item));
  if (node.members.empty()) {
    mistakes.add(node.offset, "an empty mapping", std::string(stream_forms));
  } else if (std::holds_alternative<provider::DataEvent>(event) && !has(node, "retry")) {
    yaml::require_member(node, "an event", "data", mistakes);
  }
  return event;
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
