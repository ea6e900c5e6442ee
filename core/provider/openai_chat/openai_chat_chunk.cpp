#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "wiretape/core/provider/shared/errors/failure.h"
#include "wiretape/core/provider/shared/errors/json_error.h"
#include "wiretape/core/provider/shared/json_finish.h"
#include "wiretape/core/text/json/holds_text.h"
#include "wiretape/core/text/json/last_members.h"
#include "wiretape/core/text/json/strict_json.h"
#include "wiretape/core/text/json/whole_number.h"

// The shape that is read. Members that are not named here say nothing to a client and are only checked, but for texts
// in a delta, which must be content of a kind that is not known. null is the same as absent everywhere, and in the
// place of an object or an array so is any empty value: PHP writes an empty object as [], Lua an empty array as {}.
//
//   chunk   { id, model, object, choices: [choice], usage, x_groq: {usage, error}, error, message, detail, type, code }
//   choice  { index, delta | message: delta, finish_reason, usage, error }
//   delta   { content: text | part | [part], refusal, reasoning_content | reasoning | reasoning_details: [{text |
//   summary}],
//             tool_calls: [call], function_call: function, audio: {transcript}, error }
//   part    text | { type, text | thinking | reasoning | summary | refusal: text | [part] }
//   call    { index, id, function | custom: function }
//   function { name, arguments | input }
//   error   text | { message, type, code }

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;
using Kind = ChatPiece::Kind;

// What a delta says of reasoning. Hosts send the same text under several names: only the first that is there counts.
struct Reasoning {
  std::string_view reasoning_content;
  std::string_view reasoning;
  std::vector<std::string_view> details;
};

// What a choice says beside its delta.
struct ChoiceMembers {
  std::uint32_t index = 0;
  std::string_view finish_reason;
  bool has_text_elsewhere = false;  // under a name that hosts give to content
  bool has_unknown = false;         // texts in members of which nothing is known
  std::size_t message_begin = 0;
  std::size_t message_end = 0;
  bool has_delta = false;
  bool has_message = false;
};

// Members of a delta that hold texts, and no content.
constexpr auto harmless_in_delta = std::to_array<std::string_view>({
    "role",
    "channel",
    "annotations",
    "obfuscation",
    "p",
    "padding",
    "name",
    "id",
    "index",
    "type",
    "object",
    "model",
    "status",
    "created_at",
    "finish_reason",
    "stop_reason",
    "logprobs",
    "token_id",
    "token_ids",
    "citations",
    "search_results",
    "executed_tools",
    "provider_metadata",
    "provider_specific_fields",
    "thinking_blocks",
    "reasoning_signature",
    "thinking_signature",
    "signature",
    "encrypted_content",
    "extra_content",
    "cache_control",
    "content_filter_results",
    "usage",
    "context",
    "tool_call_id",
    "metadata",
});

// Members of a choice without a delta or a message that hold texts, and no content.
constexpr auto harmless_in_choice = std::to_array<std::string_view>({
    "role",
    "id",
    "type",
    "object",
    "name",
    "status",
    "logprobs",
    "stop_reason",
    "matched_stop",
    "finish_details",
    "native_finish_reason",
    "content_filter_results",
    "content_filter_result",
    "content_filter_offsets",
    "content_filter_raw",
    "metadata",
    "provider_specific_fields",
});

constexpr auto harmless_in_part = std::to_array<std::string_view>({
    "type",
    "id",
    "index",
    "signature",
    "encrypted_content",
    "annotations",
    "citations",
    "cache_control",
    "format",
    "logprobs",
    "status",
    "role",
    "name",
    "title",
});

constexpr auto harmless_in_call = std::to_array<std::string_view>({
    "type",
    "id",
    "index",
    "status",
    "extra_content",
    "signature",
    "thought_signature",
    "provider_specific_fields",
    "description",
    "metadata",
    "cache_control",
    "parsed_arguments",
});

// Whether a choice that says nothing in a place that is known says something elsewhere.
bool says_unknown(const ChoiceMembers& choice) {
  return choice.has_text_elsewhere || (choice.has_unknown && !choice.has_delta && !choice.has_message);
}

