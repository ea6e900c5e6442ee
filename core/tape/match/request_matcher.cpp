#include "wiretape/core/tape/match/request_matcher.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/tape/match/query_parameters.h"
#include "wiretape/core/tape/match/tool_result_matcher.h"
#include "wiretape/core/text/json/write_json.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

using Values = std::vector<std::string>;

Values query_values(const provider::RequestView& request, std::string_view name) {
  Values values;
  for (auto& [each, value] : query_parameters(request.query())) {
    if (each == name) values.push_back(std::move(value));
  }
  return values;
}

Values field_values(const provider::RequestView& request, std::string_view name) {
  Values values;
  for (const auto& field : request.fields()) {
    if (wire::equal_ignoring_case(field.name, name)) values.emplace_back(field.value);
  }
  return values;
}

bool any_meets(const Values& values, const TextMatcher& rule) {
  return std::ranges::any_of(values, [&](const std::string& value) { return rule.met_by(value); });
}

std::string joined(const Values& values) {
  if (values.empty()) return std::string(absent);
  return text::write_json(values.size() == 1 ? Json(values.front()) : Json(values));
}

/// Whether a text in the value, at any depth, meets the rule. The request's depth is bounded.
bool any_text_meets(const Json& value, const TextMatcher& rule) {
  if (value.is_string()) return rule.met_by(value.get_ref<const std::string&>());
  return value.is_structured() &&
         std::ranges::any_of(value, [&](const Json& member) { return any_text_meets(member, rule); });
}

enum class Meeting { no, yes, in_doubt };

/// Whether it is the member that its name stands for: of several with one name only the last counts.
bool counts(const text::JsonMember& member, const text::JsonValue& object) {
  std::string buffer;
  return object.member(member.name.text(buffer)) == member.value;
}

/// The same for a value that is read where it stands: in doubt where the text is in a member that does not count.
Meeting text_meeting(const text::JsonValue& value, const TextMatcher& rule, std::string& buffer) {
  if (value.is_text()) return rule.met_by(value.text(buffer)) ? Meeting::yes : Meeting::no;
  for (const auto element : value.elements()) {
    if (const auto meeting = text_meeting(element, rule, buffer); meeting != Meeting::no) return meeting;
  }
  for (const auto member : value.members()) {
    const auto meeting = text_meeting(member.value, rule, buffer);
    if (meeting == Meeting::yes && !counts(member, value)) return Meeting::in_doubt;
    if (meeting != Meeting::no) return meeting;
  }
  return Meeting::no;
}

bool json_text_meets(const provider::RequestView& request, const TextMatcher& rule) {
  const auto json = request.json();
  if (!json) return false;
  std::string buffer;
  const auto meeting = text_meeting(*json, rule, buffer);
  return meeting == Meeting::in_doubt ? any_text_meets(*request.json_tree(), rule) : meeting == Meeting::yes;
}

bool body_meets(const provider::RequestView& request, const TextMatcher& rule) {
  return rule.met_by(request.body()) || json_text_meets(request, rule);
}

/// What is found of its JSON in a body that has none.
std::string_view found_instead_of_json(const provider::RequestView& request) {
  return request.body().empty() ? absent : "(not JSON)";
}

std::string found_body(const provider::RequestView& request) {
  return request.body().empty() ? std::string(absent) : text::write_json(Json(request.body()));
}

}  // namespace

RequestMatcher::RequestMatcher(const RequestRule& rule, const provider::Dialect* dialect)
    : method_(rule.method), path_(rule.path), dialect_(dialect) {
  if (path_) {
    auto parsed = PathPattern::parse(*path_);
    if (auto* pattern = std::get_if<PathPattern>(&parsed)) pattern_ = std::move(*pattern);
    is_literal_path_ = pattern_ && pattern_->is_literal();
  }
  for (const auto& [name, value] : rule.query)
    query_.push_back({name, TextMatcher(value)});
  for (const auto& [name, value] : rule.headers)
    headers_.push_back({name, TextMatcher(value)});
  // The loader has checked the text; one that is not JSON becomes a pattern that nothing meets.
  if (rule.json) json_ = std::make_shared<const Json>(Json::parse(*rule.json, nullptr, false));
  if (rule.conversation.is_any()) conversation_ = std::make_shared<const ConversationMatcher>(rule.conversation);
  if (!rule.rounds.empty()) rounds_ = std::make_shared<const RoundsMatcher>(rule.rounds);
  if (rounds_ && json_ && dialect_ != nullptr) take_messages_out();
  for (const auto& text : rule.body)
    body_.emplace_back(text);
  for (const auto& other : rule.none_of)
    none_of_.emplace_back(other, dialect);
}

