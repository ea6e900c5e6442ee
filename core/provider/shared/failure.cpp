#include "wiretape/core/provider/shared/failure.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/plain_error.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/holds_text.h"

namespace wiretape::provider {
namespace {

using json = nlohmann::ordered_json;

constexpr int deepest_search = 4;

// Names in the form that `plain_name` gives.

constexpr auto state_names = std::to_array<std::string_view>({"code", "statuscode", "status", "retcode", "returncode"});
constexpr auto error_code_names = std::to_array<std::string_view>({"errorcode", "errcode", "errno"});
constexpr auto any_message_names = std::to_array<std::string_view>(
    {"message", "msg", "statusmsg", "statusmessage", "errormessage", "errormsg", "errmsg", "errordescription",
     "errorinfo", "detail", "details", "description", "reason", "title"});
constexpr auto error_message_names =
    std::to_array<std::string_view>({"errormessage", "errormsg", "errmsg", "errordescription", "errorinfo"});
constexpr auto plain_message_names = std::to_array<std::string_view>({"message", "msg", "statusmsg", "statusmessage"});
constexpr auto error_object_names = std::to_array<std::string_view>({"error", "err", "errors"});
constexpr auto detail_names = std::to_array<std::string_view>({"detail"});
constexpr auto flag_names = std::to_array<std::string_view>({"success", "ok", "successful", "issuccess"});
constexpr auto container_names = std::to_array<std::string_view>({"baseresp"});

constexpr auto success_words = std::to_array<std::string_view>(
    {"", "0", "ok", "success", "successful", "succeed", "succeeded", "normal", "none", "null", "true"});
constexpr auto progress_words = std::to_array<std::string_view>(
    {"active", "complete", "completed", "created", "done", "finished", "generating", "inprogress", "pending",
     "processing", "queued", "running", "started", "streaming"});

// Letters in lower case and digits: `error_msg`, `errorMsg` and `ErrorMsg` are one name.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char byte : name) {
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte - 'A' + 'a');
    } else if (byte != '_' && byte != '-' && byte != ' ' && byte != '.' && byte != '!') {
      out += byte;
    }
  }
  return out;
}

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The member of an object whose name, in plain form, is one of these; nullptr: none.
template <typename Names>
const json* member(const json& object, const Names& names) {
  for (const std::string_view name : names) {
    for (const auto& [written, value] : object.items()) {
      if (plain_name(written) == name && !value.is_null()) return &value;
    }
  }
  return nullptr;
}

bool is_success_number(std::int64_t number) {
  return number == 0 || (number >= 200 && number < 300);
}

bool is_success_text(const std::string& text) {
  const std::string word = plain_name(text);
  const bool is_2xx = word.size() == 3 && word.front() == '2' &&
                      std::ranges::all_of(word, [](char byte) { return byte >= '0' && byte <= '9'; });
  return is_2xx || is_one_of(success_words, word) || std::ranges::all_of(word, [](char byte) { return byte == '0'; });
}

// Whether a code's value says failure.
bool says_failure(const json& code) {
  if (code.is_number_integer()) return !is_success_number(code.get<std::int64_t>());
  if (code.is_boolean()) return !code.get<bool>();
  if (!code.is_string()) return false;
  const auto& text = code.get_ref<const std::string&>();
  return !is_success_text(text) && !is_one_of(progress_words, plain_name(text));
}

// A value as a text to show: strings as they are, anything else as JSON.
std::string shown(const json* value) {
  if (value == nullptr || value->empty()) return {};
  if (value->is_string()) return value->get<std::string>();
  return value->dump(-1, ' ', false, json::error_handler_t::replace);
}

Failure described(const json& value);

// What a message member comes to, which may be an object that holds the message.
std::string message_in(const json* value) {
  if (value == nullptr || !value->is_object()) return shown(value);
  const std::string inside = described(*value).message;
  return inside.empty() ? shown(value) : inside;
}

