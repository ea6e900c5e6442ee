#include "wiretape/core/provider/openai_responses/openai_responses_event.h"

#include <string>

#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"
#include "wiretape/core/text/json/whole_number.h"

// The shape that is read. Members that are not named here are only checked; null is the same as absent everywhere.
//
//   event    { type, output_index, content_index | summary_index, item_id, delta: text, text | refusal | arguments |
//              input: text, part: part, item: item, annotation, response: response, error, message, code }
//            or a response itself
//   response { id, model, status, output: [item], usage, incomplete_details: {reason}, error }
//   item     { type, id, call_id, name, arguments | input, encrypted_content, summary: [part], content: [part] }
//   part     { type, text | refusal, annotations: [annotation] }
//   error    text | { message, type, code }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

bool is_object(Value& value) {
  return text::StrictJson::token(value) == "{";
}

bool is_array(Value& value) {
  return text::StrictJson::token(value) == "[";
}

bool is_whole_text(std::string_view name) {
  return name == "text" || name == "refusal" || name == "arguments" || name == "input";
}

}  // namespace

struct ResponsesEventReader::State {
  bool read(std::string_view text);
  bool read_once(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_place(std::string_view name, Value& value);
  bool read_response(Value& value);
  bool read_response_member(std::string_view name, Value& value);
  bool read_output(Value& value);
  bool read_item(Value& value, ResponsesItem& item);
  bool read_parts(Value& value, std::vector<ResponsesPart>& parts);
  bool read_part(Value& value, ResponsesPart& part);
  bool read_annotations(Value& value, std::vector<std::string_view>& annotations);
  bool read_piece(Value& value, std::string_view& piece);
  bool read_usage(Value& value);
  bool read_incomplete_details(Value& value);
  bool read_number(Value& value, std::optional<std::int64_t>& number);

  text::StrictJson json;
  ResponsesEvent event;
  std::string rewritten;  // a text that named members twice, without all but the last of them
};

bool ResponsesEventReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool ResponsesEventReader::State::read_once(std::string_view text) {
  event = {};
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  event.written = json.written();
  event.bare_error.json = event.written;
  return true;
}

bool ResponsesEventReader::State::read_member(std::string_view name, Value& value) {
  if (name == "type") return json.as_text(value, event.type);
  if (name == "delta") return read_piece(value, event.delta);
  if (is_whole_text(name)) return read_piece(value, event.whole);
  if (name == "item") return is_object(value) ? read_item(value, event.item.emplace()) : json.check(value);
  if (name == "part") return is_object(value) ? read_part(value, event.part.emplace()) : json.check(value);
  if (name == "annotation") return is_object(value) ? json.capture(value, event.annotation) : json.check(value);
  if (name == "response") return is_object(value) ? read_response(value) : json.check(value);
  if (name == "message" || name == "detail" || name == "code") {
    return read_json_error_member(json, name, value, event.bare_error);
  }
  return read_place(name, value);
}

bool ResponsesEventReader::State::read_place(std::string_view name, Value& value) {
  if (name == "output_index") return read_number(value, event.output_index);
  if (name == "content_index" || name == "summary_index") return read_number(value, event.part_index);
  if (name == "item_id") return json.text_or_nothing(value, event.item_id);
  return read_response_member(name, value);
}

bool ResponsesEventReader::State::read_response(Value& value) {
  return json.each_field(value,
                         [this](std::string_view name, Value& member) { return read_response_member(name, member); });
}

bool ResponsesEventReader::State::read_response_member(std::string_view name, Value& value) {
  if (name == "id") return json.as_text(value, event.id);
  if (name == "model") return json.as_text(value, event.model);
  if (name == "status") return json.text_or_nothing(value, event.status);
  if (name == "output") return read_output(value);
  if (name == "usage") return read_usage(value);
  if (name == "incomplete_details") return read_incomplete_details(value);
  if (name == "error") return read_json_error(json, value, event.error);
  return json.check(value);
}

bool ResponsesEventReader::State::read_output(Value& value) {
  if (!is_array(value)) return json.check(value);
  event.has_output = true;
  return json.each_element(value, [this](Value& item) {
    return is_object(item) ? read_item(item, event.output.emplace_back()) : json.check(item);
  });
}

bool ResponsesEventReader::State::read_item(Value& value, ResponsesItem& item) {
  const std::string_view token = text::StrictJson::token(value);
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, item.type);
    if (name == "id") return json.as_text(member, item.id);
    if (name == "call_id") return json.as_text(member, item.call_id);
    if (name == "name") return json.as_text(member, item.name);
    if (name == "arguments" || name == "input") return read_piece(member, item.arguments);
    if (name == "encrypted_content") return json.text_or_nothing(member, item.encrypted_content);
    if (name == "summary") return read_parts(member, item.summary);
    if (name == "content") return read_parts(member, item.content);
    return json.check(member);
  };
  return json.each_field(value, on_member) && json.written_from(token, item.json);
}

bool ResponsesEventReader::State::read_parts(Value& value, std::vector<ResponsesPart>& parts) {
  if (!is_array(value)) return json.check(value);
  return json.each_element(
      value, [&](Value& part) { return is_object(part) ? read_part(part, parts.emplace_back()) : json.check(part); });
}

bool ResponsesEventReader::State::read_part(Value& value, ResponsesPart& part) {
  const std::string_view token = text::StrictJson::token(value);
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, part.type);
    if (name == "text" || name == "refusal") return read_piece(member, part.text);
    if (name == "annotations") return read_annotations(member, part.annotations);
    return json.check(member);
  };
  return json.each_field(value, on_member) && json.written_from(token, part.json);
}

bool ResponsesEventReader::State::read_annotations(Value& value, std::vector<std::string_view>& annotations) {
  if (!is_array(value)) return json.check(value);
  return json.each_element(value, [&](Value& annotation) {
    return is_object(annotation) ? json.capture(annotation, annotations.emplace_back()) : json.check(annotation);
  });
}

bool ResponsesEventReader::State::read_piece(Value& value, std::string_view& piece) {
  return text::StrictJson::token(value).front() == '"' ? json.text_piece(value, piece) : json.check(value);
}

bool ResponsesEventReader::State::read_usage(Value& value) {
  if (!is_object(value)) return json.check(value);
  std::string_view usage;
  if (!json.capture(value, usage)) return false;
  if (json.compact(usage) != "{}") event.usage = usage;
  return true;
}

bool ResponsesEventReader::State::read_incomplete_details(Value& value) {
  if (!is_object(value)) return json.check(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    return name == "reason" ? json.text_or_nothing(member, event.incomplete_reason) : json.check(member);
  });
}

bool ResponsesEventReader::State::read_number(Value& value, std::optional<std::int64_t>& number) {
  number = text::whole_number(text::StrictJson::token(value));
  return json.check(value);
}

ResponsesEventReader::ResponsesEventReader() : state_(std::make_unique<State>()) {}
ResponsesEventReader::ResponsesEventReader(ResponsesEventReader&&) noexcept = default;
ResponsesEventReader& ResponsesEventReader::operator=(ResponsesEventReader&&) noexcept = default;
ResponsesEventReader::~ResponsesEventReader() = default;

const ResponsesEvent* ResponsesEventReader::read(std::string_view json) {
  return state_->read(json) ? &state_->event : nullptr;
}

UndecodableDelta ResponsesEventReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
