#include "wiretape/core/tape/profile/profile_files.h"

#include <filesystem>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/tape/profile/load_profile.h"
#include "wiretape/core/tape/profile/shipped_profiles.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

/// A name is what can't be taken for a file of a tape's folder.
bool is_shipped_name(std::string_view text) {
  return text.find_first_of("./") == std::string_view::npos;
}

std::vector<std::string_view> shipped_names() {
  std::vector<std::string_view> names;
  for (const ShippedProfile& shipped : shipped_profiles())
    names.push_back(shipped.name);
  return names;
}

void refuse_name(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  const auto names = shipped_names();
  const auto nearest = text::nearest_key(node.text, names);
  mistakes.add(node.offset, fmt::format("a profile '{}' that wiretape does not ship", text::excerpt(node.text)),
               fmt::format("one of: {}", fmt::join(names, ", ")),
               nearest ? fmt::format("did you mean '{}'?", *nearest)
                       : fmt::format("a file's name has a dot or a slash: ./{}", text::excerpt(node.text)));
}

}  // namespace

std::shared_ptr<const Profile> ProfileFiles::load(const yaml::YamlNode& node, yaml::Mistakes& mistakes) const {
  std::string file = node.text;
  std::variant<std::string, text::SystemError> text;
  if (const ShippedProfile* shipped = find_shipped_profile(node.text)) {
    text = std::string(shipped->text);
  } else if (is_shipped_name(node.text)) {
    refuse_name(node, mistakes);
    return nullptr;
  } else if (!tape_) {
    mistakes.add(node.offset, "a profile's file, in a tape that has no folder",
                 fmt::format("one of: {}", fmt::join(shipped_names(), ", ")), "a tape that is a file may name others");
    return nullptr;
  } else {
    file = (std::filesystem::path(*tape_).parent_path() / node.text).string();
    text = text::read_text_file(file, profile_limits.bytes);
  }
  if (const auto* unreadable = std::get_if<text::SystemError>(&text)) {
    mistakes.add(node.offset, fmt::format("the profile {}, which can't be read: {}", file, unreadable->cause),
                 "a profile's file, named as seen from the tape's folder");
    return nullptr;
  }
  auto parsed = parse_profile(std::get<std::string>(text), file);
  if (auto* diagnostics = std::get_if<text::Diagnostics>(&parsed)) {
    mistakes.add_of_other_file(std::move(*diagnostics));
    return nullptr;
  }
  return std::make_shared<const Profile>(std::move(std::get<Profile>(parsed)));
}

std::optional<NamedProfile> ProfileFiles::read(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  const auto name = yaml::read_text(node, "the name of a profile, or its file", mistakes);
  if (!name) return std::nullopt;
  const auto known = loaded_.find(*name);
  const auto profile = known != loaded_.end() ? known->second : load(node, mistakes);
  if (known == loaded_.end()) loaded_.emplace(*name, profile);
  if (profile == nullptr) return std::nullopt;
  return NamedProfile{*name, profile};
}

}  // namespace wiretape::tape
