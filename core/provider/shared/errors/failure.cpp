#include "wiretape/core/provider/shared/errors/failure.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "wiretape/core/provider/shared/errors/plain_name.h"
#include "wiretape/core/provider/shared/errors/readable_json.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/whole_number.h"

namespace wiretape::provider {
namespace {

using text::JsonValue;
using MaybeValue = std::optional<JsonValue>;

constexpr int deepest_search = 4;

// Names in the form that `plain_name` gives.

constexpr auto state_names = std::to_array<std::string_view>({"code", "statuscode", "retcode", "returncode"});
constexpr auto status_names = std::to_array<std::string_view>({"status"});
constexpr auto error_code_names = std::to_array<std::string_view>({"errorcode", "errcode", "errno"});
constexpr auto error_message_names =
    std::to_array<std::string_view>({"errormessage", "errormsg", "errmsg", "errordescription", "errorinfo"});
constexpr auto plain_message_names = std::to_array<std::string_view>({"message", "msg", "statusmsg", "statusmessage"});
constexpr auto any_message_names =
    std::to_array<std::string_view>({"message", "msg", "statusmsg", "statusmessage", "errormessage", "errormsg",
                                     "errmsg", "errordescription", "errorinfo", "detail", "details"});
constexpr auto other_text_names = std::to_array<std::string_view>({"description", "reason", "title"});
constexpr auto error_object_names = std::to_array<std::string_view>({"error", "err", "errors"});
constexpr auto detail_names = std::to_array<std::string_view>({"detail"});
constexpr auto plain_type_names = std::to_array<std::string_view>({"type"});
constexpr auto flag_names = std::to_array<std::string_view>({"success", "ok", "successful", "issuccess"});
constexpr auto container_names = std::to_array<std::string_view>({"baseresp"});

constexpr auto success_words = std::to_array<std::string_view>(
    {"", "0", "ok", "success", "successful", "succeed", "succeeded", "normal", "none", "null", "true"});
constexpr auto success_parts = std::to_array<std::string_view>({"success", "succeed", "\u6210\u529f"});
constexpr auto denying_parts =
    std::to_array<std::string_view>({"no", "un", "fail", "without", "\u4E0D", "\u672A", "\u6CA1", "\u65E0"});
constexpr auto progress_words = std::to_array<std::string_view>(
    {"active", "complete", "completed", "created", "done", "finished", "generating", "inprogress", "pending",
     "processing", "queued", "running", "started", "streaming"});
// Parts of words that only a failed answer's status has: any other is one of its ways to the end.
constexpr auto failing_parts = std::to_array<std::string_view>(
    {"abort",    "arrear",    "quota",      "badgateway",   "badrequest", "busy",      "cancel",
     "crash",    "denied",    "disconnect", "error",        "exceed",     "exception", "exhaust",
     "expired",  "fail",      "forbidden",  "insufficient", "interrupt",  "invalid",   "notfound",
     "overload", "ratelimit", "reject",     "throttl",      "timeout",    "unauth",    "unavailable"});

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string text_of(JsonValue value) {
  std::string buffer;
  return std::string(value.text(buffer));
}

bool is_empty(JsonValue value) {
  return value.elements().begin() == value.elements().end() && value.members().begin() == value.members().end();
}

bool is_filled_container(const MaybeValue& value) {
  return value && !is_empty(*value);
}

// The member of an object whose name, in plain form, is one of these, unless it is null.
template <typename Names>
MaybeValue member(JsonValue object, const Names& names) {
  for (const std::string_view name : names) {
    for (const auto& [written, value] : object.members()) {
      if (plain_name(text_of(written)) == name && value.written() != "null") return value;
    }
  }
  return std::nullopt;
}

bool is_success_number(std::int64_t number) {
  return number == 0 || (number >= 200 && number < 300);
}

bool holds_one_of(std::string_view word, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return word.find(part) != word.npos; });
}

// "Request succeeded.", and the same in Chinese.
bool tells_of_success(std::string_view word) {
  return holds_one_of(word, success_parts) && !holds_one_of(word, denying_parts);
}

