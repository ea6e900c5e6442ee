#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_conversation.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view calls_member = "content";

}  // namespace

AnthropicMessagesRequest read_anthropic_messages_request(const RequestView& request) {
  const auto body = request.json();
  AnthropicMessagesRequest facts;
  std::string buffer;
  facts.model = model_in(body, buffer);
  facts.stream = is_true(find_member(body, "stream"));
  facts.turn = conversation_turn(body, anthropic_messages_conversation, calls_member);
  return facts;
}

std::uint64_t anthropic_messages_prompt_tokens(const RequestView& request) {
  const auto body = request.json();
  return tokens_in_content(find_member(body, "system")) + tokens_in_messages(find_member(body, "messages"));
}

bool anthropic_messages_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string anthropic_messages_render_key(const Reply& reply, const RequestView& request) {
  const auto body = request.json();
  std::string key(anthropic_messages_wants_stream(request) ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(anthropic_messages_prompt_tokens(request));
  key += turn_in_key(reply, body, anthropic_messages_conversation, calls_member);
  std::string buffer;
  if (!reply.model) key.append(" of ").append(model_in(body, buffer));
  return key;
}

std::string anthropic_messages_request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  text::append_json_string(body, request.model);
  body += R"(,"max_tokens":4096,"messages":[{"role":"user","content":)";
  text::append_json_string(body, request.prompt);
  body += "}]";
  if (request.stream) body += R"(,"stream":true)";
  body += '}';
  return body;
}

}  // namespace wiretape::provider
