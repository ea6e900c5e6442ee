#include "wiretape/core/provider/openai_chat/openai_chat_request.h"

#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view calls_member = "tool_calls";

/// Whether the usage depends on the request.
bool counts_usage(const Reply& reply) {
  return !reply.usage && !reply.error;
}

/// What a request's `stream_options` say.
struct StreamOptions {
  explicit StreamOptions(const std::optional<text::JsonValue>& body) {
    const auto options = find_member(body, "stream_options");
    include_usage = is_true(find_member(options, "include_usage"));
    obfuscates = !is_false(find_member(options, "include_obfuscation"));
  }

  bool include_usage;
  bool obfuscates;
};

}  // namespace

OpenaiChatRequest read_openai_chat_request(const RequestView& request) {
  const auto body = request.json();
  OpenaiChatRequest facts;
  std::string buffer;
  facts.model = model_in(body, buffer);
  facts.stream = is_true(find_member(body, "stream"));
  const StreamOptions options(body);
  facts.include_usage = options.include_usage;
  facts.obfuscates = options.obfuscates;
  facts.turn = conversation_turn(body, openai_chat_conversation, calls_member);
  return facts;
}

std::uint64_t openai_chat_prompt_tokens(const RequestView& request) {
  return tokens_in_messages(find_member(request.json(), "messages"));
}

bool openai_chat_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string openai_chat_render_key(const Reply& reply, const RequestView& request) {
  const auto body = request.json();
  const bool is_stream = is_true(find_member(body, "stream"));
  const StreamOptions options(body);
  const bool shows_usage = !is_stream || options.include_usage;
  std::string key(is_stream ? "stream" : "whole");
  if (is_stream && !options.obfuscates) key += " bare";
  if (shows_usage) key += " usage";
  if (shows_usage && counts_usage(reply)) key += ' ' + std::to_string(openai_chat_prompt_tokens(request));
  key += turn_in_key(reply, body, openai_chat_conversation, calls_member);
  std::string buffer;
  if (!reply.model) key.append(" of ").append(model_in(body, buffer));
  return key;
}

std::string openai_chat_request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  text::append_json_string(body, request.model);
  body += R"(,"messages":[{"role":"user","content":)";
  text::append_json_string(body, request.prompt);
  body += "}]";
  if (request.stream) body += R"(,"stream":true,"stream_options":{"include_usage":true})";
  body += '}';
  return body;
}

}  // namespace wiretape::provider
