#include "wiretape/core/tape/load/load_rate_limits.h"

#include <cstdint>
#include <optional>

#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::uint64_t most_per_minute = 1'000'000'000;

}  // namespace

Limits read_rate_limits(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Limits limits;
  const auto limit = [&](std::optional<std::uint64_t>& to) {
    return [&](const yaml::YamlNode& value) { to = yaml::read_whole(value, 1, most_per_minute, mistakes); };
  };
  const bool is_mapping = yaml::read_mapping(node, "limits",
                                             {{"requests_per_minute", limit(limits.requests_per_minute)},
                                              {"tokens_per_minute", limit(limits.tokens_per_minute)}},
                                             mistakes);
  if (is_mapping && node.members.empty()) {
    mistakes.add(node.offset, "'limits' without a limit", "'requests_per_minute', 'tokens_per_minute' or both");
  }
  return limits;
}

}  // namespace wiretape::tape
