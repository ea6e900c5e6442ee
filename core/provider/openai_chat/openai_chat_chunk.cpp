#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"

#include <charconv>
#include <cstddef>
#include <string>

#include "wiretape/core/provider/shared/json_error.h"
#include "wiretape/core/text/strict_json.h"

// The shape that is read. Members that are not named here say nothing to a client and are only checked; null is the
// same as absent everywhere.
//
//   chunk   { id, model, object, choices: [choice], usage, x_groq: {usage}, error, message, detail, type, code }
//   choice  { index, delta | message: delta, finish_reason, usage, error }
//   delta   { content: text | part | [part], refusal, reasoning_content | reasoning | reasoning_details: [{text |
//   summary}],
//             tool_calls: [call], function_call: function }
//   part    text | { type, text | thinking | reasoning | summary | refusal: text | [part] }
//   call    { index, id, function | custom: function }
//   function { name, arguments | input }
//   error   text | { message, type, code }

namespace wiretape::provider {
namespace {

using Value = StrictJson::Value;
using Kind = ChatPiece::Kind;

constexpr std::uint32_t most_choices = 1024;  // see delta.h

// What a delta says of reasoning. Hosts send the same text under several names: only the first that is there counts.
struct Reasoning {
  std::string_view reasoning_content;
  std::string_view reasoning;
  std::vector<std::string_view> details;
};

bool is_null(std::string_view token) {
  return token == "null";
}

}  // namespace

struct ChatChunkReader::State {
  bool read(std::string_view text);
  bool read_member(std::string_view name, Value& value);
  bool read_choices(Value& value);
  bool read_choice(Value& value);
  bool read_choice_index(Value& value, std::uint32_t& index);
  bool read_delta(Value& value);
  bool read_delta_member(std::string_view name, Value& value);
  bool read_reasoning_details(Value& value);
  void insert_reasoning(std::size_t at);
  bool read_content(Value& value);
  bool read_part(Value& value);
  bool read_part_text(Value& value, Kind kind);
  bool read_tool_calls(Value& value);
  bool read_tool_call(Value& value);
  bool read_function(Value& value, ChatPiece& call);
  bool read_usage(Value& value);
  bool read_usage_inside(Value& value);
  void add(Kind kind, std::string_view text);

  StrictJson json;
  ChatChunk chunk;
  Reasoning reasoning;
};

bool ChatChunkReader::State::read(std::string_view text) {
  chunk.id = {};
  chunk.model = {};
  chunk.has_choices = false;
  chunk.pieces.clear();
  chunk.usage = {};
  chunk.error.reset();
  chunk.bare_error = {};
  chunk.names_itself_error = false;
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
  if (name == "x_groq") return read_usage_inside(value);
  if (name == "error") return read_json_error(json, value, chunk.error);
  if (name == "object") {
    std::string_view object;
    if (!json.as_text(value, object)) return false;
    chunk.names_itself_error = object == "error";
    return true;
  }
  return read_json_error_member(json, name, value, chunk.bare_error);
}

bool ChatChunkReader::State::read_choices(Value& value) {
  const std::string_view token = StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  if (token != "[") return json.wrong_shape("`choices` is not an array", value);
  chunk.has_choices = true;
  return json.each_element(value, [this](Value& choice) { return read_choice(choice); });
}

bool ChatChunkReader::State::read_choice(Value& value) {
  if (StrictJson::token(value) != "{") return json.wrong_shape("a choice is not an object", value);
  const std::size_t begin = chunk.pieces.size();
  std::size_t message_end = begin;  // a chunk may hold the message so far beside its delta: then only the delta counts
  bool has_delta = false;
  std::uint32_t index = 0;
  std::string_view finish_reason;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "delta") {
      has_delta = has_delta || !is_null(StrictJson::token(member));
      return read_delta(member);
    }
    if (name == "index") return read_choice_index(member, index);
    if (name == "finish_reason") return json.as_text(member, finish_reason);
    if (name == "message") {
      if (has_delta) return json.check(member);
      const bool sound = read_delta(member);
      message_end = chunk.pieces.size();
      return sound;
    }
    if (name == "usage") return read_usage(member);
    if (name == "error") return read_json_error(json, member, chunk.error);
    return json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  auto& pieces = chunk.pieces;
  const auto at = [&](std::size_t place) { return pieces.begin() + static_cast<std::ptrdiff_t>(place); };
  if (has_delta) pieces.erase(at(begin), at(message_end));
  add(Kind::finish, finish_reason);
  for (std::size_t place = begin; place < pieces.size(); ++place)
    pieces[place].choice = index;
  return true;
}

