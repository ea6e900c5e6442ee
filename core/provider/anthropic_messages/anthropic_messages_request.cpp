#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json_text.h"

namespace wiretape::provider {

using nlohmann::json;

AnthropicMessagesRequest read_anthropic_messages_request(const RequestView& request) {
  const json* body = request.json();
  AnthropicMessagesRequest facts;
  const json* model = find_member(body, "model");
  if (model != nullptr && model->is_string()) facts.model = model->get<std::string>();
  facts.stream = is_true(find_member(body, "stream"));
  facts.prompt_tokens =
      tokens_in_content(find_member(body, "system")) + tokens_in_messages(find_member(body, "messages"));
  return facts;
}

bool anthropic_messages_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string anthropic_messages_render_key(const RequestView& request) {
  const AnthropicMessagesRequest facts = read_anthropic_messages_request(request);
  return fmt::format("stream={:d} prompt_tokens={} model={}", facts.stream, facts.prompt_tokens, facts.model);
}

std::string anthropic_messages_request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  append_json_string(body, request.model);
  body += R"(,"max_tokens":4096,"messages":[{"role":"user","content":)";
  append_json_string(body, request.prompt);
  body += "}]";
  if (request.stream) body += R"(,"stream":true)";
  body += '}';
  return body;
}

}  // namespace wiretape::provider
