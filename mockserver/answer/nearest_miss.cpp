#include "wiretape/mockserver/answer/nearest_miss.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

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

bool path_holds(const Miss& miss) {
  return std::ranges::none_of(miss.clauses,
                              [](const tape::Clause& clause) { return clause.name == "path" && !clause.holds; });
}

/// Larger is nearer.
auto nearness(const Miss& miss) {
  const auto holding = std::ranges::count_if(miss.clauses, &tape::Clause::holds);
  return std::tuple(path_holds(miss), holding - static_cast<std::ptrdiff_t>(miss.clauses.size()), holding);
}

}  // namespace

std::vector<Miss> nearest_misses(const provider::RequestView& request, const tape::Matcher& matcher,
                                 std::span<const tape::Exchange* const> exchanges,
                                 const std::function<std::uint64_t(std::size_t)>& used, std::size_t most) {
  std::vector<Miss> misses;
  for (std::size_t index = 0; index < exchanges.size(); ++index) {
    Miss miss{index, matcher.rule(index).clauses(request)};
    for (auto& clause : miss.clauses)
      clause.found = shown(std::move(clause.found));
    if (const auto& uses = exchanges[index]->uses) {
      const auto count = used(index);
      miss.clauses.push_back(
          {"uses", fmt::format("{} in a session", *uses), fmt::format("used {} times", count), count < *uses});
    }
    if (std::ranges::all_of(miss.clauses, &tape::Clause::holds)) continue;
    misses.push_back(std::move(miss));
  }
  std::ranges::stable_sort(misses, std::greater(), nearness);
  misses.resize(std::min(misses.size(), most));
  return misses;
}

std::string failing_clauses(const Miss& miss) {
  std::string text;
  for (const auto& clause : miss.clauses) {
    if (clause.holds) continue;
    text += fmt::format("{}{}: expected {}, found {}", text.empty() ? "" : "; ", clause.name, clause.expected,
                        clause.found);
  }
  return text;
}

}  // namespace wiretape::mockserver
