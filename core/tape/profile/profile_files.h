#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "wiretape/core/tape/profile/profile.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// The profiles that the deliveries of one tape name, each read once.
class ProfileFiles {
 public:
  /// `tape` is the tape's file, beside which other files are looked for. Absent: no files are read.
  explicit ProfileFiles(std::optional<std::string> tape) : tape_(std::move(tape)) {}

  /// Reads what stands under `profile:`: the name of a profile that wiretape ships, else a file. The mistakes of that
  /// file are noted with its own name and places, once.
  [[nodiscard]] std::optional<NamedProfile> read(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

 private:
  std::shared_ptr<const Profile> load(const yaml::YamlNode& node, yaml::Mistakes& mistakes) const;

  std::optional<std::string> tape_;
  std::map<std::string, std::shared_ptr<const Profile>> loaded_;  // null: it has mistakes
};

}  // namespace wiretape::tape