/// What the JSON says of the messages is about those before the rounds.
void RequestMatcher::take_messages_out() {
  const auto messages = json_->find(dialect_->conversation->messages);
  if (messages == json_->end()) return;
  messages_ = std::make_shared<const Json>(*messages);
  auto rest = *json_;
  rest.erase(std::string(dialect_->conversation->messages));
  json_ = rest.empty() ? nullptr : std::make_shared<const Json>(std::move(rest));
}

bool RequestMatcher::path_fits(std::string_view path) const {
  if (is_literal_path_) return path == *path_;
  return !path_ || (pattern_ && pattern_->match(path));
}

const provider::Conversation* RequestMatcher::conversation_in(const provider::RequestView& request) const {
  const auto& dialect =
      dialect_ != nullptr ? *dialect_ : provider::dialect_for_request(request.path(), request.fields());
  return request.conversation(*dialect.conversation);
}

/// That which the rule's clauses are about; nullptr where there is none, or it has not gone on as the rounds say.
const provider::Conversation* RequestMatcher::conversation_meant(const provider::RequestView& request) const {
  const auto* whole = conversation_in(request);
  return whole == nullptr || rounds_ == nullptr ? whole : rounds_->before(*whole);
}

bool RequestMatcher::messages_fit(const provider::Conversation& conversation) const {
  return messages_ == nullptr || json_contains(std::span(conversation.messages()), *messages_);
}

bool RequestMatcher::conversation_fits(const provider::RequestView& request) const {
  if (conversation_ == nullptr && rounds_ == nullptr) return true;
  const auto* conversation = conversation_meant(request);
  return conversation != nullptr && messages_fit(*conversation) &&
         (conversation_ == nullptr || conversation_->met_by(*conversation));
}

bool RequestMatcher::met_by(const provider::RequestView& request) const {
  if (method_ && *method_ != request.method()) return false;
  if (!path_fits(request.path())) return false;
  const auto query_meets = [&](const NamedText& rule) {
    return any_meets(query_values(request, rule.name), rule.value);
  };
  const auto field_meets = [&](const NamedText& rule) {
    return any_meets(field_values(request, rule.name), rule.value);
  };
  if (!std::ranges::all_of(query_, query_meets) || !std::ranges::all_of(headers_, field_meets)) return false;
  if (json_ && (!request.json() || !json_contains(*request.json(), *json_))) return false;
  return conversation_fits(request) &&
         std::ranges::all_of(body_, [&](const TextMatcher& rule) { return body_meets(request, rule); }) &&
         std::ranges::none_of(none_of_, [&](const RequestMatcher& other) { return other.met_by(request); });
}

std::vector<Clause> RequestMatcher::clauses(const provider::RequestView& request) const {
  std::vector<Clause> clauses;
  if (method_) {
    clauses.push_back({"method", *method_, std::string(request.method()), *method_ == request.method()});
  }
  if (path_) clauses.push_back({"path", *path_, std::string(request.path()), path_fits(request.path())});
  for (const auto& [name, rule] : query_) {
    const auto values = query_values(request, name);
    clauses.push_back({"query " + name, rule.expected(), joined(values), any_meets(values, rule)});
  }
  for (const auto& [name, rule] : headers_) {
    const auto values = field_values(request, name);
    clauses.push_back({"header " + name, rule.expected(), joined(values), any_meets(values, rule)});
  }
  add_json_clauses(request, clauses);
  add_conversation_clauses(request, clauses);
  for (const auto& rule : body_)
    clauses.push_back({"body", rule.expected(), found_body(request), body_meets(request, rule)});
  for (const auto& other : none_of_) {
    const bool is_met = other.met_by(request);
    clauses.push_back({"not", "not (" + other.description() + ")", is_met ? "all of it" : "otherwise", !is_met});
  }
  return clauses;
}

