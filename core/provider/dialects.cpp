#include "wiretape/core/provider/dialects.h"

#include <array>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"

namespace wiretape::provider {
namespace {

// A new dialect is one line here.
constexpr std::array dialects = {
    &openai_chat,
    &anthropic_messages,
};

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

}  // namespace wiretape::provider
