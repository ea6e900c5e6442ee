#include "wiretape/mockserver/control/received_requests.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/match/request_matcher.h"
#include "wiretape/mockserver/answer/asked/prefixed_target.h"
#include "wiretape/mockserver/answer/nearest_miss.h"

namespace wiretape::mockserver {
namespace {

/// Path and query as rules see them. A target whose prefix can't be read is its own path.
PrefixedTarget target_of(const wire::HttpRequest& request) {
  auto split = split_target(request.head.target);
  if (auto* target = std::get_if<PrefixedTarget>(&split)) return std::move(*target);
  PrefixedTarget unread;
  unread.path = request.head.target;
  return unread;
}

std::size_t failures_of(const Miss& miss) {
  return static_cast<std::size_t>(
      std::ranges::count_if(miss.clauses, [](const tape::Clause& clause) { return !clause.holds; }));
}

tape::Exchange exchange_of(tape::RequestRule rule) {
  tape::Exchange exchange;
  exchange.request = std::move(rule);
  return exchange;
}

/// A rule as the one exchange of a matcher, so that it misses as a tape's do.
class LoneRule {
 public:
  explicit LoneRule(tape::RequestRule rule) : exchange_(exchange_of(std::move(rule))) {}
  LoneRule(const LoneRule&) = delete;
  LoneRule& operator=(const LoneRule&) = delete;

  /// Nullopt where the request meets the rule.
  [[nodiscard]] std::optional<Miss> miss(const wire::HttpRequest& request) const {
    const auto target = target_of(request);
    const provider::RequestView view(request, target.path, target.query);
    auto misses = nearest_misses(
        view, matcher_, exchanges_, [](std::size_t) { return std::uint64_t{0}; }, 1);
    return misses.empty() ? std::nullopt : std::optional(std::move(misses.front()));
  }

 private:
  tape::Exchange exchange_;
  std::array<const tape::Exchange*, 1> exchanges_{&exchange_};
  tape::Matcher matcher_{exchanges_};
};

}  // namespace

RuleCount count_requests(const std::vector<journal::Entry>& entries, const tape::RequestRule& rule) {
  if (rule.json && !nlohmann::json::accept(*rule.json)) return {0, "the json asked for is no JSON: " + *rule.json};
  const LoneRule lone(rule);
  RuleCount result;
  std::optional<Miss> nearest;
  std::uint64_t number = 0;
  for (const auto& entry : entries) {
    auto miss = lone.miss(entry.request);
    if (!miss) {
      ++result.count;
    } else if (!nearest || failures_of(*miss) < failures_of(*nearest)) {
      nearest = std::move(miss);
      number = entry.number;
    }
  }
  if (result.count == 0 && nearest) {
    result.nearest_miss = fmt::format("the nearest is #{}: {}", number, failing_clauses(*nearest));
  }
  return result;
}

std::function<bool(const wire::HttpRequest&)> meets(const tape::RequestRule& rule) {
  return [lone = std::make_shared<const LoneRule>(rule)](const wire::HttpRequest& request) {
    return !lone->miss(request);
  };
}

std::string describe_rule(const tape::RequestRule& rule) {
  std::string text;
  const wire::HttpRequest nothing;
  for (const auto& clause : tape::RequestMatcher(rule).clauses(provider::RequestView(nothing, "", ""))) {
    text.append(text.empty() ? "a request with " : ", ").append(clause.name).append(" ").append(clause.expected);
  }
  return text.empty() ? "any request" : text;
}

std::string describe_entry(const journal::Entry& entry) {
  const auto& head = entry.request.head;
  auto text = fmt::format("#{} {} {}", entry.number, head.method, redact::redacted_target(head.target));
  if (!entry.session.empty()) text += fmt::format(" in session '{}'", entry.session);
  if (entry.is_unmatched) {
    text += ": unmatched";
  } else if (entry.exchange.empty()) {
    text += ": answered by the server itself";
  } else {
    text += fmt::format(": exchange '{}'{}", entry.exchange, entry.is_limited ? " over its limits" : "");
  }
  text.append(", ").append(entry.end ? to_string(entry.end->ending) : "still playing");
  return text;
}

std::string list_entries(const std::vector<journal::Entry>& entries, std::size_t most) {
  std::string text;
  const auto left_out = entries.size() - std::min(most, entries.size());
  if (left_out > 0) text += fmt::format("\n  ({} earlier ones are left out)", left_out);
  std::for_each(std::next(entries.begin(), static_cast<std::ptrdiff_t>(left_out)), entries.end(),
                [&](const journal::Entry& entry) { text.append("\n  ").append(describe_entry(entry)); });
  return text;
}

std::string describe_exchange(const ExchangeUse& use) {
  return fmt::format("{}:{}:{}: exchange '{}'{}", use.tape, use.position.line, use.position.column, use.exchange,
                     use.session ? fmt::format(" of session '{}'", *use.session) : "");
}

std::string describe_fault(const FaultUse& use) {
  return fmt::format("{}:{}:{}: fault '{}'{}", use.plan, use.position.line, use.position.column, use.fault,
                     use.exchange.empty() ? "" : fmt::format(" of exchange '{}'", use.exchange));
}

std::vector<FaultUse> unhit_faults(std::vector<FaultUse> uses) {
  std::erase_if(uses, [](const FaultUse& use) { return use.has_hit; });
  return uses;
}

std::vector<ExchangeUse> unused_exchanges(const std::vector<ExchangeUse>& uses) {
  std::vector<ExchangeUse> unused;
  std::ranges::copy_if(uses, std::back_inserter(unused), [](const ExchangeUse& use) { return use.count == 0; });
  return unused;
}

}  // namespace wiretape::mockserver
