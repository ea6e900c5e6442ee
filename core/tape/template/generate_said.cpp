#include "wiretape/core/tape/template/generate_said.h"

#include <optional>

#include "wiretape/core/provider/generate/generate_json.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"

namespace wiretape::tape {
namespace {

/// Nullptr where the request tells no conversation.
const provider::DialectConversation* conversation_of(const TemplateValues& values) {
  return values.dialect != nullptr && values.request.json() ? values.dialect->conversation : nullptr;
}

std::uint64_t seed_of(const TemplateValues& values, std::string_view what, std::uint64_t ordinal) {
  const auto* dialect = conversation_of(values);
  const std::uint64_t turn = dialect == nullptr ? 0 : values.request.conversation(*dialect)->turn();
  return provider::ContentHash().add(values.seed).add(what).add(ordinal).add(turn).value();
}

}  // namespace

std::string generate_arguments(const TemplateValues& values, std::string_view tool, std::uint64_t ordinal) {
  const auto* dialect = conversation_of(values);
  const auto schema = dialect == nullptr ? std::nullopt : dialect->arguments_schema(*values.request.json(), tool);
  return schema ? provider::generate_object(*schema, seed_of(values, tool, ordinal)) : "{}";
}

std::string generate_answer(const TemplateValues& values, std::uint64_t ordinal) {
  const auto* dialect = conversation_of(values);
  const auto schema = dialect == nullptr ? std::nullopt : dialect->answer_schema(*values.request.json());
  const auto seed = seed_of(values, "", ordinal);
  return schema ? provider::generate_json(*schema, seed) : provider::generate_sentence(seed);
}

}  // namespace wiretape::tape