// Bounded, and never taken for another choice's: text of unknown place is worse than none.
bool ChatChunkReader::State::read_choice_index(Value& value, std::uint32_t& index) {
  const std::string_view token = StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc{} || end != token.data() + token.size() || index >= most_choices) {
    return json.wrong_shape("a choice's index is not a whole number below 1024", value);
  }
  return json.check(value);
}

bool ChatChunkReader::State::read_delta(Value& value) {
  const std::string_view token = StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  if (token != "{") return json.wrong_shape("`delta` is not an object", value);
  const std::size_t begin = chunk.pieces.size();
  reasoning.reasoning_content = {};
  reasoning.reasoning = {};
  reasoning.details.clear();
  const auto on_member = [this](std::string_view name, Value& member) { return read_delta_member(name, member); };
  if (!json.each_field(value, on_member)) return false;
  insert_reasoning(begin);
  return true;
}

bool ChatChunkReader::State::read_delta_member(std::string_view name, Value& value) {
  if (name == "content") return read_content(value);
  if (name == "tool_calls") return read_tool_calls(value);
  if (name == "reasoning_content") return json.text_or_nothing(value, reasoning.reasoning_content);
  if (name == "reasoning") return json.text_or_nothing(value, reasoning.reasoning);
  if (name == "reasoning_details") return read_reasoning_details(value);
  if (name == "refusal") {
    std::string_view refusal;
    if (!json.text_or_nothing(value, refusal)) return false;
    add(Kind::refusal, refusal);
    return true;
  }
  if (name == "function_call") {
    ChatPiece call{.kind = Kind::tool_call, .text = {}, .id = {}, .name = {}, .index = legacy_function_call};
    if (!read_function(value, call)) return false;
    chunk.pieces.push_back(call);
    return true;
  }
  return json.check(value);
}

bool ChatChunkReader::State::read_reasoning_details(Value& value) {
  if (StrictJson::token(value) != "[") return json.check(value);
  return json.each_element(value, [this](Value& detail) {
    if (StrictJson::token(detail) != "{") return json.check(detail);
    return json.each_field(detail, [this](std::string_view name, Value& member) {
      if (name != "text" && name != "summary") return json.check(member);
      std::string_view text;
      if (!json.text_or_nothing(member, text)) return false;
      if (!text.empty()) reasoning.details.push_back(text);
      return true;
    });
  });
}

// Reasoning goes before the text that it led to, wherever it stands in the delta.
void ChatChunkReader::State::insert_reasoning(std::size_t at) {
  const auto insert = [&](std::string_view text) {
    const ChatPiece piece{.kind = Kind::reasoning, .text = text, .id = {}, .name = {}, .index = {}};
    chunk.pieces.insert(chunk.pieces.begin() + static_cast<std::ptrdiff_t>(at++), piece);
  };
  if (!reasoning.reasoning_content.empty()) {
    insert(reasoning.reasoning_content);
  } else if (!reasoning.reasoning.empty()) {
    insert(reasoning.reasoning);
  } else {
    for (const std::string_view text : reasoning.details)
      insert(text);
  }
}

