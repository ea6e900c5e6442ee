#include "wiretape/core/provider/shared/error_body.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "wiretape/core/provider/shared/plain_error.h"
#include "wiretape/core/text/byte_order_mark.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/body_layout.h"
#include "wiretape/core/wire/frame_reader.h"

//   body   = value | event stream of values | lines of values | anything else
//   value  = object | [ value … ] | text
//   object { error | errors | … : value      the error itself; its words come first
//            message | msg | detail | … : value
//            type | status, code, loc: [place] }

namespace wiretape::provider {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> error_names{"error",    "errors",   "Error",     "fault",
                                                      "Response", "ErrorMsg", "base_resp", "errorResponse"};
constexpr std::array<std::string_view, 17> message_names{
    "message",     "msg",     "detail", "error_description", "error_message", "errorMessage",
    "error_msg",   "err_msg", "errmsg", "Message",           "Msg",           "status_msg",
    "faultstring", "details", "reason", "description",       "title"};
constexpr std::array<std::string_view, 5> type_names{"type", "__type", "error_type", "status", "kind"};
constexpr std::array<std::string_view, 8> code_names{"code",    "error_code", "errorCode",   "Code",
                                                     "errcode", "statusCode", "status_code", "err_code"};

/// Hosts send members always that say something only sometimes.
bool says_nothing(text::JsonValue value) {
  constexpr std::array<std::string_view, 6> nothing{"null", "false", "true", "\"\"", "{}", "[]"};
  const auto written = value.written();
  return std::ranges::find(nothing, written) != nothing.end();
}

std::optional<text::JsonValue> first_member(text::JsonValue object, Names names) {
  for (const auto name : names) {
    if (const auto found = object.member(name); found && !says_nothing(*found)) return found;
  }
  return std::nullopt;
}

bool is_container(text::JsonValue value) {
  return value.is_object() || value.is_array();
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

ErrorWords words_of(text::JsonValue value);

/// What several say, one after the other; the first one's type and code.
ErrorWords words_of_all(text::JsonValue list) {
  constexpr int most = 8;
  ErrorWords all;
  int count = 0;
  for (const auto each : list.elements()) {
    auto words = words_of(each);
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
    const auto member = object.member(name);
    const auto message = member ? words_of(*member).message : "";
    if (!message.empty()) return place_of(object) + message;
  }
  return "";
}

std::optional<ErrorWords> words_of_json(std::string_view text);

/// What a router passes on of the host behind it: OpenRouter's `{"message": …, "metadata": {"raw": "{\"error\": …"}}`.
std::string passed_on(text::JsonValue object) {
  const auto metadata = object.member("metadata");
  const auto raw = metadata ? metadata->member("raw") : std::nullopt;
  if (!raw || !raw->is_text()) return "";
  const std::string text = scalar(*raw);
  const auto words = words_of_json(text);
  return words ? words->message : plain_error_message(text);
}

/// `error` may be a word beside a message: OAuth's `{"error": "invalid_client", "error_description": …}`.
ErrorWords words_of_object(text::JsonValue object) {
  const auto error = first_member(object, error_names);
  ErrorWords words = error ? words_of(*error) : ErrorWords{};
  auto message = message_of(object);
  if (error && !is_container(*error) && !message.empty()) words.type = std::exchange(words.message, "");
  if (words.message.empty()) words.message = std::move(message);
  if (const auto more = passed_on(object); !more.empty()) words.message += (words.message.empty() ? "" : ": ") + more;
  if (words.type.empty()) words.type = type_of(object);
  if (words.code.empty()) words.code = code_of(object);
  if (words.json.empty()) words.json = object.written();
  return words;
}

ErrorWords words_of(text::JsonValue value) {
  if (value.is_object()) return words_of_object(value);
  if (value.is_array()) return words_of_all(value);
  if (says_nothing(value)) return {};
  return {scalar(value), "", "", std::string(value.written())};
}

/// The place of each `\uXXXX` that is half of a surrogate pair without its other half is where U+FFFD is meant.
std::string with_whole_pairs(std::string json) {
  const auto unit_at = [&](std::size_t at) {
    return at < json.size() ? text::escaped_unit(std::string_view(json).substr(at)).value_or(0) : 0;
  };
  for (std::size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const bool is_high = text::is_high_surrogate(unit_at(at));
    const bool is_half = is_high || text::is_low_surrogate(unit_at(at));
    const bool is_pair = is_high && text::is_low_surrogate(unit_at(at + 6));
    if (is_half && !is_pair) json.replace(at + 2, 4, "fffd");
    at += is_pair ? 12 : 2;
  }
  return json;
}

/// Numbers beyond a double become null.
std::string with_finite_numbers(std::string json) {
  bool is_in_text = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') is_in_text = !is_in_text;
    if (json[at] == '\\') ++at;
    if (is_in_text || at >= json.size() || json[at] < '0' || json[at] > '9') continue;
    const auto end = std::min(json.find_first_not_of("0123456789.eE+-", at), json.size());
    const auto begin = at > 0 && json[at - 1] == '-' ? at - 1 : at;
    double value = 0;
    const auto result = std::from_chars(json.data() + at, json.data() + end, value);
    const bool is_finite = result.ec == std::errc() && std::isfinite(value);
    if (!is_finite) json.replace(begin, end - begin, "null");
    at = is_finite ? end - 1 : begin + 3;
  }
  return json;
}

/// nullopt where the text is no JSON, or says nothing.
std::optional<ErrorWords> words_of_json(std::string_view text) {
  const auto sound = readable_json(without_blanks(text));
  text::JsonIndex index;
  if (!index.read(sound)) return std::nullopt;
  auto words = words_of(index.root());
  if (words.message.empty() && !says_nothing(index.root())) words.message = plain_error_message(sound);
  return words;
}

/// The first frame that says something, the terminator apart.
std::optional<ErrorWords> words_of_frames(std::string_view body, wire::Framing framing) {
  const std::string ended = std::string(body) + "\n\n";  // what ends it may be missing
  std::string_view rest = ended;
  wire::FrameReader reader(framing);
  for (;;) {
    const auto item = reader.next(rest);
    const auto* frame = std::get_if<wire::Frame>(&item);
    if (frame == nullptr) return std::nullopt;
    const auto data = without_blanks(frame->data);
    if (data.empty() || data == "[DONE]") continue;
    const auto words = words_of_json(data).value_or(ErrorWords{plain_error_message(data), "", "", ""});
    if (!words.message.empty()) return words;
  }
}

std::optional<ErrorWords> words_of_stream(std::string_view body) {
  switch (wire::LayoutSniffer().look(body)) {
    case wire::BodyLayout::events:
      return words_of_frames(body, wire::Framing::sse);
    case wire::BodyLayout::lines:
      return words_of_frames(body, wire::Framing::ndjson);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string readable_json(std::string_view text) {
  return with_finite_numbers(with_whole_pairs(text::to_valid_utf8(text)));
}

ErrorWords read_error_body(std::string_view body) {
  body = text::without_byte_order_mark(body);
  if (auto words = words_of_json(body)) return *std::move(words);
  if (auto words = words_of_stream(body)) return *std::move(words);
  return {plain_error_message(body), "", "", ""};
}

}  // namespace wiretape::provider