void RequestMatcher::add_json_clauses(const provider::RequestView& request, std::vector<Clause>& clauses) const {
  if (json_ == nullptr) return;
  const auto* value = request.json_tree();
  if (value == nullptr) {
    clauses.push_back({"json", text::write_json(*json_), std::string(found_instead_of_json(request)), false});
    return;
  }
  const auto add = [&](const std::string& place, const Json& wanted, const Json* there) {
    const auto mismatch = there == nullptr
                              ? JsonMismatch{"", text::write_json(wanted), std::string(absent)}
                              : find_json_mismatch(*there, wanted)
                                    .value_or(JsonMismatch{"", text::write_json(wanted), text::write_json(*there)});
    const auto pointer = place + mismatch.place;
    clauses.push_back({pointer.empty() ? "json" : "json " + pointer, mismatch.expected, mismatch.found,
                       there != nullptr && json_contains(*there, wanted)});
  };
  if (!json_->is_object() || !value->is_object() || json_->empty()) return add("", *json_, value);
  for (const auto& [name, wanted] : json_->items()) {
    const auto member = value->find(name);
    add((Json::json_pointer() / name).to_string(), wanted, member == value->end() ? nullptr : &*member);
  }
}

void RequestMatcher::add_conversation_clauses(const provider::RequestView& request,
                                              std::vector<Clause>& clauses) const {
  if (conversation_ == nullptr && rounds_ == nullptr) return;
  const auto* conversation = conversation_meant(request);
  std::string_view none = found_instead_of_json(request);
  if (const auto* whole = conversation_in(request); rounds_ != nullptr) {
    clauses.push_back({"then", rounds_->expected(),
                       whole == nullptr ? std::string(none) : describe(whole->new_results()), conversation != nullptr});
    if (whole != nullptr) none = absent;
  }
  if (messages_) {
    const bool fit = conversation != nullptr && messages_fit(*conversation);
    clauses.push_back({fmt::format("json /{}", dialect_->conversation->messages), text::write_json(*messages_),
                       fit ? text::write_json(*messages_) : "another conversation before that", fit});
  }
  if (conversation_ == nullptr) return;
  auto added = conversation_->clauses(conversation, none);
  std::ranges::move(added, std::back_inserter(clauses));
}

std::string RequestMatcher::description() const {
  std::vector<std::string> parts;
  if (method_) parts.push_back("method " + *method_);
  if (path_) parts.push_back("path " + *path_);
  for (const auto& [name, rule] : query_)
    parts.push_back(fmt::format("query {} {}", name, rule.expected()));
  for (const auto& [name, rule] : headers_)
    parts.push_back(fmt::format("header {} {}", name, rule.expected()));
  if (json_) parts.push_back("json " + text::write_json(*json_));
  if (rounds_) parts.push_back("then " + rounds_->expected());
  if (messages_) parts.push_back(fmt::format("{} {}", dialect_->conversation->messages, text::write_json(*messages_)));
  if (conversation_) {
    for (const auto& clause : conversation_->clauses(nullptr, ""))
      parts.push_back(clause.name + " " + clause.expected);
  }
  for (const auto& rule : body_)
    parts.push_back("body " + rule.expected());
  for (const auto& other : none_of_)
    parts.push_back("not (" + other.description() + ")");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::optional<std::string_view> RequestMatcher::literal_path() const {
  return is_literal_path_ ? std::optional<std::string_view>(*path_) : std::nullopt;
}

PathCaptures RequestMatcher::captures(std::string_view path) const {
  return pattern_ ? pattern_->match(path).value_or(PathCaptures()) : PathCaptures();
}

}  // namespace wiretape::tape