bool is_success_text(std::string_view text) {
  const std::string word = plain_name(text);
  if (tells_of_success(word)) return true;
  const bool is_2xx = word.size() == 3 && word.front() == '2' &&
                      std::ranges::all_of(word, [](char byte) { return byte >= '0' && byte <= '9'; });
  return is_2xx || is_one_of(success_words, word) || std::ranges::all_of(word, [](char byte) { return byte == '0'; });
}

// Whether a code's value says failure.
bool says_failure(JsonValue code) {
  if (const auto number = text::whole_number(code.written())) return !is_success_number(*number);
  if (!code.is_text()) return code.written() == "false";
  const std::string text = text_of(code);
  return !is_success_text(text) && !is_one_of(progress_words, plain_name(text));
}

// A status tells of other things as well, in words that nobody can list: searching, thinking, typing.
bool is_failing_status(JsonValue status) {
  if (!status.is_text() || text::whole_number(status.written())) return says_failure(status);
  return holds_one_of(plain_name(text_of(status)), failing_parts);
}

MaybeValue code_member(JsonValue object) {
  if (const auto code = member(object, error_code_names)) return code;
  if (const auto code = member(object, state_names)) return code;
  return member(object, status_names);
}

bool is_message(const MaybeValue& value) {
  return value && value->is_text() && !is_success_text(text_of(*value));
}

// "metadata", "progress": an event that says itself what it is, and not that it failed.
bool is_of_another_kind(JsonValue event) {
  const auto type = member(event, plain_type_names);
  return type && type->is_text() && !holds_one_of(plain_name(text_of(*type)), failing_parts);
}

// A code may be a word for something else: "model_info".
bool is_failing_code(JsonValue code, JsonValue event) {
  const bool is_word = code.is_text() && !text::whole_number(code.written());
  if (!is_word || !is_of_another_kind(event)) return says_failure(code);
  return holds_one_of(plain_name(text_of(code)), failing_parts);
}

bool has_failing_code(JsonValue object) {
  const auto code = member(object, state_names);
  const auto status = member(object, status_names);
  const auto flag = member(object, flag_names);
  const bool fails = code ? is_failing_code(*code, object) : status && is_failing_status(*status);
  return fails || (flag && flag->written() == "false");
}

bool succeeds(JsonValue object) {
  const auto code = code_member(object);
  return code && (text::whole_number(code->written()) || code->is_text()) && !says_failure(*code);
}

// An object's own words, those of other objects in it apart. Beside an answer a title or a description is the answer's.
bool says_failure_clearly(JsonValue object, bool has_answer) {
  const auto error_code = member(object, error_code_names);
  if (error_code && says_failure(*error_code)) return true;
  const auto error_message = member(object, error_message_names);
  const bool names_error = is_message(error_message) || is_filled_container(error_message);
  if (names_error && !succeeds(object)) return true;
  if (!has_failing_code(object)) return false;
  auto message = member(object, any_message_names);
  if (!message && !has_answer) message = member(object, other_text_names);
  return is_message(message);
}

// Some hosts send an error object always.
bool is_zero_object(JsonValue value) {
  for (const auto& [name, member] : value.members()) {
    if (!says_no_error(member.written())) return false;
  }
  return value.is_object();
}

// "type":"overloaded_error" beside a message.
bool has_error_type(JsonValue object) {
  const auto type = member(object, plain_type_names);
  const bool is_error = type && type->is_text() && plain_name(text_of(*type)).ends_with("error");
  return is_error && is_message(member(object, any_message_names));
}

// All that AWS's gateways say: a message and perhaps the request's id.
bool is_bare_message(JsonValue object) {
  for (const auto& [name, value] : object.members()) {
    const std::string word = plain_name(text_of(name));
    if (word != "message" && word != "requestid") return false;
  }
  return is_message(member(object, plain_message_names));
}

bool has_error_status(JsonValue object) {
  const auto status = member(object, status_names);
  return status && status->is_text() && plain_name(text_of(*status)) == "error";
}

