#include "cli/call_request.h"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/text/byte_order_mark.h"

#include "cli/edit_members.h"

namespace wiretape::cli {
namespace {

using nlohmann::ordered_json;

constexpr int deepest = 200;

/// Refuses what is nested too deeply before it is parsed: to write such a value out again would exhaust the stack.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool is_in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') is_in_string = !is_in_string;
    if (is_in_string && c == '\\') ++at;
    if (is_in_string) continue;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > deepest) return true;
  }
  return false;
}

/// The text of a member that must be a string, or nullopt where it is not there.
std::variant<std::optional<std::string>, CallRequestError> string_member(const ordered_json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return std::nullopt;
  if (!found->is_string())
    return CallRequestError{fmt::format("\"{}\" is a {}, expected a string", name, found->type_name())};
  return found->get<std::string>();
}

std::variant<CallRequest, CallRequestError> short_request(const ordered_json& object, std::optional<bool> stream) {
  CallRequest request;
  provider::ChatRequest chat;
  for (const auto& [name, value] : object.items()) {
    if (name != "provider" && name != "model" && name != "prompt") {
      return CallRequestError{fmt::format(
          "unknown member \"{}\"; expected provider, model and prompt, or a provider's own request with \"messages\"",
          name)};
    }
    auto text = string_member(object, name.c_str());
    if (auto* error = std::get_if<CallRequestError>(&text)) return std::move(*error);
    auto& known = *std::get<std::optional<std::string>>(text);
    if (name == "provider") request.provider = known;
    if (name == "model") chat.model = known;
    if (name == "prompt") chat.prompt = known;
  }
  chat.stream = stream.value_or(true);
  request.what = chat;
  return request;
}

std::variant<CallRequest, CallRequestError> whole_request(const ordered_json& object, std::string_view text,
                                                          std::optional<bool> stream) {
  CallRequest request;
  std::vector<MemberEdit> edits;
  // An object is the provider's own: OpenRouter takes its routing rules there.
  if (const auto found = object.find("provider"); found != object.end() && found->is_string()) {
    request.provider = found->get<std::string>();
    edits.push_back({"provider", std::nullopt});
  }
  if (stream && object.value("stream", ordered_json(false)) != ordered_json(*stream)) {
    edits.push_back({"stream", *stream ? "true" : "false"});
    if (!*stream) edits.push_back({"stream_options", std::nullopt});  // refused without a stream
  }
  auto body = edits.empty() ? std::optional(std::string(text)) : edit_members(text, edits);
  if (!body) return CallRequestError{"not JSON that every reader takes; expected one object"};
  request.what = *std::move(body);
  return request;
}

}  // namespace

bool is_whole_json(std::string_view text) {
  return ordered_json::accept(text);
}

std::variant<CallRequest, CallRequestError> parse_call_request(std::string_view text, std::optional<bool> stream) {
  text = text::without_byte_order_mark(text);
  if (is_too_deep(text)) return CallRequestError{fmt::format("nested more than {} levels deep", deepest)};
  auto parsed = ordered_json::parse(text, nullptr, false);
  if (parsed.is_discarded()) return CallRequestError{"not JSON; expected one object"};
  if (!parsed.is_object()) return CallRequestError{fmt::format("{}, expected an object", parsed.type_name())};
  if (parsed.contains("messages") || parsed.contains("input") || parsed.contains("contents"))
    return whole_request(parsed, text, stream);
  if (parsed.contains("prompt")) return short_request(parsed, stream);
  return CallRequestError{"neither \"prompt\" nor \"messages\" nor \"input\" nor \"contents\" is there"};
}

}  // namespace wiretape::cli
