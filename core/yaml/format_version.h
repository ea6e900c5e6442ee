#pragma once

#include <string_view>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

/// A kind of file, and the version of it that is read here.
struct FileFormat {
  std::string_view key;      ///< holds the version: "wiretape"
  std::string_view name;     ///< "tape"
  std::string_view version;  ///< "1"
};

/// Notes a mistake where the file's root mapping does not say that it has this format. False where it has another
/// version: then nothing else in it is worth reading.
bool check_version(const YamlNode& root, const FileFormat& format, Mistakes& mistakes);

}  // namespace wiretape::yaml
