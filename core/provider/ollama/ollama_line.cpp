#include "wiretape/core/provider/ollama/ollama_line.h"

#include <algorithm>
#include <array>
#include <string>

#include "wiretape/core/provider/ollama/ollama_usage.h"
#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/provider/shared/json_finish.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"

// The shape that is read. Members that are not named here are only checked, but for texts in a message, which must be
// content of a kind that is not known. null is the same as absent everywhere, and so is any empty value in the place of
// an object or an array.
//
//   line     { model, message: message | response, thinking, tool_calls, image, done, done_reason, counts …, error, … }
//   message  { role, content, thinking, tool_calls: [call] }
//   call     { id, function: { name, arguments } }
//   error    text | { message, type, code }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

// Members of a message that hold texts, and no content.
constexpr auto harmless_in_message =
    std::to_array<std::string_view>({"role", "name", "id", "type", "tool_name", "tool_call_id", "logprobs"});

bool is_object(Value& value) {
  return text::StrictJson::token(value) == "{";
}

}  // namespace

struct OllamaLineReader::State {
  bool read(std::string_view text);
  bool read_once(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_flag(Value& value);
  bool read_count(std::string_view name, Value& value);
  bool read_message(Value& value);
  bool read_message_member(std::string_view name, Value& value);
  bool read_text(Value& value, std::string_view& text);
  bool read_calls(Value& value);
  bool read_call(Value& value);
  bool read_function(Value& value, OllamaCall& call);
  bool read_arguments(Value& value, std::string_view& arguments);
  bool check_unknown(Value& value);

  text::StrictJson json;
  OllamaLine line;
  bool has_unknown = false;  // in what was read so far
  std::string rewritten;     // a text that named members twice, without all but the last of them
};

bool OllamaLineReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool OllamaLineReader::State::read_once(std::string_view text) {
  line.model = {};
  line.has_answer = false;
  line.is_done = false;
  line.thinking = {};
  line.text = {};
  line.calls.clear();
  line.unknown = {};
  line.done_reason = {};
  line.counts.clear();
  line.error.reset();
  line.bare_error = {};
  line.may_fail = false;
  has_unknown = false;
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  line.written = json.written();
  line.bare_error.json = line.written;
  if (has_unknown && line.unknown.empty()) line.unknown = line.written;
  return true;
}

bool OllamaLineReader::State::read_member(std::string_view name, Value& value) {
  if (name == "model") return json.as_text(value, line.model);
  if (name == "message" && is_object(value)) return read_message(value);
  if (name == "response") {
    line.has_answer = line.has_answer || text::StrictJson::token(value) != "null";
    return read_text(value, line.text);
  }
  if (name == "thinking") return read_text(value, line.thinking);
  if (name == "tool_calls") return read_calls(value);
  if (name == "image") return check_unknown(value);
  if (name == "done") return read_flag(value);
  if (name == "done_reason") return read_finish_reason(json, value, line.done_reason, line.error);
  if (name == "error") return read_json_error(json, value, line.error);
  if (is_ollama_count(name)) return read_count(name, value);
  line.may_fail = line.may_fail || may_say_failure(name);
  return read_json_error_member(json, name, value, line.bare_error);
}

bool OllamaLineReader::State::read_flag(Value& value) {
  line.is_done = text::StrictJson::token(value) == "true";
  return json.check(value);
}

bool OllamaLineReader::State::read_count(std::string_view name, Value& value) {
  if (text::StrictJson::token(value) == "null") return json.check(value);
  OllamaCount& count = line.counts.emplace_back();
  count.name = name;
  return json.capture(value, count.json);
}

bool OllamaLineReader::State::read_message(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  line.has_answer = true;
  const auto on_member = [this](std::string_view name, Value& member) { return read_message_member(name, member); };
  std::string_view written;
  if (!json.each_field(value, on_member) || !json.written_from(token, written)) return false;
  if (has_unknown) line.unknown = written;
  return true;
}

bool OllamaLineReader::State::read_message_member(std::string_view name, Value& value) {
  if (name == "content") return read_text(value, line.text);
  if (name == "thinking") return read_text(value, line.thinking);
  if (name == "tool_calls") return read_calls(value);
  const bool is_harmless = std::ranges::find(harmless_in_message, name) != harmless_in_message.end();
  return is_harmless ? json.check(value) : check_unknown(value);
}

bool OllamaLineReader::State::read_text(Value& value, std::string_view& text) {
  return text::StrictJson::token(value).front() == '"' ? json.text_piece(value, text) : check_unknown(value);
}

bool OllamaLineReader::State::read_calls(Value& value) {
  if (text::StrictJson::token(value) != "[") return check_unknown(value);
  return json.each_element(value, [this](Value& call) { return is_object(call) ? read_call(call) : json.check(call); });
}

bool OllamaLineReader::State::read_call(Value& value) {
  OllamaCall call;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "id") return json.as_text(member, call.id);
    if (name == "function" && is_object(member)) return read_function(member, call);
    return json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  if (!call.id.empty() || !call.name.empty() || !call.arguments.empty()) line.calls.push_back(call);
  return true;
}

bool OllamaLineReader::State::read_function(Value& value, OllamaCall& call) {
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name == "name") return json.as_text(member, call.name);
    return name == "arguments" ? read_arguments(member, call.arguments) : json.check(member);
  });
}

bool OllamaLineReader::State::read_arguments(Value& value, std::string_view& arguments) {
  const bool is_text = text::StrictJson::token(value).front() == '"';
  if (!json.as_text(value, arguments)) return false;
  if (!is_text) arguments = json.compact(arguments);
  return true;
}

bool OllamaLineReader::State::check_unknown(Value& value) {
  std::string_view written;
  if (!json.capture(value, written)) return false;
  has_unknown = has_unknown || text::holds_text(written);
  return true;
}

OllamaLineReader::OllamaLineReader() : state_(std::make_unique<State>()) {}
OllamaLineReader::OllamaLineReader(OllamaLineReader&&) noexcept = default;
OllamaLineReader& OllamaLineReader::operator=(OllamaLineReader&&) noexcept = default;
OllamaLineReader::~OllamaLineReader() = default;

const OllamaLine* OllamaLineReader::read(std::string_view json) {
  return state_->read(json) ? &state_->line : nullptr;
}

UndecodableDelta OllamaLineReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
