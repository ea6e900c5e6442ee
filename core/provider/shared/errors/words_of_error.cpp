#include "wiretape/core/provider/shared/errors/words_of_error.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/provider/shared/errors/plain_name.h"
#include "wiretape/core/provider/shared/errors/readable_json.h"

//   value  = object | [ value … ] | text
//   object { error | errors | … : value      the error itself; its words come first
//            message | msg | detail | … : value
//            type | status, code, loc: [place] }

namespace wiretape::provider {
namespace {

using Names = std::span<const std::string_view>;

// Names in the form that `plain_name` gives, those that tell more first.

constexpr std::array<std::string_view, 7> error_names{"error",    "err",      "errors",       "fault",
                                                      "errormsg", "baseresp", "errorresponse"};
constexpr std::array<std::string_view, 15> message_names{
    "message",   "msg",         "detail",  "errordescription", "errormessage", "errmsg", "statusmsg", "statusmessage",
    "errorinfo", "faultstring", "details", "reason",           "description",  "title",  "data"};
constexpr std::array<std::string_view, 4> type_names{"type", "errortype", "status", "kind"};
constexpr std::array<std::string_view, 7> code_names{"code",       "errorcode", "errcode",   "errno",
                                                     "statuscode", "retcode",   "returncode"};

/// Hosts send members always that say something only sometimes.
bool says_nothing(std::string_view written) {
  constexpr std::array<std::string_view, 6> nothing{"null", "false", "true", "\"\"", "{}", "[]"};
  return std::ranges::find(nothing, written) != nothing.end();
}

std::optional<text::JsonValue> member_named(text::JsonValue object, std::string_view plain) {
  std::string buffer;
  for (const auto& [name, value] : object.members()) {
    if (plain_name(name.text(buffer)) == plain && !says_nothing(value.written())) return value;
  }
  return std::nullopt;
}

std::optional<text::JsonValue> first_member(text::JsonValue object, Names names) {
  for (const auto name : names) {
    if (const auto found = member_named(object, name)) return found;
  }
  return std::nullopt;
}

bool is_container(text::JsonValue value) {
  return value.is_object() || value.is_array();
}

/// What holds the error itself. Tencent's is `{"Response": {"Error": …}}`.
std::optional<text::JsonValue> error_in(text::JsonValue object) {
  const auto error = first_member(object, error_names);
  return error ? error : object.member("Response");
}

/// A text's text, a number as it is written.
std::string scalar(text::JsonValue value) {
  std::string buffer;
  return std::string(value.is_text() ? value.text(buffer) : value.written());
}

/// What the first of these members says that `is_fit`; empty where there is none.
template <class Fit>
std::string member_text(text::JsonValue object, Names names, Fit is_fit) {
  const auto found = first_member(object, names);
  return found && is_fit(*found) ? scalar(*found) : "";
}

std::string type_of(text::JsonValue object) {
  return member_text(object, type_names, [](text::JsonValue value) { return value.is_text(); });
}

std::string code_of(text::JsonValue object) {
  return member_text(object, code_names, [](text::JsonValue value) { return !is_container(value); });
}

/// FastAPI says where in the request: `["body", "messages", 0]`.
std::string place_of(text::JsonValue object) {
  std::string place;
  const auto path = object.member("loc");
  if (!path) return place;
  for (const auto step : path->elements()) {
    if (is_container(step)) continue;
    if (!place.empty()) place += '.';
    place += scalar(step);
  }
  return place.empty() ? place : place + ": ";
}

/// What several say, one after the other; the first one's type and code.
ErrorWords words_of_all(text::JsonValue list) {
  constexpr int most = 8;
  ErrorWords all;
  int count = 0;
  for (const auto each : list.elements()) {
    auto words = words_of_error(each);
    if (words.message.empty()) continue;
    if (++count == 1) {
      all = std::move(words);
    } else {
      all.message += "; " + words.message;
      all.json = list.written();
    }
    if (count == most) break;
  }
  return all;
}

/// What the first member says that says something.
std::string message_of(text::JsonValue object) {
  for (const auto name : message_names) {
    const auto member = member_named(object, name);
    const auto message = member ? words_of_error(*member).message : "";
    if (!message.empty()) return place_of(object) + message;
  }
  return "";
}

/// What a router passes on of the host behind it: OpenRouter's `{"message": …, "metadata": {"raw": "{\"error\": …"}}`.
std::string passed_on(text::JsonValue object) {
  const auto metadata = object.member("metadata");
  const auto raw = metadata ? metadata->member("raw") : std::nullopt;
  if (!raw || !raw->is_text()) return "";
  const std::string text = scalar(*raw);
  const auto words = words_or_text_of_error(text);
  return words ? words->message : plain_error_message(text);
}

/// `error` may be a word beside a message: OAuth's `{"error": "invalid_client", "error_description": …}`.
ErrorWords words_of_object(text::JsonValue object) {
  const auto error = error_in(object);
  ErrorWords words = error ? words_of_error(*error) : ErrorWords{};
  auto message = message_of(object);
  const bool is_a_word = error && !is_container(*error) && !message.empty();
  if (is_a_word) words.type = std::exchange(words.message, "");
  if (words.message.empty()) words.message = std::move(message);
  if (const auto more = passed_on(object); !more.empty()) words.message += (words.message.empty() ? "" : ": ") + more;
  if (words.type.empty()) words.type = type_of(object);
  if (words.code.empty()) words.code = code_of(object);
  if (words.json.empty()) words.json = object.written();
  return words;
}

}  // namespace

ErrorWords words_of_error(text::JsonValue value) {
  if (value.is_object()) return words_of_object(value);
  if (value.is_array()) return words_of_all(value);
  if (says_nothing(value.written())) return {};
  return {scalar(value), "", "", std::string(value.written())};
}

std::optional<ErrorWords> words_of_error(std::string_view json) {
  const auto sound = readable_json(json);
  text::JsonIndex index;
  return index.read(sound) ? std::optional(words_of_error(index.root())) : std::nullopt;
}

std::optional<ErrorWords> words_or_text_of_error(std::string_view json) {
  const auto text = without_blanks(json);
  auto words = words_of_error(text);
  if (words && words->message.empty() && !says_nothing(text)) words->message = plain_error_message(text);
  return words;
}

}  // namespace wiretape::provider
