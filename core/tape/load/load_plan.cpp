#include "wiretape/core/tape/load/load_plan.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/load/load_faults.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/parse_document.h"

// plan = { faults: faults }

namespace wiretape::tape {
namespace {

constexpr yaml::LoadLimits limits{.bytes = std::size_t{1} << 20, .depth = 8, .nodes = 10'000};

FaultPlan read_plan(const yaml::YamlNode& root, yaml::Mistakes& mistakes) {
  FaultPlan plan;
  yaml::read_mapping(root, "a plan",
                     {{"faults", [&](const yaml::YamlNode& value) { plan = read_faults(value, mistakes); }}}, mistakes);
  yaml::require_member(root, "a plan", "faults", mistakes);
  return plan;
}

}  // namespace

std::variant<FaultPlan, text::Diagnostics> parse_plan(std::string_view text, const std::string& name) {
  return yaml::parse_document({text}, name, {"plan", "a plan: the key 'faults'"}, limits, read_plan);
}

std::variant<FaultPlan, text::Diagnostics> load_plan(const std::string& path) {
  const auto text = text::read_text_file(path, limits.bytes);
  if (const auto* unreadable = std::get_if<text::SystemError>(&text)) {
    return text::Diagnostics{
        {path, {}, fmt::format("a file that can't be read: {}", unreadable->cause), "a plan of faults", {}}};
  }
  return parse_plan(std::get<std::string>(text), path);
}

}  // namespace wiretape::tape