// What can only be an error where there is no answer beside it.
bool says_failure_alone(JsonValue object, int depth) {
  if (has_error_type(object)) return true;
  if (depth == 0 && (is_bare_message(object) || has_error_status(object))) return true;
  const auto detail = depth > 0 || is_of_another_kind(object) ? std::nullopt : member(object, detail_names);
  const auto error = member(object, error_object_names);
  const bool has_detail = is_message(detail) || is_filled_container(detail);
  return has_detail || is_message(error) || (is_filled_container(error) && !is_zero_object(*error));
}

std::optional<ErrorWords> base_response(JsonValue object) {
  const auto base = member(object, container_names);
  const bool fails = base && base->is_object() && has_failing_code(*base);
  return fails ? std::optional(words_of_error(*base)) : std::nullopt;
}

// What is told of an earlier try, or of a tool that the host ran: the answer goes on.
bool tells_of_another(std::string_view name) {
  const std::string word = plain_name(name);
  return word.find("metadata") != word.npos || word.find("tool") != word.npos;
}

// Whether it is an event of the dialect, whose inner objects have their own meaning, or tells of something else.
bool has_known_insides(JsonValue event) {
  constexpr auto own_names = std::to_array<std::string_view>({"choices", "usage"});
  constexpr auto kind_names = std::to_array<std::string_view>({"object", "event", "type"});
  const auto kind = member(event, kind_names);
  const std::string word = kind && kind->is_text() ? text_of(*kind) : "";
  return member(event, own_names) || word.starts_with("chat.completion") || tells_of_another(word);
}

std::optional<ErrorWords> search(JsonValue object, bool has_answer, int depth) {
  if (says_failure_clearly(object, has_answer)) return words_of_error(object);
  if (!has_answer && says_failure_alone(object, depth)) return words_of_error(object);
  if (auto failure = base_response(object)) return failure;
  if (has_answer || depth == deepest_search || has_known_insides(object)) return std::nullopt;
  for (const auto& [name, value] : object.members()) {
    const std::string word = text_of(name);
    if (!value.is_object() || tells_of_another(word)) continue;
    if (word.ends_with("xception")) return words_of_error(value);
    if (auto failure = search(value, has_answer, depth + 1)) return failure;
  }
  return std::nullopt;
}

}  // namespace

bool may_say_failure(std::string_view name) {
  constexpr std::string_view beginnings = "bcdeimorsBCDEIMORS";  // nearly all names end here
  if (name.empty() || beginnings.find(name.front()) == std::string_view::npos) return false;
  const std::string word = plain_name(name);
  return word.starts_with("err") || is_one_of(state_names, word) || is_one_of(status_names, word) ||
         is_one_of(flag_names, word) || is_one_of(plain_message_names, word) || is_one_of(detail_names, word) ||
         is_one_of(container_names, word);
}

bool says_no_error(std::string_view written) {
  const bool is_text = written.size() >= 2 && written.front() == '"';
  if (!is_text) return written == "false" || (written != "true" && is_success_text(written));
  return is_success_text(written.substr(1, written.size() - 2)) && written != "\"true\"";
}

bool is_error_event(std::string_view name) {
  const std::string word = plain_name(name);
  return word == "error" || word == "exception";
}

std::optional<ErrorWords> find_failure(std::string_view text, bool has_answer) {
  const std::string sound = readable_json(text);
  text::JsonIndex index;
  if (!index.read(sound)) return std::nullopt;
  const JsonValue event = index.root();
  if (event.is_object()) return search(event, has_answer, 0);
  if (is_empty(event)) return std::nullopt;
  return search(*event.elements().begin(), has_answer, 0);
}

void add_words(ErrorDelta& error, const ErrorWords& words) {
  if (error.message.empty()) error.message = words.message;
  if (error.type.empty()) error.type = words.type;
  if (error.code.empty()) error.code = words.code;
}

void take_message_beside(ErrorDelta& error, std::string_view message) {
  const bool is_number = error.message.find_first_not_of("-0123456789") == std::string_view::npos;
  if (message.empty() || !is_number) return;
  if (error.code.empty()) error.code = error.message;
  error.message = message;
}

}  // namespace wiretape::provider
