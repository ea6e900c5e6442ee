#include "wiretape/core/provider/cohere_chat/cohere_chat_event.h"

#include <limits>
#include <string>

#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/provider/shared/json_finish.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"
#include "wiretape/core/text/json/whole_number.h"

// The shape that is read. Members that are not named here are only checked; null is the same as absent everywhere. What
// stands in a list may stand alone, as it does in a stream.
//
//   event     { type | event_type, index, id | generation_id | response_id, delta: delta, message: message | text,
//               finish_reason, usage, error, … }  and of version 1
//             { text, tool_calls, tool_call_delta: call, citations, response: { text, finish_reason, meta }, meta }
//   delta     { message: message, finish_reason, usage, error }
//   message   { content: [content] | text, tool_plan, tool_calls: [call], citations: [citation] }
//   content   { type, text, thinking }
//   call      { id, index, name, parameters, function: { name, arguments } }
//   citation  { type, content_index, … }
//   meta      { tokens | billed_units }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

bool is_object(Value& value) {
  return text::StrictJson::token(value) == "{";
}

bool is_text(Value& value) {
  return text::StrictJson::token(value).front() == '"';
}

}  // namespace

struct CohereEventReader::State {
  bool read(std::string_view text);
  bool read_once(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_version_1_member(std::string_view name, Value& value);
  bool read_delta(Value& value);
  bool read_message(Value& value);
  bool read_content(Value& value);
  bool read_block(Value& value);
  bool read_block_member(std::string_view name, Value& value, CohereContent& content);
  bool read_call(Value& value);
  bool read_function(Value& value, CohereCall& call);
  bool read_arguments(Value& value, std::string_view& arguments);
  bool read_citation(Value& value);
  bool read_response(Value& value);
  bool read_meta(Value& value);
  bool read_usage(Value& value);
  bool read_piece(Value& value, std::string_view& piece);
  bool read_index(Value& value, std::optional<std::uint32_t>& index);

  template <typename ReadObject>
  bool each_object(Value& value, ReadObject read_object);

  text::StrictJson json;
  CohereEvent event;
  std::string_view billed;
  std::string rewritten;  // a text that named members twice, without all but the last of them
};

bool CohereEventReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool CohereEventReader::State::read_once(std::string_view text) {
  event.type = {};
  event.is_version_1 = false;
  event.index.reset();
  event.id = {};
  event.has_message = false;
  event.plan = {};
  event.content.clear();
  event.calls.clear();
  event.citations.clear();
  event.text = {};
  event.whole_text = {};
  event.finish_reason = {};
  event.usage = {};
  event.error.reset();
  event.bare_error = {};
  event.may_fail = false;
  billed = {};
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  event.written = json.written();
  event.bare_error.json = event.written;
  if (event.usage.empty()) event.usage = billed;
  return true;
}

bool CohereEventReader::State::read_member(std::string_view name, Value& value) {
  if (name == "type") return json.as_text(value, event.type);
  if (name == "index") return read_index(value, event.index);
  if (name == "id" || name == "generation_id") return json.as_text(value, event.id);
  if (name == "delta") return is_object(value) ? read_delta(value) : json.check(value);
  if (name == "message" && is_object(value)) {
    event.has_message = true;
    return read_message(value);
  }
  if (name == "finish_reason") return read_finish_reason(json, value, event.finish_reason, event.error);
  if (name == "usage") return read_usage(value);
  if (name == "error") return read_json_error(json, value, event.error);
  if (name == "detail" || name == "message" || name == "code") {
    event.may_fail = event.may_fail || may_say_failure(name);
    return read_json_error_member(json, name, value, event.bare_error);
  }
  return read_version_1_member(name, value);
}

bool CohereEventReader::State::read_version_1_member(std::string_view name, Value& value) {
  if (name == "event_type") {
    event.is_version_1 = true;
    return json.as_text(value, event.type);
  }
  if (name == "text" && is_text(value)) {
    event.has_message = true;
    return json.text_piece(value, event.text);
  }
  const auto call = [this](Value& element) { return read_call(element); };
  if (name == "tool_calls" || name == "tool_call_delta") return each_object(value, call);
  if (name == "citations") return each_object(value, [this](Value& citation) { return read_citation(citation); });
  if (name == "response" && is_object(value)) return read_response(value);
  if (name == "meta" && is_object(value)) return read_meta(value);
  event.may_fail = event.may_fail || may_say_failure(name);
  return json.check(value);
}

template <typename ReadObject>
bool CohereEventReader::State::each_object(Value& value, ReadObject read_object) {
  const std::string_view token = text::StrictJson::token(value);
  if (token == "{") return read_object(value);
  if (token != "[") return json.check(value);
  return json.each_element(
      value, [&](Value& element) { return is_object(element) ? read_object(element) : json.check(element); });
}

bool CohereEventReader::State::read_delta(Value& value) {
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "message" && is_object(member)) return read_message(member);
    if (name == "finish_reason") return read_finish_reason(json, member, event.finish_reason, event.error);
    if (name == "usage") return read_usage(member);
    return name == "error" ? read_json_error(json, member, event.error) : json.check(member);
  });
}

