#include "wiretape/core/provider/gemini/gemini_conversation.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/conversation_sketch.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;
using Found = std::optional<text::JsonValue>;

constexpr std::string_view contents_member = "contents";
constexpr std::string_view answer_role = "model";

Found either(const Found& object, std::string_view name, std::string_view other_name) {
  const auto value = find_member(object, name);
  return value ? value : find_member(object, other_name);
}

Found result_in(const text::JsonValue& part) {
  return either(part, "functionResponse", "function_response");
}

bool is_answer(const text::JsonValue& content) {
  return member_says(content, "role", answer_role);
}

// Of its parts that are text and no thoughts.
std::string text_of_parts(const Found& parts) {
  std::string all;
  bool is_first = true;
  if (!parts) return all;
  for (const text::JsonValue part : parts->elements()) {
    const auto text = part.member("text");
    if (!text || !text->is_text() || is_true(part.member("thought"))) continue;
    if (!std::exchange(is_first, false)) all += '\n';
    all += text_of(text);
  }
  return all;
}

SaidMessage said(const text::JsonValue& content) {
  const auto role = content.member("role");
  return {.role = role ? text_of(role) : "user", .text = text_of_parts(content.member("parts"))};
}

std::string text_of_response(const Found& response) {
  for (const std::string_view name : {"result", "output", "error"}) {
    const auto text = find_member(response, name);
    if (text && text->is_text()) return text_of(text);
  }
  return response ? std::string(response->written()) : "";
}

std::vector<ToolResult> results(const text::JsonValue& content) {
  std::vector<ToolResult> all;
  const auto parts = content.member("parts");
  if (!parts) return all;
  for (const text::JsonValue part : parts->elements()) {
    const auto result = result_in(part);
    if (!result) continue;
    all.push_back({.id = text_of(result->member("id")),
                   .name = text_of(result->member("name")),
                   .text = text_of_response(result->member("response"))});
  }
  return all;
}

std::optional<std::string> tool_called(const text::JsonValue& content, std::string_view id) {
  const auto parts = content.member("parts");
  if (!parts) return std::nullopt;
  for (const text::JsonValue part : parts->elements()) {
    const auto call = either(part, "functionCall", "function_call");
    if (call && member_says(*call, "id", id)) return text_of(call->member("name"));
  }
  return std::nullopt;
}

std::optional<std::string> system(const text::JsonValue& request) {
  const auto instruction = either(request, "systemInstruction", "system_instruction");
  if (!instruction) return std::nullopt;
  return instruction->is_text() ? text_of(instruction) : text_of_parts(instruction->member("parts"));
}

// `visit(declaration)` for each function that is offered, until it says true.
template <class Visit>
void each_declaration(const text::JsonValue& request, Visit visit) {
  const auto tools = request.member("tools");
  if (!tools) return;
  for (const text::JsonValue tool : tools->elements()) {
    const auto declarations = either(tool, "functionDeclarations", "function_declarations");
    if (!declarations) continue;
    for (const text::JsonValue declaration : declarations->elements()) {
      if (visit(declaration)) return;
    }
  }
}

std::vector<std::string> tools(const text::JsonValue& request) {
  std::vector<std::string> names;
  each_declaration(request, [&](const text::JsonValue& declaration) {
    names.push_back(text_of(declaration.member("name")));
    return false;
  });
  return names;
}

// Google's own schemas, after OpenAPI's, write types in capitals.
void write_types_small(ordered_json& schema) {
  if (!schema.is_structured()) return;
  for (auto& [name, value] : schema.items()) {
    if (name == "type" && value.is_string()) {
      auto type = value.get<std::string>();
      std::ranges::transform(type, type.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
      });
      value = type;
    } else {
      write_types_small(value);
    }
  }
}

std::optional<std::string> schema_of(const Found& json_schema, const Found& own_schema) {
  if (json_schema || !own_schema) return written_of(json_schema);
  auto schema = text::parse_bounded_json<ordered_json>(own_schema->written());
  if (!schema) return std::nullopt;
  write_types_small(*schema);
  return text::write_json(*schema);
}

std::optional<std::string> arguments_schema(const text::JsonValue& request, std::string_view tool) {
  std::optional<std::string> schema;
  each_declaration(request, [&](const text::JsonValue& declaration) {
    if (!member_says(declaration, "name", tool)) return false;
    schema = schema_of(either(declaration, "parametersJsonSchema", "parameters_json_schema"),
                       declaration.member("parameters"));
    return true;
  });
  return schema;
}

/// JSON without a schema is an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto config = either(request, "generationConfig", "generation_config");
  if (auto schema = schema_of(either(config, "responseJsonSchema", "response_json_schema"),
                              either(config, "responseSchema", "response_schema")))
    return schema;
  const auto type = either(config, "responseMimeType", "response_mime_type");
  return type && type->says("application/json") ? std::optional<std::string>(R"({"type":"object"})") : std::nullopt;
}

ordered_json with_id(ordered_json json, const std::string& id) {
  if (!id.empty()) json["id"] = id;
  return json;
}

ordered_json content_json(const SketchedMessage& message) {
  auto parts = ordered_json::array();
  for (const auto& result : message.results) {
    const ordered_json json{{"name", result.name}, {"response", {{"result", result.text}}}};
    parts.push_back({{"functionResponse", with_id(json, result.id)}});
  }
  const bool repeats_result = !message.results.empty() && message.text == message.results.back().text;
  if (!message.text.empty() && !repeats_result) parts.push_back({{"text", message.text}});
  for (const auto& call : message.calls) {
    const ordered_json json{{"name", call.name}, {"args", ordered_json::object()}};
    parts.push_back({{"functionCall", with_id(json, call.id)}});
  }
  const std::string usual_role(message.is_answer ? answer_role : "user");
  return {{"role", message.role.value_or(usual_role)}, {"parts", std::move(parts)}};
}

std::string request_members(const ConversationSketch& sketch) {
  ordered_json members = ordered_json::object();
  if (sketch.system) members["systemInstruction"]["parts"].push_back({{"text", *sketch.system}});
  members[std::string(contents_member)] = ordered_json::array();
  for (const auto& message : sketch.messages)
    members[std::string(contents_member)].push_back(content_json(message));
  auto declarations = ordered_json::array();
  for (const auto& name : sketch.tools)
    declarations.push_back({{"name", name}, {"parameters", {{"type", "OBJECT"}}}});
  if (!declarations.empty()) members["tools"].push_back({{"functionDeclarations", std::move(declarations)}});
  return text::write_json(members);
}

}  // namespace

constinit const DialectConversation gemini_conversation{
    .messages = contents_member,
    .answer_role = answer_role,
    .is_answer = is_answer,
    .said = said,
    .results = results,
    .tool_called = tool_called,
    .system = system,
    .tools = tools,
    .arguments_schema = arguments_schema,
    .answer_schema = answer_schema,
    .request_members = request_members,
};

}  // namespace wiretape::provider