bool is_null(std::string_view token) {
  return token == "null";
}

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

struct ChatChunkReader::State {
  bool read_once(std::string_view text);
  bool read(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_object_word(std::string_view name, Value& value);
  bool read_choices(Value& value);
  bool read_choice(Value& value);
  bool read_choice_member(std::string_view name, Value& value, ChoiceMembers& choice);
  bool read_choice_index(Value& value, std::uint32_t& index);
  bool read_message(Value& value, ChoiceMembers& choice);
  void mark_message(const ChoiceMembers& choice);
  bool read_delta(Value& value, bool& is_there);
  bool read_delta_member(std::string_view name, Value& value);
  bool read_audio(Value& value);
  bool read_reasoning_details(Value& value);
  void insert_reasoning(std::size_t at);
  bool read_content(Value& value);
  bool read_part(Value& value);
  bool read_part_text(Value& value, Kind kind);
  bool read_tool_calls(Value& value);
  bool read_tool_call(Value& value);
  bool read_function(Value& value, ChatPiece& call);
  bool read_usage(Value& value);
  bool read_groq(Value& value);
  bool read_text(Value& value, Kind kind);
  bool read_known_text(Value& value, std::string_view& text);
  bool check_unknown(Value& value);
  bool find_text(Value& value, bool& is_there);
  bool check_empty(Value& value, std::string_view what);
  void add(Kind kind, std::string_view text);

  text::StrictJson json;
  ChatChunk chunk;
  Reasoning reasoning;
  bool has_unknown = false;  // in the delta that is read
  std::string rewritten;     // a text that named members twice, without all but the last of them
};

bool ChatChunkReader::State::read(std::string_view text) {
  if (!read_once(text)) return false;
  if (!json.repeats_names()) return true;
  rewritten = text::keep_last_members(json.written());
  return read_once(rewritten);
}

bool ChatChunkReader::State::read_once(std::string_view text) {
  chunk.id = {};
  chunk.model = {};
  chunk.has_choices = false;
  chunk.has_message = false;
  chunk.pieces.clear();
  chunk.usage = {};
  chunk.error.reset();
  chunk.bare_error = {};
  chunk.names_itself_error = false;
  chunk.may_fail = false;
  const auto on_member = [this](std::string_view name, Value& value) { return read_member(name, value); };
  if (!json.read_object(text, on_member)) return false;
  chunk.written = json.written();
  chunk.bare_error.json = chunk.written;
  return true;
}

bool ChatChunkReader::State::read_member(std::string_view name, Value& value) {
  if (name == "choices") return read_choices(value);
  if (name == "id") return json.as_text(value, chunk.id);
  if (name == "model") return json.as_text(value, chunk.model);
  if (name == "usage") return read_usage(value);
  if (name == "x_groq") return read_groq(value);
  if (name == "error") return read_json_error(json, value, chunk.error);
  if (name == "object" || name == "type") return read_object_word(name, value);
  chunk.may_fail = chunk.may_fail || may_say_failure(name);
  return read_json_error_member(json, name, value, chunk.bare_error);
}

bool ChatChunkReader::State::read_object_word(std::string_view name, Value& value) {
  std::string_view word;
  if (!json.as_text(value, word)) return false;
  if (name == "type") chunk.bare_error.type = word;
  chunk.names_itself_error = chunk.names_itself_error || word == "error";
  return true;
}

bool ChatChunkReader::State::read_choices(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  if (token != "[") return check_empty(value, "`choices` is not an array");
  return json.each_element(value, [this](Value& choice) { return read_choice(choice); });
}

bool ChatChunkReader::State::read_choice(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  if (token != "{") return json.wrong_shape("a choice is not an object", value);
  chunk.has_choices = true;
  const std::size_t begin = chunk.pieces.size();
  ChoiceMembers choice;
  const auto on_member = [&](std::string_view name, Value& member) { return read_choice_member(name, member, choice); };
  std::string_view written;
  if (!json.each_field(value, on_member)) return false;
  chunk.has_message = chunk.has_message || choice.has_message;
  mark_message(choice);
  if (chunk.pieces.size() == begin && says_unknown(choice)) {
    if (!json.written_from(token, written)) return false;
    add(Kind::unknown, written);
  }
  add(Kind::finish, choice.finish_reason);
  for (std::size_t place = begin; place < chunk.pieces.size(); ++place)
    chunk.pieces[place].choice = choice.index;
  return true;
}

bool ChatChunkReader::State::read_choice_member(std::string_view name, Value& value, ChoiceMembers& choice) {
  if (name == "delta") return read_delta(value, choice.has_delta);
  if (name == "index") return read_choice_index(value, choice.index);
  if (name == "finish_reason") return read_finish_reason(json, value, choice.finish_reason, chunk.error);
  if (name == "message") return read_message(value, choice);
  if (name == "usage") return read_usage(value);
  if (name == "error") return read_json_error(json, value, chunk.error);
  if (name == "text" || name == "content" || name == "messages") return find_text(value, choice.has_text_elsewhere);
  return is_one_of(harmless_in_choice, name) ? json.check(value) : find_text(value, choice.has_unknown);
}

bool ChatChunkReader::State::read_message(Value& value, ChoiceMembers& choice) {
  choice.message_begin = chunk.pieces.size();
  const bool sound = read_delta(value, choice.has_message);
  choice.message_end = chunk.pieces.size();
  return sound;
}

void ChatChunkReader::State::mark_message(const ChoiceMembers& choice) {
  for (std::size_t place = choice.message_begin; place < choice.message_end; ++place) {
    chunk.pieces[place].of_message = true;
    chunk.pieces[place].beside_delta = choice.has_delta;
  }
}

// Bounded, and never taken for another choice's: text of unknown place is worse than none.
bool ChatChunkReader::State::read_choice_index(Value& value, std::uint32_t& index) {
  const std::string_view token = text::StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  const auto number = text::whole_number(token).value_or(-1);
  if (number < 0 || number >= most_choices) {
    return json.wrong_shape("a choice's index is not a whole number below 1024", value);
  }
  index = static_cast<std::uint32_t>(number);
  return json.check(value);
}

bool ChatChunkReader::State::read_delta(Value& value, bool& is_there) {
  const std::string_view token = text::StrictJson::token(value);
  if (token != "{") return check_empty(value, "`delta` is not an object");
  const std::size_t begin = chunk.pieces.size();
  is_there = true;
  has_unknown = false;
  reasoning.reasoning_content = {};
  reasoning.reasoning = {};
  reasoning.details.clear();
  const auto on_member = [this](std::string_view name, Value& member) { return read_delta_member(name, member); };
  if (!json.each_field(value, on_member)) return false;
  insert_reasoning(begin);
  std::string_view written;
  if (has_unknown && !json.written_from(token, written)) return false;
  add(Kind::unknown, written);
  return true;
}

bool ChatChunkReader::State::read_delta_member(std::string_view name, Value& value) {
  if (name == "content") return read_content(value);
  if (name == "tool_calls") return read_tool_calls(value);
  if (name == "reasoning_content") return read_known_text(value, reasoning.reasoning_content);
  if (name == "reasoning") return read_known_text(value, reasoning.reasoning);
  if (name == "reasoning_details") return read_reasoning_details(value);
  if (name == "refusal") return read_text(value, Kind::refusal);
  if (name == "error") return read_json_error(json, value, chunk.error);
  if (name == "audio") return read_audio(value);
  if (name == "function_call") {
    ChatPiece call{.kind = Kind::tool_call, .text = {}, .id = {}, .name = {}, .index = legacy_function_call};
    if (!read_function(value, call)) return false;
    chunk.pieces.push_back(call);
    return true;
  }
  return is_one_of(harmless_in_delta, name) ? json.check(value) : check_unknown(value);
}

// What was said is text; the sound itself is content that only its raw JSON has.
bool ChatChunkReader::State::read_audio(Value& value) {
  if (text::StrictJson::token(value) != "{") return check_unknown(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "transcript") return read_text(member, Kind::text);
    return name == "id" || name == "format" ? json.check(member) : check_unknown(member);
  });
}

