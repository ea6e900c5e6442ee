#include "wiretape/core/tape/match.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

constexpr std::string_view absent = "(absent)";

std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The first member of an object whose value is a text, or end().
Json::const_iterator first_text_member(const Json& object) {
  return std::find_if(object.begin(), object.end(), [](const Json& value) { return value.is_string(); });
}

std::optional<Mismatch> mismatch(const Json::json_pointer& place, std::string expected, std::string found) {
  const std::string pointer = place.to_string();
  return Mismatch{.clause = pointer.empty() ? "json" : "json " + pointer,
                  .expected = std::move(expected),
                  .found = std::move(found)};
}

std::optional<Mismatch> find_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place);

std::optional<Mismatch> find_object_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place) {
  for (const auto& [name, wanted] : pattern.items()) {
    const auto member = value.find(name);
    if (member == value.end()) return mismatch(place / name, to_text(wanted), std::string(absent));
    if (auto found = find_mismatch(*member, wanted, place / name)) return found;
  }
  return std::nullopt;
}

std::optional<Mismatch> find_array_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place) {
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    if (index == value.size()) return mismatch(place / index, to_text(pattern[index]), std::string(absent));
    if (auto found = find_mismatch(value[index], pattern[index], place / index)) return found;
  }
  if (value.size() == pattern.size()) return std::nullopt;
  return mismatch(place / pattern.size(), std::string(absent), to_text(value[pattern.size()]));
}

/// The first place where json_contains fails. The depth of the pattern bounds the recursion.
std::optional<Mismatch> find_mismatch(const Json& value, const Json& pattern, const Json::json_pointer& place) {
  if (pattern.is_object() && value.is_object()) return find_object_mismatch(value, pattern, place);
  if (pattern.is_array() && value.is_array()) return find_array_mismatch(value, pattern, place);
  if (json_contains(value, pattern)) return std::nullopt;
  return mismatch(place, to_text(pattern), to_text(value));
}

}  // namespace

struct Matcher::Rule {
  std::optional<std::string> method;
  std::optional<std::string> path;
  std::optional<Json> json;

  [[nodiscard]] bool met_by(const provider::RequestView& request) const {
    if (method && *method != request.method()) return false;
    if (path && *path != request.path()) return false;
    if (!json) return true;
    return request.json() != nullptr && json_contains(*request.json(), *json);
  }
};

bool json_contains(const nlohmann::json& value, const nlohmann::json& pattern) {
  if (pattern.is_object()) {
    return value.is_object() && std::ranges::all_of(pattern.items(), [&](const auto& wanted) {
             const auto member = value.find(wanted.key());
             return member != value.end() && json_contains(*member, wanted.value());
           });
  }
  if (pattern.is_array()) return value.is_array() && std::ranges::equal(value, pattern, json_contains);
  return value == pattern;
}

Matcher::Matcher(std::span<const Exchange* const> exchanges) {
  for (const Exchange* exchange : exchanges) {
    Rule rule{.method = exchange->request.method, .path = exchange->request.path, .json = std::nullopt};
    // The loader has checked the text; one that is not JSON becomes a pattern that nothing meets.
    if (exchange->request.json) rule.json = Json::parse(*exchange->request.json, nullptr, false);
    file(rule, rules_.size());
    rules_.push_back(std::make_shared<const Rule>(std::move(rule)));
  }
}

void Matcher::file(const Rule& rule, std::size_t index) {
  Shelf& shelf = rule.path ? by_path_[*rule.path] : any_path_;
  // Served together, tapes mostly share the path and differ by the model: without the second key each request would be
  // compared with every one of them.
  if (rule.json && rule.json->is_object()) {
    const auto member = first_text_member(*rule.json);
    if (member != rule.json->end()) {
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
      if (!rules_[*index]->met_by(request)) continue;
      first = *index;
      break;
    }
  }
  return first;
}

std::optional<Mismatch> Matcher::explain(std::size_t index, const provider::RequestView& request) const {
  const Rule& rule = *rules_[index];
  if (rule.method && *rule.method != request.method()) {
    return Mismatch{.clause = "method", .expected = *rule.method, .found = std::string(request.method())};
  }
  if (rule.path && *rule.path != request.path()) {
    return Mismatch{.clause = "path", .expected = *rule.path, .found = std::string(request.path())};
  }
  if (!rule.json) return std::nullopt;
  if (request.json() == nullptr) {
    return Mismatch{.clause = "json",
                    .expected = to_text(*rule.json),
                    .found = request.body().empty() ? std::string(absent) : "(not JSON)"};
  }
  return find_mismatch(*request.json(), *rule.json, Json::json_pointer());
}

}  // namespace wiretape::tape
