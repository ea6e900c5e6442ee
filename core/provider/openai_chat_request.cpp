#include "wiretape/core/provider/openai_chat_request.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/json_text.h"
#include "wiretape/core/provider/split_tokens.h"

namespace wiretape::provider {
namespace {

using nlohmann::json;

const json* find_member(const json* object, const char* name) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto found = object->find(name);
  return found == object->end() ? nullptr : &*found;
}

bool is_true(const json* value) {
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::uint64_t tokens_in(const json* text) {
  if (text == nullptr || !text->is_string()) return 0;
  return split_text(text->get_ref<const std::string&>(), ChunkRule::token).size();
}

// `content` is a text, or an array of parts of which some have a text.
std::uint64_t tokens_in_content(const json* content) {
  if (content == nullptr || !content->is_array()) return tokens_in(content);
  std::uint64_t tokens = 0;
  for (const json& part : *content)
    tokens += tokens_in(find_member(&part, "text"));
  return tokens;
}

std::uint64_t tokens_in_messages(const json* messages) {
  if (messages == nullptr || !messages->is_array()) return 0;
  std::uint64_t tokens = 0;
  for (const json& message : *messages)
    tokens += tokens_in_content(find_member(&message, "content"));
  return tokens;
}

}  // namespace

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