// Encrypted reasoning stands beside its text, if there is any, and says nothing by itself.
bool ChatChunkReader::State::read_reasoning_details(Value& value) {
  if (text::StrictJson::token(value) != "[") return check_unknown(value);
  return json.each_element(value, [this](Value& detail) {
    if (text::StrictJson::token(detail) != "{") return check_unknown(detail);
    return json.each_field(detail, [this](std::string_view name, Value& member) {
      if (name != "text" && name != "summary") return json.check(member);
      std::string_view text;
      if (!read_known_text(member, text)) return false;
      if (!text.empty()) reasoning.details.push_back(text);
      return true;
    });
  });
}

// Reasoning goes before the text that it led to, wherever it stands in the delta.
void ChatChunkReader::State::insert_reasoning(std::size_t at) {
  const auto end = static_cast<std::ptrdiff_t>(chunk.pieces.size());
  if (!reasoning.reasoning_content.empty()) {
    add(Kind::reasoning, reasoning.reasoning_content);
  } else if (!reasoning.reasoning.empty()) {
    add(Kind::reasoning, reasoning.reasoning);
  } else {
    for (const std::string_view text : reasoning.details)
      add(Kind::reasoning, text);
  }
  const auto begin = chunk.pieces.begin();
  std::rotate(begin + static_cast<std::ptrdiff_t>(at), begin + end, chunk.pieces.end());
}

