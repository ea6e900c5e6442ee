#include "wiretape/core/provider/anthropic_messages/anthropic_messages_event.h"

#include <limits>
#include <string>

#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/provider/shared/json_finish.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"
#include "wiretape/core/text/json/whole_number.h"

// The shape that is read. Members that are not named here are only checked; null is the same as absent everywhere, and
// so is [] in the place of a message or a delta: PHP writes an empty object so.
//
//   event   { type, index, message: message, content_block: block, delta: delta, usage, error, … }  or a message itself
//   message { id, model, content: text | [block | text], stop_reason, stop_details: {explanation}, usage }
//   block   { type, text | thinking, signature, data, id, name, input, citations: [citation] }
//   delta   { type, text | thinking, signature, partial_json, citation }  or { stop_reason, stop_details }
//   usage   { name: count }
//   error   text | { type, message }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

bool is_object(Value& value) {
  return text::StrictJson::token(value) == "{";
}

}  // namespace

struct MessagesEventReader::State {
  bool read(std::string_view text);
  bool read_once(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_message(Value& value);
  bool read_message_member(std::string_view name, Value& value);
  bool read_content(Value& value);
  bool read_text_block(Value& value);
  bool read_block(Value& value, MessagesBlock& block);
  bool read_piece(Value& value, std::string_view& piece);
  bool read_input(Value& value, std::string_view& input);
  bool read_citations(Value& value, std::vector<std::string_view>& citations);
  bool read_delta(Value& value);
  bool read_stop_details(Value& value);
  bool read_usage(Value& value);
  bool read_index(Value& value);

  text::StrictJson json;
  MessagesEvent event;
  std::string rewritten;  // a text that named members twice, without all but the last of them
};

bool MessagesEventReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool MessagesEventReader::State::read_once(std::string_view text) {
  event.type = {};
  event.index.reset();
  event.block.reset();
  event.delta.reset();
  event.id = {};
  event.model = {};
  event.has_content = false;
  event.content.clear();
  event.stop_reason = {};
  event.refusal = {};
  event.usage.clear();
  event.error.reset();
  event.bare_error = {};
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  event.written = json.written();
  event.bare_error.type = event.type;
  event.bare_error.json = event.written;
  return true;
}

bool MessagesEventReader::State::read_member(std::string_view name, Value& value) {
  if (name == "type") return json.as_text(value, event.type);
  if (name == "index") return read_index(value);
  if (name == "delta") return read_delta(value);
  if (name == "message" && is_object(value)) return read_message(value);
  if (name == "message" && text::StrictJson::token(value) == "[") return json.check(value);
  if (name == "content_block") return is_object(value) ? read_block(value, event.block.emplace()) : json.check(value);
  if (name == "error") return read_json_error(json, value, event.error);
  if (name == "message" || name == "detail" || name == "code") {
    return read_json_error_member(json, name, value, event.bare_error);
  }
  return read_message_member(name, value);
}

bool MessagesEventReader::State::read_message(Value& value) {
  return json.each_field(value,
                         [this](std::string_view name, Value& member) { return read_message_member(name, member); });
}

bool MessagesEventReader::State::read_message_member(std::string_view name, Value& value) {
  if (name == "id") return json.as_text(value, event.id);
  if (name == "model") return json.as_text(value, event.model);
  if (name == "content") return read_content(value);
  if (name == "stop_reason") return read_finish_reason(json, value, event.stop_reason, event.error);
  if (name == "stop_details") return read_stop_details(value);
  if (name == "usage") return read_usage(value);
  return json.check(value);
}

bool MessagesEventReader::State::read_content(Value& value) {
  const char first = text::StrictJson::token(value).front();
  if (first != '[' && first != '"') return json.check(value);
  event.has_content = true;
  if (first == '"') return read_text_block(value);
  return json.each_element(value, [this](Value& block) {
    return is_object(block) ? read_block(block, event.content.emplace_back()) : read_text_block(block);
  });
}

// Some hosts write a text in a block's place, or in that of all blocks.
bool MessagesEventReader::State::read_text_block(Value& value) {
  MessagesBlock text;
  text.type = "text";
  if (!read_piece(value, text.text)) return false;
  if (!text.text.empty()) event.content.push_back(text);
  return true;
}

bool MessagesEventReader::State::read_block(Value& value, MessagesBlock& block) {
  const std::string_view token = text::StrictJson::token(value);
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, block.type);
    if (name == "text" || name == "thinking") return read_piece(member, block.text);
    if (name == "signature") return json.text_or_nothing(member, block.signature);
    if (name == "data") return json.text_or_nothing(member, block.data);
    if (name == "id") return json.as_text(member, block.id);
    if (name == "name") return json.as_text(member, block.name);
    if (name == "input") return read_input(member, block.input);
    if (name == "citations") return read_citations(member, block.citations);
    return json.check(member);
  };
  return json.each_field(value, on_member) && json.written_from(token, block.json);
}

