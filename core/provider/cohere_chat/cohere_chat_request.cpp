#include "wiretape/core/provider/cohere_chat/cohere_chat_request.h"

#include <utility>

#include "wiretape/core/provider/cohere_chat/cohere_chat_conversation.h"
#include "wiretape/core/provider/shared/call_target.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view calls_member = "tool_calls";

std::string request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  text::append_json_string(body, request.model);
  body += R"(,"messages":[{"role":"user","content":)";
  text::append_json_string(body, request.prompt);
  body += request.stream ? R"(}],"stream":true})" : R"(}],"stream":false})";
  return body;
}

}  // namespace

CohereChatRequest read_cohere_chat_request(const RequestView& request) {
  const auto body = request.json();
  CohereChatRequest facts;
  std::string buffer;
  facts.model = model_in(body, buffer);
  facts.turn = conversation_turn(body, cohere_chat_conversation, calls_member);
  return facts;
}

std::uint64_t cohere_chat_prompt_tokens(const RequestView& request) {
  return tokens_in_messages(find_member(request.json(), "messages"));
}

bool cohere_chat_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string cohere_chat_render_key(const Reply& reply, const RequestView& request) {
  const auto body = request.json();
  std::string key(cohere_chat_wants_stream(request) ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(cohere_chat_prompt_tokens(request));
  key += turn_in_key(reply, body, cohere_chat_conversation, calls_member);
  std::string buffer;
  if (leaves_ids_open(reply)) key.append(" of ").append(model_in(body, buffer));
  return key;
}

ProviderRequest cohere_chat_call(const CallBase& base, const ChatRequest& request) {
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"authorization", "Bearer " + base.key});
  return {.method = "POST",
          .target = call_target(base, "/v2/chat"),
          .fields = std::move(fields),
          .body = request.body ? *request.body : request_body(request)};
}

}  // namespace wiretape::provider
