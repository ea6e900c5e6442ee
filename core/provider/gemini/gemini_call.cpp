#include "wiretape/core/provider/gemini/gemini_call.h"

#include <utility>

#include "wiretape/core/provider/shared/call_target.h"
#include "wiretape/core/text/json/edit_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string request_body(const std::string& prompt) {
  std::string body = R"({"contents":[{"role":"user","parts":[{"text":)";
  text::append_json_string(body, prompt);
  body += "}]}]}";
  return body;
}

// What would end the path is encoded.
std::string path_segment(std::string_view model) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string segment;
  for (const char byte : model) {
    const auto code = static_cast<unsigned char>(byte);
    const bool stays = code > ' ' && code < 0x7F && std::string_view("?#%\"<>\\^`{|}").find(byte) == std::string::npos;
    if (stays) {
      segment += byte;
    } else {
      segment.append(1, '%').append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
    }
  }
  return segment;
}

// What is asked for, with a body of Google's own.
ChatRequest with_own_body(const ChatRequest& request) {
  ChatRequest own = request;
  if (!request.body) {
    own.body = request_body(request.prompt);
    return own;
  }
  const auto body = text::edit_json_object(*request.body, [&](text::EditedJson& members) {
    if (const auto model = text::text_of(text::member_of(&members, "model")); !model.empty()) own.model = model;
    if (const auto* stream = text::member_of(&members, "stream"); stream != nullptr && stream->is_boolean())
      own.stream = stream->get<bool>();
    return members.erase("model") + members.erase("stream") > 0;
  });
  if (body) own.body = *body;
  return own;
}

}  // namespace

ProviderRequest gemini_call(const CallBase& base, const ChatRequest& request) {
  const ChatRequest own = with_own_body(request);
  const bool names_folder = own.model.find('/') != std::string::npos;
  std::string path = names_folder ? "/v1beta/" : "/v1beta/models/";
  path.append(path_segment(own.model)).append(own.stream ? ":streamGenerateContent" : ":generateContent");
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"x-goog-api-key", base.key});
  return {.method = "POST",
          .target = call_target(base, path, own.stream ? "alt=sse" : ""),
          .fields = std::move(fields),
          .body = *own.body};
}

}  // namespace wiretape::provider
