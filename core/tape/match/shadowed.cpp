#include "wiretape/core/tape/match/shadowed.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/tape/match/text_matcher.h"
#include "wiretape/core/wire/http/http_characters.h"

// narrow ⟹ wide: what meets the one meets the other. Each clause of the wide rule must follow from one of the narrow
// rule; where that can't be told it is taken not to.

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

std::optional<PathPattern> pattern_of(std::string_view path) {
  auto parsed = PathPattern::parse(path);
  auto* pattern = std::get_if<PathPattern>(&parsed);
  return pattern == nullptr ? std::nullopt : std::optional(std::move(*pattern));
}

/// A rule with what is made of it once.
struct Prepared {
  Prepared(const RequestRule& request, const provider::Dialect* its_dialect) : rule(request), dialect(its_dialect) {
    if (rule.json) json = Json::parse(*rule.json, nullptr, false);
    if (rule.path) pattern = pattern_of(*rule.path);
    for (const auto& each : rule.none_of)
      none_of.emplace_back(each, dialect);
  }

  const RequestRule& rule;
  const provider::Dialect* dialect;
  Json json{};
  std::optional<PathPattern> pattern{};
  std::vector<Prepared> none_of{};
};

bool follows(const TextRule& wide, const TextRule& narrow) {
  if (narrow == wide) return true;
  const bool has_text = narrow.kind != TextRule::Kind::matches;
  if (wide.kind == TextRule::Kind::contains) return has_text && narrow.text.find(wide.text) != std::string::npos;
  const bool is_known = narrow.kind == TextRule::Kind::equals && wide.kind == TextRule::Kind::matches;
  return is_known && TextMatcher(wide).met_by(narrow.text);
}

/// `are_one`: whether two names are of the same thing.
template <class AreOne>
bool named_follow(const std::vector<NamedRule>& wide, const std::vector<NamedRule>& narrow, AreOne are_one) {
  return std::ranges::all_of(wide, [&](const NamedRule& wanted) {
    return std::ranges::any_of(narrow, [&](const NamedRule& given) {
      return are_one(given.name, wanted.name) && follows(wanted.value, given.value);
    });
  });
}

bool texts_follow(const std::vector<TextRule>& wide, const std::vector<TextRule>& narrow) {
  return std::ranges::all_of(wide, [&](const TextRule& wanted) {
    return std::ranges::any_of(narrow, [&](const TextRule& given) { return follows(wanted, given); });
  });
}

bool path_follows(const Prepared& wide, const Prepared& narrow) {
  if (!wide.rule.path || wide.rule.path == narrow.rule.path) return true;
  if (!narrow.pattern || !wide.pattern) return false;
  return narrow.pattern->is_literal() && wide.pattern->match(*narrow.rule.path).has_value();
}

bool json_follows(const Prepared& wide, const Prepared& narrow) {
  return !wide.rule.json || (narrow.rule.json && json_contains(narrow.json, wide.json));
}

template <class Value>
bool equals_or_any(const std::optional<Value>& wide, const std::optional<Value>& narrow) {
  return !wide || wide == narrow;
}

bool follows(const ToolResultRule& wide, const ToolResultRule& narrow);
bool follows(const MessageRule& wide, const MessageRule& narrow);

template <class Rule>
bool follows_or_any(const std::optional<Rule>& wide, const std::optional<Rule>& narrow) {
  return !wide || (narrow && follows(*wide, *narrow));
}

bool follows(const ToolResultRule& wide, const ToolResultRule& narrow) {
  return equals_or_any(wide.name, narrow.name) && equals_or_any(wide.id, narrow.id) &&
         follows_or_any(wide.text, narrow.text);
}

bool follows(const MessageRule& wide, const MessageRule& narrow) {
  return equals_or_any(wide.role, narrow.role) && follows_or_any(wide.text, narrow.text) &&
         follows_or_any(wide.tool_result, narrow.tool_result);
}

bool offers_all(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  return std::ranges::all_of(wide,
                             [&](const std::string& tool) { return std::ranges::find(narrow, tool) != narrow.end(); });
}

/// Two dialects may find different things in one request.
bool conversation_follows(const Prepared& wide_rule, const Prepared& narrow_rule) {
  const auto& wide = wide_rule.rule.conversation;
  const auto& narrow = narrow_rule.rule.conversation;
  if (!wide.is_any()) return true;
  return wide_rule.dialect == narrow_rule.dialect && equals_or_any(wide.turn, narrow.turn) &&
         follows_or_any(wide.system, narrow.system) && offers_all(wide.tools, narrow.tools) &&
         follows_or_any(wide.last_message, narrow.last_message) && follows_or_any(wide.tool_result, narrow.tool_result);
}

bool implies(const Prepared& narrow, const Prepared& wide);

/// Whether what meets `narrow` can't meet `excluded`: it excludes that itself, or something wider.
bool excludes(const Prepared& narrow, const Prepared& excluded) {
  return std::ranges::any_of(narrow.none_of, [&](const Prepared& each) { return implies(excluded, each); });
}

bool implies(const Prepared& narrow, const Prepared& wide) {
  const auto letter_for_letter = [](const std::string& left, const std::string& right) { return left == right; };
  const auto as_field = [](const std::string& left, const std::string& right) {
    return wire::equal_ignoring_case(left, right);
  };
  return (!wide.rule.method || wide.rule.method == narrow.rule.method) && path_follows(wide, narrow) &&
         named_follow(wide.rule.query, narrow.rule.query, letter_for_letter) &&
         named_follow(wide.rule.headers, narrow.rule.headers, as_field) && json_follows(wide, narrow) &&
         conversation_follows(wide, narrow) && texts_follow(wide.rule.body, narrow.rule.body) &&
         std::ranges::all_of(wide.none_of, [&](const Prepared& each) { return excludes(narrow, each); });
}

}  // namespace

std::vector<ShadowedExchange> shadowed_exchanges(std::span<const Exchange* const> exchanges) {
  std::vector<ShadowedExchange> shadowed;
  std::vector<Prepared> rules;
  rules.reserve(exchanges.size());
  for (std::size_t index = 0; index < exchanges.size(); ++index) {
    rules.emplace_back(exchanges[index]->request, exchanges[index]->dialect);
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
      if (exchanges[earlier]->uses || !implies(rules[index], rules[earlier])) continue;
      shadowed.push_back({index, earlier});
      break;
    }
  }
  return shadowed;
}

}  // namespace wiretape::tape