bool ChatChunkReader::State::read_content(Value& value) {
  switch (text::StrictJson::token(value).front()) {
    case '"':
      return read_text(value, Kind::text);
    case '{':
      return read_part(value);
    case '[':
      return json.each_element(value, [this](Value& part) { return read_part(part); });
    case 'n':
    case 'f':
      return json.check(value);
    default:
      return json.wrong_shape("`content` is neither text nor parts", value);
  }
}

// What a part's members are named says what they hold; its `type` matters only where that is "reasoning".
bool ChatChunkReader::State::read_part(Value& value) {
  const std::string_view token = text::StrictJson::token(value);
  if (token.front() == '"') return read_part_text(value, Kind::text);
  if (token != "{") return check_unknown(value);
  const std::size_t begin = chunk.pieces.size();
  std::string_view type;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, type);
    if (name == "text") return read_part_text(member, Kind::text);
    if (name == "thinking" || name == "reasoning" || name == "summary") return read_part_text(member, Kind::reasoning);
    if (name == "refusal") return read_part_text(member, Kind::refusal);
    return is_one_of(harmless_in_part, name) ? json.check(member) : check_unknown(member);
  };
  if (!json.each_field(value, on_member)) return false;
  if (type == "reasoning") {
    for (std::size_t place = begin; place < chunk.pieces.size(); ++place)
      chunk.pieces[place].kind = Kind::reasoning;
  }
  return true;
}

// A text, or an array of objects that hold a piece of it each.
bool ChatChunkReader::State::read_part_text(Value& value, Kind kind) {
  if (text::StrictJson::token(value) != "[") return read_text(value, kind);
  return json.each_element(value, [&](Value& element) {
    if (text::StrictJson::token(element) != "{") return read_text(element, kind);
    return json.each_field(element, [&](std::string_view name, Value& member) {
      if (name == "text") return read_text(member, kind);
      return is_one_of(harmless_in_part, name) ? json.check(member) : check_unknown(member);
    });
  });
}

bool ChatChunkReader::State::read_tool_calls(Value& value) {
  if (text::StrictJson::token(value) != "[") return check_empty(value, "`tool_calls` is not an array");
  return json.each_element(value, [this](Value& call) { return read_tool_call(call); });
}

