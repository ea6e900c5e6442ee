#include "wiretape/core/tape/match/tool_result_matcher.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::tape {
namespace {

std::string described(const provider::ToolResult& result) {
  return fmt::format("of {} ({}) {}", result.name.empty() ? "no known call" : result.name, result.id,
                     text::write_json(nlohmann::json(result.text)));
}

}  // namespace

ToolResultMatcher::ToolResultMatcher(const ToolResultRule& rule) : name_(rule.name), id_(rule.id) {
  if (rule.text) text_.emplace(*rule.text);
}

bool ToolResultMatcher::met_by(const provider::ToolResult& result) const {
  return (!name_ || result.name == *name_) && (!id_ || result.id == *id_) && (!text_ || text_->met_by(result.text));
}

bool ToolResultMatcher::met_by(const std::vector<provider::ToolResult>& results) const {
  return std::ranges::any_of(results, [&](const provider::ToolResult& result) { return met_by(result); });
}

std::string ToolResultMatcher::expected() const {
  std::vector<std::string> parts;
  if (name_) parts.push_back("of " + *name_);
  if (id_) parts.push_back("to " + *id_);
  if (text_) parts.push_back(text_->expected());
  return parts.empty() ? "any" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string describe(const std::vector<provider::ToolResult>& results) {
  if (results.empty()) return std::string(absent);
  std::vector<std::string> parts;
  for (const auto& result : results)
    parts.push_back(described(result));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace wiretape::tape
