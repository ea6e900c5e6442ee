#include "wiretape/core/provider/dialects.h"

#include <algorithm>
#include <array>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat.h"
#include "wiretape/core/provider/gemini/gemini.h"
#include "wiretape/core/provider/ollama/ollama.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/provider/openai_responses/openai_responses.h"

namespace wiretape::provider {
namespace {

// A new dialect is one line here.
constexpr std::array dialects = {
    &openai_chat, &anthropic_messages, &openai_responses, &ollama_chat, &ollama_generate, &cohere_chat, &gemini,
};

const SideEndpoint* find_beside(const Dialect& dialect, const RequestView& request) {
  for (const SideEndpoint* endpoint : dialect.beside) {
    if (endpoint->method == request.method() && endpoint->is_at(request.path())) return endpoint;
  }
  return nullptr;
}

}  // namespace

std::span<const Dialect* const> all_dialects() {
  return dialects;
}

const Dialect* find_dialect(std::string_view name) {
  for (const Dialect* dialect : dialects) {
    if (dialect->name == name) return dialect;
  }
  return nullptr;
}

const Dialect* dialect_for_path(std::string_view path) {
  for (const Dialect* dialect : dialects) {
    if (dialect->speaks_path(path)) return dialect;
  }
  return nullptr;
}

const Dialect& dialect_for_request(std::string_view path, const wire::HttpFieldLines& fields) {
  for (const Dialect* dialect : dialects) {
    if (dialect->speaks_fields(fields)) return *dialect;
  }
  const Dialect* spoken = dialect_for_path(path);
  return spoken == nullptr ? *dialects.front() : *spoken;
}

const Dialect* dialect_for_models(std::string_view path, const wire::HttpFieldLines& fields) {
  const Dialect& spoken = dialect_for_request(path, fields);
  if (path.ends_with(spoken.models_path)) return &spoken;
  const auto lists = [&](const Dialect* dialect) { return path.ends_with(dialect->models_path); };
  const auto found = std::ranges::find_if(dialects, lists);
  return found == dialects.end() ? nullptr : *found;
}

const SideEndpoint* find_side_endpoint(const RequestView& request) {
  const SideEndpoint* found = find_beside(dialect_for_request(request.path(), request.fields()), request);
  for (auto dialect = dialects.begin(); found == nullptr && dialect != dialects.end(); ++dialect)
    found = find_beside(**dialect, request);
  return found;
}

}  // namespace wiretape::provider