// The words of an error: of an object its members', of a list its first's.
Failure described(const json& value) {
  if (value.is_array()) return value.empty() ? Failure{} : described(value.front());
  if (!value.is_object()) return {shown(&value), {}, {}};
  Failure found;
  const json* inner = member(value, error_object_names);
  if (inner != nullptr && inner->is_structured() && !inner->empty()) found = described(*inner);
  if (found.message.empty()) found.message = message_in(member(value, any_message_names));
  if (found.message.empty() && inner != nullptr && inner->is_string()) found.message = shown(inner);
  const json* type = member(value, std::to_array<std::string_view>({"type"}));
  if (found.type.empty() && type != nullptr && type->is_string()) found.type = shown(type);
  const json* code = member(value, error_code_names);
  if (code == nullptr) code = member(value, state_names);
  if (found.code.empty()) found.code = shown(code);
  return found;
}

bool is_message(const json* value) {
  return value != nullptr && value->is_string() && !is_success_text(value->get_ref<const std::string&>());
}

bool has_failing_code(const json& object) {
  const json* code = member(object, state_names);
  const json* flag = member(object, flag_names);
  const bool fails = code != nullptr && says_failure(*code);
  return fails || (flag != nullptr && flag->is_boolean() && !flag->get<bool>());
}

bool succeeds(const json& object) {
  const json* code = member(object, error_code_names);
  if (code == nullptr) code = member(object, state_names);
  return code != nullptr && (code->is_number_integer() || code->is_string()) && !says_failure(*code);
}

// An object's own words, those of other objects in it apart.
bool says_failure_clearly(const json& object) {
  const json* error_code = member(object, error_code_names);
  if (error_code != nullptr && says_failure(*error_code)) return true;
  const json* error_message = member(object, error_message_names);
  const bool names_error = is_message(error_message) ||
                           (error_message != nullptr && error_message->is_structured() && !error_message->empty());
  if (names_error && !succeeds(object)) return true;
  return has_failing_code(object) && is_message(member(object, any_message_names));
}

bool is_error_value(const json* value) {
  if (value == nullptr) return false;
  if (value->is_string()) return is_message(value);
  return value->is_structured() && !value->empty();
}

// What can only be an error where there is no answer beside it.
bool says_failure_alone(const json& object, int depth) {
  const json* detail = depth > 0 ? nullptr : member(object, detail_names);
  const bool has_detail = is_message(detail) || (detail != nullptr && detail->is_structured() && !detail->empty());
  return has_detail || is_error_value(member(object, error_object_names));
}

std::optional<Failure> base_response(const json& object) {
  const json* base = member(object, container_names);
  const bool fails = base != nullptr && base->is_object() && has_failing_code(*base);
  return fails ? std::optional(described(*base)) : std::nullopt;
}

std::optional<Failure> search(const json& object, bool has_answer, int depth) {
  if (says_failure_clearly(object) || (!has_answer && says_failure_alone(object, depth))) return described(object);
  if (auto failure = base_response(object)) return failure;
  if (has_answer || depth == deepest_search) return std::nullopt;
  for (const auto& [name, value] : object.items()) {
    if (!value.is_object()) continue;
    if (name.ends_with("xception")) return described(value);
    if (auto failure = search(value, has_answer, depth + 1)) return failure;
  }
  return std::nullopt;
}

}  // namespace

bool may_say_failure(std::string_view name) {
  constexpr std::string_view beginnings = "bcdeimorsBCDEIMORS";  // nearly all names end here
  if (name.empty() || beginnings.find(name.front()) == std::string_view::npos) return false;
  const std::string word = plain_name(name);
  return word.starts_with("err") || is_one_of(state_names, word) || is_one_of(flag_names, word) ||
         is_one_of(plain_message_names, word) || is_one_of(detail_names, word) || is_one_of(container_names, word);
}

std::optional<Failure> find_failure(std::string_view text, bool has_answer) {
  const auto object = text::parse_bounded_json<json>(text);
  if (!object || !object->is_object()) return std::nullopt;
  return search(*object, has_answer, 0);
}

Failure describe_failure(std::string_view text) {
  const auto value = text::parse_bounded_json<json>(text);
  Failure found = value ? described(*value) : Failure{};
  const bool says_nothing = found.message.empty() && found.type.empty() && found.code.empty();
  if (says_nothing && text::holds_text(text)) found.message = plain_error_message(text);
  return found;
}

void add_words(ErrorDelta& error, const Failure& failure) {
  if (error.message.empty()) error.message = failure.message;
  if (error.type.empty()) error.type = failure.type;
  if (error.code.empty()) error.code = failure.code;
}

}  // namespace wiretape::provider
