#include "wiretape/core/provider/gemini/gemini_request.h"

#include <algorithm>

#include "wiretape/core/provider/gemini/gemini_conversation.h"
#include "wiretape/core/provider/shared/ids/conversation_turn.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view calls_member = "parts";
constexpr std::string_view streaming = ":streamGenerateContent";
constexpr std::string_view at_once = ":generateContent";

std::string decoded(std::string_view text) {
  return text::percent_decoded(text).value_or(std::string(text));
}

// "/v1beta/models/gemini-2.5-flash:generateContent"; all before the method where no folder is named.
std::string model_of(std::string_view encoded_path) {
  const std::string path = decoded(encoded_path);
  const std::string_view before_method = std::string_view(path).substr(0, path.rfind(':'));
  std::size_t begin = 0;
  for (const std::string_view folder : {"/models/", "/tunedModels/"}) {
    const auto found = before_method.rfind(folder);
    if (found != std::string_view::npos) begin = std::max(begin, found + folder.size());
  }
  const std::string_view model = before_method.substr(begin);
  return model.empty() || begin == 0 ? "wiretape" : std::string(model);
}

bool asks_for_events(std::string_view query) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string parameter = decoded(query.substr(0, end));
    if (parameter == "alt=sse" || parameter == "$alt=sse") return true;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

bool asks_for_stream(const RequestView& request) {
  return decoded(request.path()).ends_with(streaming);
}

std::optional<text::JsonValue> system_of(const std::optional<text::JsonValue>& body) {
  const auto system = find_member(body, "systemInstruction");
  return system ? system : find_member(body, "system_instruction");
}

}  // namespace

GeminiRequest read_gemini_request(const RequestView& request) {
  GeminiRequest facts;
  facts.model = model_of(request.path());
  facts.turn = conversation_turn(request.json(), gemini_conversation, calls_member);
  return facts;
}

std::uint64_t gemini_prompt_tokens(const std::optional<text::JsonValue>& body) {
  std::uint64_t tokens = tokens_in_content(find_member(system_of(body), "parts"));
  const auto contents = find_member(body, gemini_conversation.messages);
  if (!contents) return tokens;
  for (const text::JsonValue content : contents->elements())
    tokens += tokens_in_content(content.member("parts"));
  return tokens;
}

bool is_gemini_path(std::string_view path) {
  const std::string plain = decoded(path);
  return plain.ends_with(streaming) || plain.ends_with(at_once);
}

bool gemini_wants_stream(const RequestView& request) {
  return asks_for_stream(request);
}

bool gemini_wants_array(const RequestView& request) {
  return asks_for_stream(request) && !asks_for_events(request.query());
}

std::string gemini_render_key(const Reply& reply, const RequestView& request) {
  std::string key(gemini_wants_array(request) ? "array" : gemini_wants_stream(request) ? "stream" : "whole");
  if (!reply.usage && !reply.error) key += ' ' + std::to_string(gemini_prompt_tokens(request.json()));
  key += turn_in_key(reply, request.json(), gemini_conversation, calls_member);
  if (!reply.model) key.append(" of ").append(model_of(request.path()));
  return key;
}

}  // namespace wiretape::provider
