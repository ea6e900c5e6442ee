#include "wiretape/core/tape/load/read_tape.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/follow_ups.h"
#include "wiretape/core/tape/load/load_exchange.h"
#include "wiretape/core/tape/load/load_rate_limits.h"
#include "wiretape/core/tape/profile/profile_files.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/format_version.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/parse_document.h"

namespace wiretape::tape {
namespace {

// tape      = wiretape [ validate ] [ limits ] exchanges
// exchange  = [ id ] [ request ] ( reply / response ) [ delivery ]      one load_<name>.cpp each
// Every reader returns a value even after a mistake, so that one run finds them all; the value is then thrown away.

constexpr yaml::FileFormat format{.key = "wiretape", .name = "tape", .version = "1"};

std::vector<Exchange> read_exchanges(const yaml::YamlNode& node, ProfileFiles profiles, yaml::Mistakes& mistakes) {
  constexpr std::string_view expected = "a list of exchanges";
  std::vector<Exchange> exchanges;
  std::map<std::string, std::size_t, std::less<>> offset_of_id;
  const auto note_id = [&](const yaml::YamlNode& item, const std::string& own) {
    const auto [first, is_new] = offset_of_id.emplace(own, item.offset);
    if (is_new) return;
    const yaml::YamlMember* id = yaml::find_member(item, "id");
    mistakes.add(id == nullptr ? item.offset : id->value->offset, fmt::format("the id '{}' a second time", own),
                 "an id that no other exchange has",
                 fmt::format("the exchange at {} has it", mistakes.place(first->second)));
  };
  const auto read_item = [&](const yaml::YamlNode& item) {
    exchanges.push_back(read_exchange(item, exchanges.size() + 1, profiles, mistakes));
    for (std::size_t n = 0; n <= exchanges.back().then.size(); ++n)
      note_id(item, follow_up_id(exchanges.back().id, n));
  };
  if (yaml::read_list(node, expected, read_item, mistakes) && exchanges.empty()) {
    mistakes.add(node.offset, "no exchanges", "at least one");
  }
  return exchanges;
}

Tape tape_of(const yaml::YamlNode& root, std::string name, const ProfileFiles& profiles, yaml::Mistakes& mistakes) {
  Tape tape{.name = std::move(name), .exchanges = {}};
  if (root.kind == yaml::YamlNode::Kind::mapping && !yaml::check_version(root, format, mistakes)) return tape;
  yaml::read_mapping(
      root, "a tape",
      {{"wiretape", [](const yaml::YamlNode&) {}},  // check_version reads it
       {"validate",
        [&](const yaml::YamlNode& value) { tape.validates = yaml::read_flag(value, mistakes).value_or(false); }},
       {"limits", [&](const yaml::YamlNode& value) { tape.limits = read_rate_limits(value, mistakes); }},
       {"exchanges", [&](const yaml::YamlNode& value) { tape.exchanges = read_exchanges(value, profiles, mistakes); }}},
      mistakes);
  yaml::require_member(root, "a tape", "exchanges", mistakes);
  return tape;
}

std::variant<Tape, text::Diagnostics> parse(const yaml::DocumentText& document, const std::string& name,
                                            const ProfileFiles& profiles, yaml::LoadLimits limits) {
  const auto read = [&](const yaml::YamlNode& root, yaml::Mistakes& mistakes) {
    return tape_of(root, name, profiles, mistakes);
  };
  return yaml::parse_document(document, name, {"tape", "a tape: the keys 'wiretape' and 'exchanges'"}, limits, read);
}

}  // namespace

std::variant<Tape, text::Diagnostics> parse_tape(std::string_view text, std::string name, yaml::LoadLimits limits) {
  return parse({text}, name, ProfileFiles(name), limits);
}

std::variant<Tape, text::Diagnostics> parse_sent_tape(const yaml::DocumentText& document, const std::string& name,
                                                      yaml::LoadLimits limits) {
  return parse(document, name, ProfileFiles(std::nullopt), limits);
}

std::variant<Tape, text::Diagnostics> read_tape(const std::string& path, yaml::LoadLimits limits) {
  const auto text = text::read_text_file(path, limits.bytes);
  if (const auto* unreadable = std::get_if<text::SystemError>(&text)) {
    return text::Diagnostics{{path, {}, fmt::format("a file that can't be read: {}", unreadable->cause), "a tape", {}}};
  }
  return parse_tape(std::get<std::string>(text), path, limits);
}

}  // namespace wiretape::tape