bool CohereEventReader::State::read_message(Value& value) {
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "content") return read_content(member);
    if (name == "tool_plan") return read_piece(member, event.plan);
    if (name == "tool_calls") return each_object(member, [this](Value& call) { return read_call(call); });
    if (name == "citations") return each_object(member, [this](Value& citation) { return read_citation(citation); });
    return json.check(member);
  });
}

bool CohereEventReader::State::read_content(Value& value) {
  if (!is_text(value)) return each_object(value, [this](Value& block) { return read_block(block); });
  CohereContent text;
  text.type = "text";
  if (!json.text_piece(value, text.text)) return false;
  event.content.push_back(text);
  return true;
}

bool CohereEventReader::State::read_block(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  CohereContent content;
  const auto on_member = [&](std::string_view name, Value& member) { return read_block_member(name, member, content); };
  if (!json.each_field(value, on_member) || !json.written_from(token, content.json)) return false;
  event.content.push_back(content);
  return true;
}

bool CohereEventReader::State::read_block_member(std::string_view name, Value& value, CohereContent& content) {
  if (name == "type") return json.as_text(value, content.type);
  if (name == "text") return read_piece(value, content.text);
  if (name == "thinking") return read_piece(value, content.thinking);
  std::string_view written;
  if (!json.capture(value, written)) return false;
  content.has_unknown = content.has_unknown || text::holds_text(written);
  return true;
}

bool CohereEventReader::State::read_call(Value& value) {
  CohereCall call;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "id") return json.as_text(member, call.id);
    if (name == "index") return read_index(member, call.index);
    if (name == "function" && is_object(member)) return read_function(member, call);
    if (name == "name") return json.as_text(member, call.name);
    return name == "parameters" ? read_arguments(member, call.arguments) : json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  event.calls.push_back(call);
  return true;
}

bool CohereEventReader::State::read_function(Value& value, CohereCall& call) {
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name == "name") return json.as_text(member, call.name);
    return name == "arguments" ? read_arguments(member, call.arguments) : json.check(member);
  });
}

bool CohereEventReader::State::read_arguments(Value& value, std::string_view& arguments) {
  if (is_text(value)) return json.text_piece(value, arguments);
  if (!json.as_text(value, arguments)) return false;
  arguments = json.compact(arguments);
  return true;
}

bool CohereEventReader::State::read_citation(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  CohereCitation citation;
  std::string_view type;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.text_or_nothing(member, type);
    return name == "content_index" ? read_index(member, citation.content_index) : json.check(member);
  };
  if (!json.each_field(value, on_member) || !json.written_from(token, citation.json)) return false;
  citation.is_of_plan = type == "PLAN";
  event.citations.push_back(citation);
  return true;
}

bool CohereEventReader::State::read_response(Value& value) {
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "text") return read_piece(member, event.whole_text);
    if (name == "finish_reason") return read_finish_reason(json, member, event.finish_reason, event.error);
    return name == "meta" && is_object(member) ? read_meta(member) : json.check(member);
  });
}

// What was counted, else what is charged.
bool CohereEventReader::State::read_meta(Value& value) {
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "tokens") return read_usage(member);
    return name == "billed_units" && is_object(member) ? json.capture(member, billed) : json.check(member);
  });
}

bool CohereEventReader::State::read_usage(Value& value) {
  return is_object(value) ? json.capture(value, event.usage) : json.check(value);
}

bool CohereEventReader::State::read_piece(Value& value, std::string_view& piece) {
  return is_text(value) ? json.text_piece(value, piece) : json.check(value);
}

bool CohereEventReader::State::read_index(Value& value, std::optional<std::uint32_t>& index) {
  const auto number = text::whole_number(text::StrictJson::token(value)).value_or(-1);
  if (number >= 0 && number <= std::numeric_limits<std::uint32_t>::max()) index = static_cast<std::uint32_t>(number);
  return json.check(value);
}

CohereEventReader::CohereEventReader() : state_(std::make_unique<State>()) {}
CohereEventReader::CohereEventReader(CohereEventReader&&) noexcept = default;
CohereEventReader& CohereEventReader::operator=(CohereEventReader&&) noexcept = default;
CohereEventReader::~CohereEventReader() = default;

const CohereEvent* CohereEventReader::read(std::string_view json) {
  return state_->read(json) ? &state_->event : nullptr;
}

UndecodableDelta CohereEventReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
