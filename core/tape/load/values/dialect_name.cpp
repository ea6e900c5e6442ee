#include "wiretape/core/tape/load/values/dialect_name.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

std::vector<std::string_view> names() {
  const std::span<const provider::Dialect* const> dialects = provider::all_dialects();
  std::vector<std::string_view> result(dialects.size());
  std::ranges::transform(dialects, result.begin(), [](const provider::Dialect* dialect) { return dialect->name; });
  return result;
}

}  // namespace

std::string dialect_names() {
  return fmt::format("one of: {}", fmt::join(names(), ", "));
}

const provider::Dialect* read_dialect(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  const std::optional<std::string> name = yaml::read_text(node, dialect_names(), mistakes);
  if (!name) return nullptr;
  const provider::Dialect* dialect = provider::find_dialect(*name);
  if (dialect == nullptr) {
    const auto nearest = text::nearest_key(*name, names());
    yaml::refuse(node, dialect_names(), mistakes, nearest ? fmt::format("did you mean '{}'?", *nearest) : "");
  }
  return dialect;
}

}  // namespace wiretape::tape
