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
  explicit Prepared(const RequestRule& request) : rule(request) {
    if (rule.json) json = Json::parse(*rule.json, nullptr, false);
    if (rule.path) pattern = pattern_of(*rule.path);
    for (const auto& each : rule.none_of)
      none_of.emplace_back(each);
  }

  const RequestRule& rule;
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
         texts_follow(wide.rule.body, narrow.rule.body) &&
         std::ranges::all_of(wide.none_of, [&](const Prepared& each) { return excludes(narrow, each); });
}

}  // namespace

std::vector<ShadowedExchange> shadowed_exchanges(std::span<const Exchange* const> exchanges) {
  std::vector<ShadowedExchange> shadowed;
  std::vector<Prepared> rules;
  rules.reserve(exchanges.size());
  for (std::size_t index = 0; index < exchanges.size(); ++index) {
    rules.emplace_back(exchanges[index]->request);
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
      if (exchanges[earlier]->uses || !implies(rules[index], rules[earlier])) continue;
      shadowed.push_back({index, earlier});
      break;
    }
  }
  return shadowed;
}

}  // namespace wiretape::tape
