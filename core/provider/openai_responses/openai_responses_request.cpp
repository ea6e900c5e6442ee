#include "wiretape/core/provider/openai_responses/openai_responses_request.h"

#include <algorithm>
#include <iterator>

#include "wiretape/core/provider/openai_responses/openai_responses_conversation.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string previous_response_in(const std::optional<text::JsonValue>& body) {
  return text_of(find_member(body, "previous_response_id"));
}

// A conversation of which only the newest items are sent keeps its length: there the ids tell.
void add_last_calls(ContentHash& hash, const std::vector<text::JsonValue>& items) {
  const auto is_answer = openai_responses_conversation.is_answer;
  const auto end = std::find_if(items.rbegin(), items.rend(), is_answer);
  const auto begin = std::find_if_not(end, items.rend(), is_answer);
  for (auto item = end; item != begin; ++item)
    hash.add(text_of(item->member("call_id")));
}

std::uint64_t turn_of(const RequestView& request) {
  const auto* conversation = request.conversation(openai_responses_conversation);
  if (conversation == nullptr) return 0;
  const auto previous = previous_response_in(request.json());
  if (conversation->turn() == 0 && previous.empty()) return 0;
  ContentHash hash;
  hash.add(std::uint64_t{conversation->turn()}).add(previous);
  add_last_calls(hash, conversation->messages());
  return hash.value();
}

}  // namespace

OpenaiResponsesRequest read_openai_responses_request(const RequestView& request) {
  const auto body = request.json();
  OpenaiResponsesRequest facts;
  std::string buffer;
  facts.model = model_in(body, buffer);
  facts.previous_response_id = previous_response_in(body);
  facts.turn = turn_of(request);
  return facts;
}

std::uint64_t openai_responses_prompt_tokens(const RequestView& request) {
  const auto body = request.json();
  const auto input = find_member(body, "input");
  std::uint64_t tokens = tokens_in_content(find_member(body, "instructions"));
  if (!input) return tokens;
  if (!input->is_array()) return tokens + tokens_in_content(input);
  for (const text::JsonValue item : input->elements())
    tokens += tokens_in_content(item.member("content")) + tokens_in_content(item.member("output"));
  return tokens;
}

bool openai_responses_wants_stream(const RequestView& request) {
  return is_true(find_member(request.json(), "stream"));
}

std::string openai_responses_render_key(const Reply& reply, const RequestView& request) {
  const auto body = request.json();
  std::string key(openai_responses_wants_stream(request) ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(openai_responses_prompt_tokens(request));
  const auto turn = leaves_ids_open(reply) ? turn_of(request) : 0;
  if (turn != 0) key += " turn " + std::to_string(turn);
  std::string buffer;
  if (!reply.model) key.append(" of ").append(model_in(body, buffer));
  const auto previous = previous_response_in(body);
  if (!previous.empty()) key.append(" after ").append(previous);
  return key;
}

std::string openai_responses_request_body(const ChatRequest& request) {
  std::string body = R"({"model":)";
  text::append_json_string(body, request.model);
  body += R"(,"input":)";
  text::append_json_string(body, request.prompt);
  if (request.stream) body += R"(,"stream":true)";
  body += '}';
  return body;
}

}  // namespace wiretape::provider
