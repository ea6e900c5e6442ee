#include "wiretape/core/tape/match/match.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

/// The first member of an object whose value is a text, or end().
Json::const_iterator first_text_member(const Json& object) {
  return std::find_if(object.begin(), object.end(), [](const Json& value) { return value.is_string(); });
}

}  // namespace

Matcher::Matcher(std::span<const Exchange* const> exchanges) {
  for (const Exchange* exchange : exchanges) {
    rules_.emplace_back(exchange->request);
    file(rules_.back(), rules_.size() - 1);
  }
}

void Matcher::file(const RequestMatcher& rule, std::size_t index) {
  const auto path = rule.literal_path();
  Shelf& shelf = path ? by_path_[std::string(*path)] : any_path_;
  // Served together, tapes mostly share the path and differ by the model: without the second key each request would be
  // compared with every one of them.
  if (rule.json() != nullptr && rule.json()->is_object()) {
    const auto member = first_text_member(*rule.json());
    if (member != rule.json()->end()) {
      shelf.by_member[member.key()][member->get_ref<const std::string&>()].push_back(index);
      return;
    }
  }
  shelf.others.push_back(index);
}

void Matcher::add_candidates(const Shelf& shelf, const provider::RequestView& request,
                             std::vector<const Indices*>& candidates) {
  candidates.push_back(&shelf.others);
  if (shelf.by_member.empty() || request.json() == nullptr || !request.json()->is_object()) return;
  for (const auto& [name, by_text] : shelf.by_member) {
    const auto member = request.json()->find(name);
    if (member == request.json()->end() || !member->is_string()) continue;
    const auto indices = by_text.find(member->get_ref<const std::string&>());
    if (indices != by_text.end()) candidates.push_back(&indices->second);
  }
}

/// Every rule that the request may meet is in one of these, and no rule in two.
std::vector<const Matcher::Indices*> Matcher::candidates(const provider::RequestView& request) const {
  std::vector<const Indices*> candidates;
  const auto shelf = by_path_.find(request.path());
  if (shelf != by_path_.end()) add_candidates(shelf->second, request, candidates);
  add_candidates(any_path_, request, candidates);
  return candidates;
}

std::optional<std::size_t> Matcher::find(const provider::RequestView& request, std::size_t from) const {
  std::optional<std::size_t> first;
  for (const Indices* indices : candidates(request)) {
    for (auto index = std::ranges::lower_bound(*indices, from); index != indices->end(); ++index) {
      if (first && *index > *first) break;  // an earlier rule is met already
      if (!rules_[*index].met_by(request)) continue;
      first = *index;
      break;
    }
  }
  return first;
}

}  // namespace wiretape::tape
