#include "wiretape/core/yaml/format_version.h"

#include <string>

#include <fmt/format.h>

#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::yaml {

bool check_version(const YamlNode& root, const FileFormat& format, Mistakes& mistakes) {
  const std::string expected = fmt::format("'{}: {}'", format.key, format.version);
  const YamlMember* member = find_member(root, format.key);
  if (member == nullptr) {
    mistakes.add(root.offset, fmt::format("a {} without '{}'", format.name, format.key), expected,
                 "it says which format the file has");
    return true;
  }
  const YamlNode& version = *member->value;
  if (version.kind == YamlNode::Kind::number && version.text == format.version) return true;
  const bool is_other_version =
      version.kind == YamlNode::Kind::number && version.text.find_first_not_of("0123456789") == std::string::npos;
  if (!is_other_version) {
    refuse(version, expected, mistakes, version.text == format.version ? "without quotes" : "");
    return true;
  }
  mistakes.add(
      version.offset, fmt::format("{} format {}", format.name, version.text), expected,
      fmt::format("this wiretape reads {} format {}; the file says {}", format.name, format.version, version.text));
  return false;
}

}  // namespace wiretape::yaml
