#include "wiretape/core/tape/load/load_delivery.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

#include "wiretape/core/tape/load/load_fragmentation.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// Between these bounds no time overflows, whatever else the tape says.
constexpr double least_rate = 0.001;
constexpr double most_rate = 1'000'000;

// What a profile stands in the place of.
constexpr std::array<std::string_view, 6> paced_keys{"first_byte",        "gap",     "write_gap", "jitter",
                                                     "tokens_per_second", "fragment"};

}  // namespace

Delivery read_delivery(const yaml::YamlNode& node, ProfileFiles& profiles, yaml::Mistakes& mistakes) {
  Delivery delivery;
  const auto time = [&](std::chrono::microseconds& to) {
    return [&](const yaml::YamlNode& value) { to = yaml::read_duration(value, mistakes).value_or(to); };
  };
  const auto rate = [&](auto& to) {
    return [&](const yaml::YamlNode& value) {
      if (const auto number = yaml::read_number(value, least_rate, most_rate, mistakes)) to = *number;
    };
  };
  yaml::read_mapping(
      node, "a delivery",
      {{"first_byte", time(delivery.first_byte)},
       {"gap", time(delivery.gap)},
       {"write_gap", time(delivery.write_gap)},
       {"jitter", time(delivery.jitter)},
       {"tokens_per_second", rate(delivery.tokens_per_second)},
       {"profile", [&](const yaml::YamlNode& value) { delivery.profile = profiles.read(value, mistakes); }},
       {"speed", rate(delivery.speed)},
       {"instant",
        [&](const yaml::YamlNode& value) { delivery.instant = yaml::read_flag(value, mistakes).value_or(false); }},
       {"fragment", [&](const yaml::YamlNode& value) { delivery.fragment = read_fragmentation(value, mistakes); }},
       {"seed",
        [&](const yaml::YamlNode& value) {
          delivery.seed = yaml::read_whole(value, 0, std::numeric_limits<std::uint64_t>::max(), mistakes).value_or(0);
        }}},
      mistakes);
  yaml::refuse_beside(node, "gap", {"tokens_per_second"}, mistakes);
  yaml::refuse_beside(node, "profile", {paced_keys.begin(), paced_keys.end()}, mistakes);
  return delivery;
}

bool gives_pace(const yaml::YamlNode& delivery) {
  const auto has = [&](std::string_view key) { return yaml::find_member(delivery, key) != nullptr; };
  return has("profile") || std::ranges::any_of(paced_keys, has);
}

}  // namespace wiretape::tape