bool ChatChunkReader::State::read_content(Value& value) {
  switch (StrictJson::token(value).front()) {
    case '"': {
      std::string_view text;
      if (!json.text(value, text)) return false;
      add(Kind::text, text);
      return true;
    }
    case '{':
      return read_part(value);
    case '[':
      return json.each_element(value, [this](Value& part) { return read_part(part); });
    case 'n':
      return json.check(value);
    default:
      return json.wrong_shape("`content` is neither text nor parts", value);
  }
}

// What a part's members are named says what they hold; its `type` matters only where that is "reasoning".
bool ChatChunkReader::State::read_part(Value& value) {
  const std::string_view token = StrictJson::token(value);
  if (token.front() == '"') return read_part_text(value, Kind::text);
  if (token != "{") return json.check(value);
  const std::size_t begin = chunk.pieces.size();
  std::string_view type;
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "type") return json.as_text(member, type);
    if (name == "text") return read_part_text(member, Kind::text);
    if (name == "thinking" || name == "reasoning" || name == "summary") return read_part_text(member, Kind::reasoning);
    if (name == "refusal") return read_part_text(member, Kind::refusal);
    return json.check(member);
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
  const auto read_piece = [&](Value& piece) {
    std::string_view text;
    if (!json.text_or_nothing(piece, text)) return false;
    add(kind, text);
    return true;
  };
  if (StrictJson::token(value) != "[") return read_piece(value);
  return json.each_element(value, [&](Value& element) {
    if (StrictJson::token(element) != "{") return read_piece(element);
    return json.each_field(element, [&](std::string_view name, Value& member) {
      return name == "text" ? read_piece(member) : json.check(member);
    });
  });
}

bool ChatChunkReader::State::read_tool_calls(Value& value) {
  const std::string_view token = StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  if (token != "[") return json.wrong_shape("`tool_calls` is not an array", value);
  return json.each_element(value, [this](Value& call) { return read_tool_call(call); });
}

bool ChatChunkReader::State::read_tool_call(Value& value) {
  if (StrictJson::token(value) != "{") return json.wrong_shape("a tool call is not an object", value);
  ChatPiece call{.kind = Kind::tool_call, .text = {}, .id = {}, .name = {}, .index = {}};
  const auto on_member = [&](std::string_view name, Value& member) {
    if (name == "function" || name == "custom") return read_function(member, call);
    if (name == "id") return json.as_text(member, call.id);
    if (name == "index") {
      const std::string_view token = StrictJson::token(member);
      std::int64_t index = 0;
      const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
      if (error == std::errc{} && end == token.data() + token.size()) call.index = index;
    }
    return json.check(member);
  };
  if (!json.each_field(value, on_member)) return false;
  chunk.pieces.push_back(call);
  return true;
}

// Arguments are JSON text; hosts that send them as an object get the text that the others would have sent.
bool ChatChunkReader::State::read_function(Value& value, ChatPiece& call) {
  const std::string_view token = StrictJson::token(value);
  if (is_null(token)) return json.check(value);
  if (token != "{") return json.wrong_shape("a tool call's function is not an object", value);
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name == "name") return json.as_text(member, call.name);
    if (name == "arguments" || name == "input") {
      const bool is_container = StrictJson::token(member).front() == '{' || StrictJson::token(member).front() == '[';
      if (!json.as_text(member, call.text)) return false;
      if (is_container) call.text = json.compact(call.text);
      return true;
    }
    return json.check(member);
  });
}

// `{}` is what some gateways send with every chunk, and must not replace a usage that says something.
bool ChatChunkReader::State::read_usage(Value& value) {
  if (StrictJson::token(value) != "{") return json.check(value);
  std::string_view usage;
  if (!json.capture(value, usage)) return false;
  const bool has_members = usage.find('"') != std::string_view::npos;
  if (has_members) chunk.usage = usage;
  return true;
}

bool ChatChunkReader::State::read_usage_inside(Value& value) {
  if (StrictJson::token(value) != "{") return json.check(value);
  return json.each_field(value, [this](std::string_view name, Value& member) {
    return name == "usage" ? read_usage(member) : json.check(member);
  });
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
