#include "wiretape/core/provider/ollama/ollama_request.h"

#include <utility>

#include "wiretape/core/provider/ollama/ollama_conversation.h"
#include "wiretape/core/provider/shared/call_target.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view calls_member = "tool_calls";

std::string request_body(const ChatRequest& request, OllamaEndpoint endpoint) {
  const bool is_chat = endpoint == OllamaEndpoint::chat;
  std::string body = R"({"model":)";
  text::append_json_string(body, request.model);
  body += is_chat ? R"(,"messages":[{"role":"user","content":)" : R"(,"prompt":)";
  text::append_json_string(body, request.prompt);
  if (is_chat) body += "}]";
  body += request.stream ? R"(,"stream":true})" : R"(,"stream":false})";
  return body;
}

}  // namespace

OllamaRequest read_ollama_request(const RequestView& request) {
  const auto body = request.json();
  OllamaRequest facts;
  std::string buffer;
  facts.model = model_in(body, buffer);
  facts.turn = conversation_turn(body, ollama_chat_conversation, calls_member);
  return facts;
}

std::uint64_t ollama_prompt_tokens(const RequestView& request, OllamaEndpoint endpoint) {
  const auto body = request.json();
  if (endpoint == OllamaEndpoint::chat) return tokens_in_messages(find_member(body, "messages"));
  return tokens_in_content(find_member(body, "system")) + tokens_in_content(find_member(body, "prompt"));
}

bool ollama_wants_stream(const RequestView& request) {
  return !is_false(find_member(request.json(), "stream"));
}

std::string ollama_render_key(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint) {
  const auto body = request.json();
  std::string key(ollama_wants_stream(request) ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(ollama_prompt_tokens(request, endpoint));
  key += turn_in_key(reply, body, ollama_chat_conversation, calls_member);
  std::string buffer;
  if (!reply.model) key.append(" of ").append(model_in(body, buffer));
  return key;
}

ProviderRequest ollama_call(const CallBase& base, const ChatRequest& request, OllamaEndpoint endpoint) {
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"authorization", "Bearer " + base.key});
  return {.method = "POST",
          .target = call_target(base, endpoint == OllamaEndpoint::chat ? "/api/chat" : "/api/generate"),
          .fields = std::move(fields),
          .body = request.body ? *request.body : request_body(request, endpoint)};
}

}  // namespace wiretape::provider
