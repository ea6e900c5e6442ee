#include "wiretape/mockserver/answer/nearest_miss.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::mockserver {
namespace {

// A request's messages may be long; what differs is mostly seen at once.
constexpr std::size_t longest_shown = 300;

std::string shown(std::string text) {
  if (text.size() <= longest_shown) return text;
  auto end = longest_shown;
  while (end > 0 && text::continues_character(text[end]))
    --end;
  return text.substr(0, end) + "…";
}

/// Whether a path looks like the one that a rule asks for: one letter in six wrong, or the beginning missing or too
/// much, such as "/v1".
bool is_near_path(std::string_view path, std::string_view wanted) {
  if (path.size() > 1 && wanted.size() > 1 && (path.ends_with(wanted) || wanted.ends_with(path))) return true;
  return text::is_mistyped(path, wanted, std::max(path.size(), wanted.size()) / 6);
}

/// How much of a clause holds, from 0 to 1. A mistyped path counts nearly as one that fits.
double degree_of(const tape::Clause& clause) {
  if (clause.holds) return 1;
  return clause.name == "path" && is_near_path(clause.found, clause.expected) ? 0.9 : 0;
}

/// Larger is nearer: is it used up, is it of this path, how much of it holds, how few of its clauses fail.
using Nearness = std::tuple<bool, bool, double, double>;

Nearness nearness_of(const Miss& miss) {
  double holding = 0;
  bool is_here = true;
  for (const auto& clause : miss.clauses) {
    const double degree = degree_of(clause);
    holding += degree;
    if (clause.name == "path" && degree == 0) is_here = false;
  }
  const auto all = static_cast<double>(miss.clauses.size());
  return {is_spent(miss), is_here, holding / all, holding - all};
}

struct Candidate {
  Nearness nearness;
  Miss miss;
};

std::vector<Miss> nearest_of(std::vector<Candidate> candidates, std::size_t most) {
  std::ranges::stable_sort(candidates, std::greater(), &Candidate::nearness);
  candidates.resize(std::min(candidates.size(), most));
  std::vector<Miss> misses;
  for (auto& candidate : candidates)
    misses.push_back(std::move(candidate.miss));
  return misses;
}

tape::Clause uses_clause(std::uint64_t uses, std::uint64_t used) {
  return {"uses", fmt::format("{} in a session", uses), fmt::format("used {} times", used), used < uses};
}

/// Whether a clause tells what must not be shown.
bool is_secret(std::string_view clause) {
  constexpr std::string_view header = "header ";
  constexpr std::string_view query = "query ";
  if (clause.starts_with(header)) return !redact::may_show_header(clause.substr(header.size()));
  return clause.starts_with(query) && redact::names_secret(clause.substr(query.size()));
}

/// Smaller is named earlier: what says which endpoint and which model is meant, before what is said there.
int rank_of(const tape::Clause& clause) {
  const std::string_view name = clause.name;
  if (name == "path") return 0;
  if (name == "method") return 1;
  if (name == "json /model") return 2;
  if (name.starts_with("header ")) return 3;
  if (name.starts_with("json /messages")) return 5;
  return name.starts_with("json") || name.starts_with("query ") ? 4 : 6;
}

}  // namespace

std::vector<Miss> nearest_misses(const provider::RequestView& request, const tape::Matcher& matcher,
                                 std::span<const tape::Exchange* const> exchanges,
                                 const std::function<std::uint64_t(std::size_t)>& used, std::size_t most) {
  std::vector<Candidate> candidates;
  for (std::size_t index = 0; index < exchanges.size(); ++index) {
    Miss miss{index, matcher.rule(index).clauses(request)};
    for (auto& clause : miss.clauses)
      clause.found = shown(std::move(clause.found));
    if (const auto& uses = exchanges[index]->uses) miss.clauses.push_back(uses_clause(*uses, used(index)));
    if (std::ranges::all_of(miss.clauses, &tape::Clause::holds)) continue;
    const auto nearness = nearness_of(miss);
    candidates.push_back({nearness, std::move(miss)});
  }
  return nearest_of(std::move(candidates), most);
}

bool is_spent(const Miss& miss) {
  return std::ranges::all_of(miss.clauses,
                             [](const tape::Clause& clause) { return clause.holds == (clause.name != "uses"); });
}

Miss without_secrets(Miss miss) {
  for (auto& clause : miss.clauses) {
    if (!is_secret(clause.name)) continue;
    clause.expected = redact::redacted;
    if (clause.found != tape::absent) clause.found = redact::redacted;
  }
  return miss;
}

std::string failing_clauses(const Miss& miss) {
  std::vector<tape::Clause> failing;
  std::ranges::copy_if(miss.clauses, std::back_inserter(failing), std::logical_not(), &tape::Clause::holds);
  std::ranges::stable_sort(failing, {}, rank_of);
  std::string text;
  for (const auto& clause : failing) {
    text += fmt::format("{}{}: expected {}, found {}", text.empty() ? "" : "; ", clause.name, clause.expected,
                        clause.found);
  }
  return text;
}

}  // namespace wiretape::mockserver
