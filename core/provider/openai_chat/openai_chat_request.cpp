#include "wiretape/core/provider/openai_chat/openai_chat_request.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json_text.h"

namespace wiretape::provider {

using nlohmann::json;

OpenaiChatRequest read_openai_chat_request(const RequestView& request) {
  const json* body = request.json();
  OpenaiChatRequest facts;
  const json* model = find_member(body, "model");
  if (model != nullptr && model->is_string()) facts.model = model->get<std::string>();
  facts.stream = is_true(find_member(body, "stream"));
  facts.include_usage = is_true(find_member(find_member(body, "stream_options"), "include_usage"));
  facts.prompt_tokens = tokens_in_messages(find_member(body, "messages"));
  return facts;
}

bool openai_chat_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string openai_chat_render_key(const RequestView& request) {
  const OpenaiChatRequest facts = read_openai_chat_request(request);
  // The prompt shows in the usage only; a stream without it must not be rendered anew for each prompt.
  const bool shows_usage = !facts.stream || facts.include_usage;
  return fmt::format("stream={:d} usage={:d} prompt_tokens={} model={}", facts.stream, facts.include_usage,
                     shows_usage ? facts.prompt_tokens : 0, facts.model);
}

std::string openai_chat_request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  append_json_string(body, request.model);
  body += R"(,"messages":[{"role":"user","content":)";
  append_json_string(body, request.prompt);
  body += "}]";
  if (request.stream) body += R"(,"stream":true,"stream_options":{"include_usage":true})";
  body += '}';
  return body;
}

}  // namespace wiretape::provider