bool MessagesEventReader::State::read_piece(Value& value, std::string_view& piece) {
  return text::StrictJson::token(value).front() == '"' ? json.text_piece(value, piece) : json.check(value);
}

bool MessagesEventReader::State::read_input(Value& value, std::string_view& input) {
  const bool is_text = text::StrictJson::token(value).front() == '"';
  if (!json.as_text(value, input)) return false;
  if (!is_text) input = json.compact(input);
  return true;
}

bool MessagesEventReader::State::read_citations(Value& value, std::vector<std::string_view>& citations) {
  if (text::StrictJson::token(value) != "[") return json.check(value);
  return json.each_element(value, [&](Value& citation) {
    return is_object(citation) ? json.capture(citation, citations.emplace_back()) : json.check(citation);
  });
}

bool MessagesEventReader::State::read_delta(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  if (token == "[") event.delta.emplace();
  if (token != "{") return json.check(value);
  MessagesBlockDelta& delta = event.delta.emplace();
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, delta.type);
    if (name == "text" || name == "thinking") return read_piece(member, delta.text);
    if (name == "partial_json")
      return is_object(member) ? read_input(member, delta.partial_json) : read_piece(member, delta.partial_json);
    if (name == "signature") return json.text_or_nothing(member, delta.signature);
    if (name == "citation") return is_object(member) ? json.capture(member, delta.citation) : json.check(member);
    return read_message_member(name, member);
  };
  return json.each_field(value, on_member) && json.written_from(token, delta.json);
}

bool MessagesEventReader::State::read_stop_details(Value& value) {
  if (!is_object(value)) return json.check(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    return name == "explanation" ? json.text_or_nothing(member, event.refusal) : json.check(member);
  });
}

bool MessagesEventReader::State::read_usage(Value& value) {
  if (!is_object(value)) return json.check(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    MessagesCount& count = event.usage.emplace_back();
    count.name = name;
    return json.capture(member, count.json);
  });
}

bool MessagesEventReader::State::read_index(Value& value) {
  const auto number = text::whole_number(text::StrictJson::token(value)).value_or(-1);
  const bool fits = number >= 0 && number <= std::numeric_limits<std::uint32_t>::max();
  if (fits) event.index = static_cast<std::uint32_t>(number);
  return json.check(value);
}

MessagesEventReader::MessagesEventReader() : state_(std::make_unique<State>()) {}
MessagesEventReader::MessagesEventReader(MessagesEventReader&&) noexcept = default;
MessagesEventReader& MessagesEventReader::operator=(MessagesEventReader&&) noexcept = default;
MessagesEventReader::~MessagesEventReader() = default;

const MessagesEvent* MessagesEventReader::read(std::string_view json) {
  return state_->read(json) ? &state_->event : nullptr;
}

UndecodableDelta MessagesEventReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
