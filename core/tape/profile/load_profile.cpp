#include "wiretape/core/tape/profile/load_profile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/yaml/format_version.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/parse_document.h"

namespace wiretape::tape {
namespace {

// profile         = wiretape_profile [ first_byte ] gap [ bursts ] [ events_per_read ] [ inside_event ]
// first_byte, gap = { p0: duration … p100: duration }
// bursts          = { below: duration, mean_length: number }
// events_per_read = { events: weight … }

constexpr yaml::FileFormat format{.key = "wiretape_profile", .name = "profile", .version = "1"};

constexpr std::uint64_t most_events = 1'000'000;
constexpr std::uint64_t most_weight = 1'000'000'000;
constexpr double longest_burst = 1'000;

/// "p99.9" in millionths: up to four decimals.
std::optional<Share> percentile_share(std::string_view key) {
  if (!key.starts_with('p')) return std::nullopt;
  key.remove_prefix(1);
  const std::size_t point = std::min(key.find('.'), key.size());
  const std::string_view decimals = key.substr(std::min(point + 1, key.size()));
  const bool is_number = point >= 1 && point <= 3 && decimals.size() <= 4 && decimals.empty() == (point == key.size());
  std::string digits = std::string(key.substr(0, point)) + std::string(decimals);
  if (!is_number || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  digits.append(4 - decimals.size(), '0');
  Share share = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), share);
  return share <= whole_share ? std::optional(share) : std::nullopt;
}

/// Reads one point; `last` is the member of the point before it. Whether the point was added.
bool read_percentile(const yaml::YamlMember& member, const yaml::YamlMember* last, Percentiles& percentiles,
                     yaml::Mistakes& mistakes) {
  const auto share = percentile_share(member.key->text);
  if (!share) {
    mistakes.add(member.key->offset, fmt::format("unknown key '{}'", text::excerpt(member.key->text)),
                 "a percentile from p0 to p100, such as p50 or p99.9");
  }
  const auto time = yaml::read_duration(*member.value, mistakes);
  if (!share || !time) return false;
  if (last != nullptr) {
    const std::string_view last_key = last->key->text;
    if (*share <= percentiles.back().share) {
      mistakes.add(member.key->offset, fmt::format("{} after {}", member.key->text, last_key), "percentiles that rise");
    }
    if (*time < percentiles.back().time) {
      yaml::refuse(*member.value, fmt::format("at least {}, as {} says", last->value->text, last_key), mistakes);
    }
  }
  percentiles.push_back({*share, *time});
  return true;
}

Percentiles read_percentiles(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Percentiles percentiles;
  if (node.kind != yaml::YamlNode::Kind::mapping) {
    yaml::refuse(node, "percentiles: a mapping such as {p0: 1ms, p50: 9ms, p100: 90ms}", mistakes);
    return percentiles;
  }
  const yaml::YamlMember* last = nullptr;
  for (const yaml::YamlMember& member : node.members) {
    if (read_percentile(member, last, percentiles, mistakes)) last = &member;
  }
  yaml::require_member(node, "percentiles", "p0", mistakes);
  yaml::require_member(node, "percentiles", "p100", mistakes);
  return percentiles;
}

Bursts read_bursts(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Bursts bursts{.below = {}, .mean_length = whole_share};
  if (!yaml::read_mapping(node, "bursts",
                          {{"below",
                            [&](const yaml::YamlNode& value) {
                              bursts.below = yaml::read_duration(value, mistakes).value_or(bursts.below);
                            }},
                           {"mean_length",
                            [&](const yaml::YamlNode& value) {
                              const double length = yaml::read_number(value, 1, longest_burst, mistakes).value_or(1);
                              bursts.mean_length = static_cast<std::uint64_t>(std::llround(length * whole_share));
                            }}},
                          mistakes)) {
    return bursts;
  }
  yaml::require_member(node, "bursts", "below", mistakes);
  yaml::require_member(node, "bursts", "mean_length", mistakes);
  return bursts;
}

/// A key that is a number of events; in JSON it is quoted.
std::optional<std::uint64_t> read_count(const yaml::YamlNode& key, yaml::Mistakes& mistakes) {
  std::uint64_t count = 0;
  const char* const end = key.text.data() + key.text.size();
  const auto read = std::from_chars(key.text.data(), end, count);
  if (read.ec == std::errc{} && read.ptr == end && count >= 1 && count <= most_events) return count;
  yaml::refuse(key, fmt::format("a number of events from 1 to {}", most_events), mistakes);
  return std::nullopt;
}

std::vector<EventsPerRead> read_events_per_read(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<EventsPerRead> all;
  if (node.kind != yaml::YamlNode::Kind::mapping || node.members.empty()) {
    yaml::refuse(node, "numbers of events with their weights: a mapping such as {1: 80, 2: 15, 3: 5}", mistakes);
    return all;
  }
  for (const auto& [key, value] : node.members) {
    const auto weight = yaml::read_whole(*value, 1, most_weight, mistakes);
    const auto events = read_count(*key, mistakes);
    if (events && weight) all.push_back({*events, *weight});
  }
  std::ranges::sort(all, {}, &EventsPerRead::events);
  return all;
}

/// What only the profile as a whole shows: whether its gaps can come in such bursts.
void check_bursts(const yaml::YamlNode& root, const Profile& profile, yaml::Mistakes& mistakes) {
  if (!profile.bursts || mistakes.count() > 0) return;
  const yaml::YamlNode& node = *yaml::find_member(root, "bursts")->value;
  const yaml::YamlNode& below = *yaml::find_member(node, "below")->value;
  const yaml::YamlNode& length = *yaml::find_member(node, "mean_length")->value;
  const std::uint64_t share = share_below(profile.gap, profile.bursts->below);
  if (share == 0 || share == whole_share) {
    yaml::refuse(below, share == 0 ? "a time that some gaps are below" : "a time that some gaps are not below",
                 mistakes);
    return;
  }
  // Between two bursts is at least one longer gap.
  const double least = static_cast<double>(share) / static_cast<double>(whole_share - share);
  if (static_cast<double>(profile.bursts->mean_length) < least * whole_share) {
    yaml::refuse(length, fmt::format("at least {:.6g}", least), mistakes,
                 fmt::format("{:.6g} % of the gaps are below {}", static_cast<double>(share) / 10'000, below.text));
  }
}

Profile read_profile(const yaml::YamlNode& root, yaml::Mistakes& mistakes) {
  Profile profile;
  if (root.kind == yaml::YamlNode::Kind::mapping && !yaml::check_version(root, format, mistakes)) return profile;
  yaml::read_mapping(
      root, "a profile",
      {{"wiretape_profile", [](const yaml::YamlNode&) {}},  // check_version reads it
       {"first_byte", [&](const yaml::YamlNode& value) { profile.first_byte = read_percentiles(value, mistakes); }},
       {"gap", [&](const yaml::YamlNode& value) { profile.gap = read_percentiles(value, mistakes); }},
       {"bursts", [&](const yaml::YamlNode& value) { profile.bursts = read_bursts(value, mistakes); }},
       {"events_per_read",
        [&](const yaml::YamlNode& value) { profile.events_per_read = read_events_per_read(value, mistakes); }},
       {"inside_event",
        [&](const yaml::YamlNode& value) {
          const double share = yaml::read_number(value, 0, 1, mistakes).value_or(0);
          profile.inside_event = static_cast<Share>(std::llround(share * whole_share));
        }}},
      mistakes);
  yaml::require_member(root, "a profile", "gap", mistakes);
  check_bursts(root, profile, mistakes);
  return profile;
}

}  // namespace

std::variant<Profile, text::Diagnostics> parse_profile(std::string_view text, const std::string& file) {
  return yaml::parse_document({text}, file, {"profile", "a profile: the keys 'wiretape_profile' and 'gap'"},
                              profile_limits, read_profile);
}

}  // namespace wiretape::tape
