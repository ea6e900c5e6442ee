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

/// What a rule asks of the text of a request's last message, or nullptr where it asks nothing.
const TextRule* last_text(const RequestRule& rule) {
  const auto& message = rule.conversation.last_message;
  return rule.rounds.empty() && message && message->text ? &*message->text : nullptr;
}

}  // namespace

Matcher::Matcher(std::span<const Exchange* const> exchanges) {
  for (const Exchange* exchange : exchanges) {
    rules_.emplace_back(exchange->request, exchange->dialect);
    file(*exchange, rules_.back(), rules_.size() - 1);
  }
  make_ready(any_path_);
  for (auto& [path, shelf] : by_path_)
    make_ready(shelf);
}

void Matcher::make_ready(Shelf& shelf) {
  const auto make_row_ready = [](Row& row) {
    for (auto& [dialect, index] : row.by_last_message)
      index.make_ready();
  };
  make_row_ready(shelf.others);
  for (auto& [name, by_text] : shelf.by_member) {
    for (auto& [text, row] : by_text)
      make_row_ready(row);
  }
}

void Matcher::file(const Exchange& exchange, const RequestMatcher& rule, std::size_t index) {
  Row& row = row_of(rule);
  const TextRule* text = last_text(exchange.request);
  if (text != nullptr && exchange.dialect != nullptr && LastMessageIndex::takes(*text)) {
    row.by_last_message[exchange.dialect->conversation].add(*text, index);
  } else {
    row.others.push_back(index);
  }
}

Matcher::Row& Matcher::row_of(const RequestMatcher& rule) {
  const auto path = rule.literal_path();
  Shelf& shelf = path ? by_path_[std::string(*path)] : any_path_;
  // Served together, tapes mostly share the path and differ by the model: without the second key each request would be
  // compared with every one of them.
  if (rule.json() == nullptr || !rule.json()->is_object()) return shelf.others;
  const auto member = first_text_member(*rule.json());
  if (member == rule.json()->end()) return shelf.others;
  return shelf.by_member[member.key()][member->get_ref<const std::string&>()];
}

void Matcher::look_among(const Indices& indices, Search& search) const {
  for (auto index = std::ranges::lower_bound(indices, search.from); index != indices.end(); ++index) {
    if (search.first && *index > *search.first) return;  // an earlier rule is met already
    if (!rules_[*index].met_by(search.request)) continue;
    search.first = *index;
    return;
  }
}

void Matcher::look_along(const Row& row, Search& search) const {
  look_among(row.others, search);
  for (const auto& [dialect, index] : row.by_last_message) {
    const auto* conversation = search.request.conversation(*dialect);
    if (conversation == nullptr || !conversation->last_message()) continue;
    look_among(index.candidates(conversation->last_message()->text), search);
  }
}

void Matcher::look_on(const Shelf& shelf, Search& search) const {
  look_along(shelf.others, search);
  if (shelf.by_member.empty()) return;
  const auto json = search.request.json();
  std::string buffer;
  for (const auto& [name, by_text] : shelf.by_member) {
    const auto member = json ? json->member(name) : std::nullopt;
    if (!member || !member->is_text()) continue;
    const auto row = by_text.find(member->text(buffer));
    if (row != by_text.end()) look_along(row->second, search);
  }
}

/// Every rule that the request may meet is in one of the lists that are looked at, and no rule in two.
std::optional<std::size_t> Matcher::find(const provider::RequestView& request, std::size_t from) const {
  Search search{request, from};
  const auto shelf = by_path_.find(request.path());
  if (shelf != by_path_.end()) look_on(shelf->second, search);
  look_on(any_path_, search);
  return search.first;
}

}  // namespace wiretape::tape
