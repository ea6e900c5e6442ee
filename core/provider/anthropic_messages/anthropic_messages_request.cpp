#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"

#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {

AnthropicMessagesRequest read_anthropic_messages_request(const RequestView& request) {
  const auto body = request.json();
  AnthropicMessagesRequest facts;
  const auto model = find_member(body, "model");
  std::string buffer;
  if (model && model->is_text()) facts.model = model->text(buffer);
  facts.stream = is_true(find_member(body, "stream"));
  facts.turn = conversation_turn(find_member(body, "messages"), "content");
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
  const AnthropicMessagesRequest facts = read_anthropic_messages_request(request);
  std::string key(facts.stream ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(anthropic_messages_prompt_tokens(request));
  if (leaves_ids_open(reply) && facts.turn != 0) key += " turn " + std::to_string(facts.turn);
  if (!reply.model) key.append(" of ").append(facts.model);
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
