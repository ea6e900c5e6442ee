#include "wiretape/core/compile/request_key.h"

#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "wiretape/core/program/random.h"
#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::compile {
namespace {

using nlohmann::json;

bool is_secret(const std::string& name, const json& value) {
  return value.is_string() && redact::names_secret(name);
}

// The depth of a request's body is bounded.
bool holds_secret(const json& value) {
  if (value.is_array()) return std::ranges::any_of(value, holds_secret);
  return value.is_object() && std::ranges::any_of(value.items(), [](const auto& member) {
           return is_secret(member.key(), member.value()) || holds_secret(member.value());
         });
}

void redact_secrets(json& value) {
  if (!value.is_structured()) return;
  for (const auto& member : value.items()) {
    if (value.is_object() && is_secret(member.key(), member.value())) {
      member.value() = redact::redacted;
    } else {
      redact_secrets(member.value());
    }
  }
}

std::string canonical_text(const json& body) {
  if (!holds_secret(body)) return text::write_json(body);
  json shown = body;
  redact_secrets(shown);
  return text::write_json(shown);
}

}  // namespace

std::uint64_t request_key(std::string_view session, const provider::RequestView& request) {
  std::uint64_t key = program::mix_seed(0, session);
  key = program::mix_seed(key, request.method());
  key = program::mix_seed(key, request.path());
  // nlohmann::json orders members by name, so that the order on the wire does not matter.
  const json* body = request.json_tree();
  return program::mix_seed(key, body == nullptr ? request.body() : std::string_view(canonical_text(*body)));
}

}  // namespace wiretape::compile