bool ChatChunkReader::State::read_tool_call(Value& value) {
  if (text::StrictJson::token(value) != "{") return json.wrong_shape("a tool call is not an object", value);
  ChatPiece call{.kind = Kind::tool_call, .text = {}, .id = {}, .name = {}, .index = {}};
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "function" || name == "custom") return read_function(member, call);
    if (name == "id") return json.as_text(member, call.id);
    if (name == "index") call.index = text::whole_number(text::StrictJson::token(member));
    return is_one_of(harmless_in_call, name) ? json.check(member) : check_unknown(member);
  };
  if (!json.each_field(value, on_member)) return false;
  chunk.pieces.push_back(call);
  return true;
}

// Arguments are JSON text; hosts that send them as an object get the text that the others would have sent.
bool ChatChunkReader::State::read_function(Value& value, ChatPiece& call) {
  if (text::StrictJson::token(value) != "{") return check_empty(value, "a tool call's function is not an object");
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name == "name") return json.as_text(member, call.name);
    if (name == "arguments" || name == "input") {
      const char first = text::StrictJson::token(member).front();
      if (first == '"') return json.text_piece(member, call.text);
      if (!json.as_text(member, call.text)) return false;
      if (first == '{' || first == '[') call.text = json.compact(call.text);
      return true;
    }
    return is_one_of(harmless_in_call, name) ? json.check(member) : check_unknown(member);
  });
}

// `{}` is what some gateways send with every chunk, and must not replace a usage that says something.
bool ChatChunkReader::State::read_usage(Value& value) {
  if (text::StrictJson::token(value) != "{") return json.check(value);
  std::string_view usage;
  if (!json.capture(value, usage)) return false;
  const bool has_members = usage.find('"') != std::string_view::npos;
  if (has_members) chunk.usage = usage;
  return true;
}

bool ChatChunkReader::State::read_groq(Value& value) {
  if (text::StrictJson::token(value) != "{") return json.check(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    if (name == "error") return read_json_error(json, member, chunk.error);
    return name == "usage" ? read_usage(member) : json.check(member);
  });
}

// A text of the answer; of any other value what it holds is not known.
bool ChatChunkReader::State::read_text(Value& value, Kind kind) {
  std::string_view text;
  if (!read_known_text(value, text)) return false;
  add(kind, text);
  return true;
}

bool ChatChunkReader::State::read_known_text(Value& value, std::string_view& text) {
  return text::StrictJson::token(value).front() == '"' ? json.text_piece(value, text) : check_unknown(value);
}

// A value of which nothing is known. Texts in it are content, and must not get lost without a sign.
bool ChatChunkReader::State::check_unknown(Value& value) {
  return find_text(value, has_unknown);
}

bool ChatChunkReader::State::find_text(Value& value, bool& is_there) {
  std::string_view written;
  if (!json.capture(value, written)) return false;
  is_there = is_there || text::holds_text(written);
  return true;
}

bool ChatChunkReader::State::check_empty(Value& value, std::string_view what) {
  const auto refuse = [&](Value& inside) { return json.wrong_shape(what, inside); };
  const std::string_view token = text::StrictJson::token(value);
  if (token == "[") return json.each_element(value, refuse);
  if (token == "{") return json.each_field(value, [&](std::string_view, Value& member) { return refuse(member); });
  return is_null(token) || token == "false" || token == R"("")" ? json.check(value) : refuse(value);
}

// Filled in place: a piece built beside and copied in would stall on its own stores.
void ChatChunkReader::State::add(Kind kind, std::string_view text) {
  if (text.empty()) return;
  ChatPiece& piece = chunk.pieces.emplace_back();
  piece.kind = kind;
  piece.text = text;
}

ChatChunkReader::ChatChunkReader() : state_(std::make_unique<State>()) {}
ChatChunkReader::ChatChunkReader(ChatChunkReader&&) noexcept = default;
ChatChunkReader& ChatChunkReader::operator=(ChatChunkReader&&) noexcept = default;
ChatChunkReader::~ChatChunkReader() = default;

const ChatChunk* ChatChunkReader::read(std::string_view json) {
  return state_->read(json) ? &state_->chunk : nullptr;
}

UndecodableDelta ChatChunkReader::failure() const {
  return {state_->json.failure().what, state_->json.failure().offset};
}

}  // namespace wiretape::provider
