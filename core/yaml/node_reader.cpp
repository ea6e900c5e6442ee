#include "wiretape/core/yaml/node_reader.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/yaml/yaml_complaint.h"

namespace wiretape::yaml {
namespace {

void refuse_key(const YamlNode& key, const std::vector<KnownKey>& known, Mistakes& mistakes) {
  std::vector<std::string_view> names(known.size());
  std::ranges::transform(known, names.begin(), &KnownKey::name);
  std::string hint;
  if (lacks_space_after_colon(key.text)) {
    hint = "put a space after the colon";
  } else if (const auto nearest = text::nearest_key(key.text, names)) {
    hint = fmt::format("did you mean '{}'?", *nearest);
  }
  mistakes.add(key.offset, fmt::format("unknown key '{}'", text::excerpt(key.text)),
               fmt::format("one of: {}", fmt::join(names, ", ")), std::move(hint));
}

}  // namespace

std::string describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::nothing:
      return "no value";
    case YamlNode::Kind::null:
    case YamlNode::Kind::boolean:
      return node.text;
    case YamlNode::Kind::number:
      return fmt::format("the number {}", text::excerpt(node.text));
    case YamlNode::Kind::text:
      return fmt::format("the text '{}'", text::excerpt(node.text));
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::mapping:
      return "a mapping";
  }
  return {};
}

void refuse(const YamlNode& node, std::string_view expected, Mistakes& mistakes, std::string hint) {
  mistakes.add(node.offset, describe(node), std::string(expected), std::move(hint));
}

bool read_mapping(const YamlNode& node, std::string_view what, const std::vector<KnownKey>& keys, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::mapping) {
    const bool hint = node.kind == YamlNode::Kind::text && lacks_space_after_colon(node.text);
    refuse(node, fmt::format("{}: a mapping", what), mistakes, hint ? "put a space after the colon" : "");
    return false;
  }
  for (const YamlMember& member : node.members) {
    const auto known = std::ranges::find(keys, member.key->text, &KnownKey::name);
    if (known == keys.end()) {
      refuse_key(*member.key, keys, mistakes);
    } else {
      known->read(*member.value);
    }
  }
  return true;
}

bool read_list(const YamlNode& node, std::string_view expected, const std::function<void(const YamlNode& item)>& read,
               Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::list) {
    refuse(node, expected, mistakes);
    return false;
  }
  for (const YamlNode* item : node.items) {
    if (mistakes.is_full()) break;
    read(*item);
  }
  return true;
}

const YamlMember* find_member(const YamlNode& node, std::string_view name) {
  const auto found =
      std::ranges::find_if(node.members, [&](const YamlMember& member) { return member.key->text == name; });
  return found == node.members.end() ? nullptr : &*found;
}

void require_member(const YamlNode& node, std::string_view what, std::string_view name, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::mapping || find_member(node, name) != nullptr) return;
  mistakes.add(node.offset, fmt::format("{} without '{}'", what, name), fmt::format("the key '{}'", name));
}

void refuse_beside(const YamlNode& node, std::string_view name, const std::vector<std::string_view>& others,
                   Mistakes& mistakes) {
  if (find_member(node, name) == nullptr) return;
  for (const std::string_view other : others) {
    const YamlMember* member = find_member(node, other);
    if (member == nullptr) continue;
    mistakes.add(member->key->offset, fmt::format("'{}' beside '{}'", other, name), "only one of them");
  }
}

std::optional<std::string> read_text(const YamlNode& node, std::string_view expected, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::text && !node.base64) return node.text;
  if (node.base64) {
    mistakes.add(node.offset, "the tag !b64", std::string(expected),
                 "bytes may stand in a body or in an event's data only");
    return std::nullopt;
  }
  const bool is_literal =
      node.kind == YamlNode::Kind::number || node.kind == YamlNode::Kind::boolean || node.kind == YamlNode::Kind::null;
  refuse(node, expected, mistakes,
         is_literal ? fmt::format("quote it to make it text: \"{}\"", text::excerpt(node.text)) : "");
  return std::nullopt;
}

std::optional<std::string> read_word(const YamlNode& node, std::string_view expected, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::number || node.kind == YamlNode::Kind::boolean) return node.text;
  return read_text(node, expected, mistakes);
}

std::optional<std::string> read_bytes(const YamlNode& node, std::string_view expected, Mistakes& mistakes) {
  if (!node.base64) return read_text(node, expected, mistakes);
  std::optional<std::string> bytes = text::decode_base64(node.text);
  if (!bytes) refuse(node, "base64 after !b64", mistakes, "four characters for three bytes, '=' at the end to fill up");
  return bytes;
}

std::optional<bool> read_flag(const YamlNode& node, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::boolean) return node.text == "true";
  refuse(node, "true or false", mistakes);
  return std::nullopt;
}

std::optional<std::uint64_t> read_whole(const YamlNode& node, std::uint64_t least, std::uint64_t most,
                                        Mistakes& mistakes) {
  // from_chars takes digits only, so that "1.0", "1e3" and "-1" leave a rest or fail.
  std::uint64_t value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [rest, error] = std::from_chars(node.text.data(), end, value);
  const bool fits = error == std::errc() && rest == end && value >= least && value <= most;
  if (node.kind == YamlNode::Kind::number && fits) return value;
  const bool is_quoted = node.kind == YamlNode::Kind::text && fits;
  refuse(node, fmt::format("a whole number from {} to {}", least, most), mistakes, is_quoted ? "without quotes" : "");
  return std::nullopt;
}

std::optional<double> read_number(const YamlNode& node, double least, double most, Mistakes& mistakes) {
  double value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [rest, error] = std::from_chars(node.text.data(), end, value);
  const bool fits = error == std::errc() && rest == end && value >= least && value <= most;
  if (node.kind == YamlNode::Kind::number && fits) return value;
  refuse(node, fmt::format("a number from {} to {}", least, most), mistakes);
  return std::nullopt;
}

std::optional<std::chrono::microseconds> read_duration(const YamlNode& node, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::number && (node.kind != YamlNode::Kind::text || node.base64)) {
    refuse(node, text::duration_forms, mistakes);
    return std::nullopt;
  }
  const auto parsed = text::parse_duration(node.text);
  if (const auto* duration = std::get_if<std::chrono::microseconds>(&parsed)) return *duration;
  refuse(node, text::duration_forms, mistakes, std::get<text::DurationFault>(parsed).hint);
  return std::nullopt;
}

}  // namespace wiretape::yaml
