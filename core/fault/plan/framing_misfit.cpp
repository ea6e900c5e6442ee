#include "wiretape/core/fault/plan/framing_misfit.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/fault/faults/registry.h"

namespace wiretape::fault {
namespace {

bool has_framing(const FaultType& type, wire::Framing framing) {
  return type.framings.empty() || std::ranges::find(type.framings, framing) != type.framings.end();
}

std::string_view name_of(wire::Framing framing) {
  return wire::codec_of(framing).name;
}

std::vector<std::string_view> names_of(std::span<const wire::Framing> framings) {
  std::vector<std::string_view> names;
  for (const wire::Framing framing : framings)
    names.push_back(name_of(framing));
  return names;
}

std::vector<std::string_view> family_in(std::string_view family, wire::Framing framing) {
  std::vector<std::string_view> names;
  for (const FaultType* type : all_faults()) {
    if (type->family == family && has_framing(*type, framing)) names.push_back(type->name);
  }
  return names;
}

}  // namespace

FaultResult framing_misfit(const FaultType& type, wire::Framing framing) {
  if (has_framing(type, framing)) return std::nullopt;
  std::string expected = fmt::format("a stream of {}", fmt::join(names_of(type.framings), " or "));
  if (const auto family = family_in(type.family, framing); !family.empty())
    expected += fmt::format("; {} can have: {}", name_of(framing), fmt::join(family, ", "));
  return Misfit{fmt::format("'{}' in a stream of {}", type.name, name_of(framing)), std::move(expected)};
}

}  // namespace wiretape::fault
