#include "wiretape/core/tape/load/response/check_stream.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view other_framing_hint = "a content-type of text/event-stream makes it server-sent events";

void refuse_key(const yaml::YamlNode& item, std::string_view name, const wire::FramingCodec& codec,
                yaml::Mistakes& mistakes) {
  const yaml::YamlMember* member = yaml::find_member(item, name);
  if (member == nullptr) return;
  mistakes.add(member->key->offset, fmt::format("'{}' in a stream of {}", name, codec.name), "{data: …} or {wait: …}",
               std::string(other_framing_hint));
}

void check_keys(const yaml::YamlNode& item, const wire::FramingCodec& codec, yaml::Mistakes& mistakes) {
  if (!codec.has_names) {
    refuse_key(item, "event", codec, mistakes);
    refuse_key(item, "id", codec, mistakes);
  }
  if (codec.append_fields == nullptr) refuse_key(item, "retry", codec, mistakes);
  if (codec.append_comment == nullptr) refuse_key(item, "comment", codec, mistakes);
}

void check_lines(const yaml::YamlNode& item, const provider::Event& event, const wire::FramingCodec& codec,
                 yaml::Mistakes& mistakes) {
  const auto* data = std::get_if<provider::DataEvent>(&event);
  if (codec.has_line_breaks || data == nullptr || data->data.find_first_of("\r\n") == std::string::npos) return;
  mistakes.add(yaml::find_member(item, "data")->value->offset,
               fmt::format("data of several lines in a stream of {}", codec.name),
               "data in one line, or a mapping, which is written as one", std::string(other_framing_hint));
}

}  // namespace

void check_stream(const yaml::YamlNode& stream, const std::vector<provider::Event>& events, wire::Framing framing,
                  yaml::Mistakes& mistakes) {
  const wire::FramingCodec& codec = wire::codec_of(framing);
  const std::size_t count = std::min(stream.items.size(), events.size());  // no list, or more mistakes than are kept
  for (std::size_t index = 0; index < count; ++index) {
    check_keys(*stream.items[index], codec, mistakes);
    check_lines(*stream.items[index], events[index], codec, mistakes);
  }
}

}  // namespace wiretape::tape
