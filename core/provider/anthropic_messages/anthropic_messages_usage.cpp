#include "wiretape/core/provider/anthropic_messages/anthropic_messages_usage.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/strict_json.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t most_counts = 256;  // a hostile stream must not make each look-up dearer than the one before

template <typename Counts>
std::string object_of(const Counts& counts) {
  std::string json = "{";
  for (const auto& count : counts) {
    if (json.size() > 1) json += ',';
    json += fmt::format("\"{}\":{}", count.name, count.json);  // names are as they were written
  }
  json += '}';
  return json;
}

// The members of the object for which `keep` is true, with the counts that it leaves in them.
template <typename Keep>
std::string filtered(std::string_view usage, Keep keep) {
  text::StrictJson json;
  std::vector<MessagesCount> counts;
  const auto on_count = [&](std::string_view name, text::StrictJson::Value& value) {
    MessagesCount count{name, {}};
    if (!json.capture(value, count.json)) return false;
    if (keep(count)) counts.push_back(count);
    return true;
  };
  if (!json.read_object(usage, on_count)) return std::string(usage);  // not ours to mend
  return object_of(counts);
}

}  // namespace

void MessagesUsage::add(std::span<const MessagesCount> counts) {
  for (const MessagesCount& count : counts)
    add(count);
  json_ = object_of(counts_);
}

void MessagesUsage::add(const MessagesCount& count) {
  const auto known = std::ranges::find(counts_, count.name, &Count::name);
  if (known == counts_.end()) {
    if (counts_.size() < most_counts) counts_.push_back({std::string(count.name), std::string(count.json)});
  } else if (count.json != "null") {
    known->json = count.json;
  }
}

std::string usage_at_start(std::string_view usage) {
  return filtered(usage, [](MessagesCount& count) {
    if (count.name == "output_tokens" && text::is_json_number(count.json) && count.json != "0") count.json = "1";
    return true;
  });
}

std::string usage_at_end(std::string_view usage) {
  return filtered(usage, [](const MessagesCount& count) {
    return count.name != "cache_creation" && count.name != "service_tier" && count.name != "inference_geo";
  });
}

}  // namespace wiretape::provider
