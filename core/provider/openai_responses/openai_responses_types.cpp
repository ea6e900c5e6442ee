#include "wiretape/core/provider/openai_responses/openai_responses_types.h"

#include <algorithm>
#include <array>

namespace wiretape::provider {
namespace {

using Kind = ResponsesEventKind;

struct KnownType {
  std::string_view name;
  Kind kind;
  std::string_view part{};
};

constexpr auto known_types = std::to_array<KnownType>({
    {"response.output_text.delta", Kind::text, "output_text"},
    {"response.output_text.done", Kind::text_whole, "output_text"},
    {"response.refusal.delta", Kind::text, "refusal"},
    {"response.refusal.done", Kind::text_whole, "refusal"},
    {"response.reasoning_text.delta", Kind::text, "reasoning_text"},
    {"response.reasoning_text.done", Kind::text_whole, "reasoning_text"},
    {"response.reasoning_summary_text.delta", Kind::text, "summary_text"},
    {"response.reasoning_summary_text.done", Kind::text_whole, "summary_text"},
    {"response.output_text.annotation.added", Kind::annotation, "output_text"},
    {"response.function_call_arguments.delta", Kind::arguments},
    {"response.function_call_arguments.done", Kind::arguments_whole},
    {"response.custom_tool_call_input.delta", Kind::arguments},
    {"response.custom_tool_call_input.done", Kind::arguments_whole},
    {"response.output_item.added", Kind::item_begin},
    {"response.output_item.done", Kind::item_end},
    {"response.content_part.added", Kind::part_begin},
    {"response.content_part.done", Kind::part_end},
    {"response.reasoning_summary_part.added", Kind::part_begin},
    {"response.reasoning_summary_part.done", Kind::part_end},
    {"response.created", Kind::progress},
    {"response.queued", Kind::progress},
    {"response.in_progress", Kind::progress},
    {"response.completed", Kind::end},
    {"response.incomplete", Kind::end},
    {"response.cancelled", Kind::end},
    {"response.failed", Kind::failure},
    {"error", Kind::error},
    {"response.image_generation_call.partial_image", Kind::unknown},
});

// What tools do that the provider runs. Their items say all of it once they are done.
constexpr auto families = std::to_array<std::string_view>({
    "response.mcp_call.",
    "response.mcp_call_arguments.",
    "response.mcp_list_tools.",
    "response.web_search_call.",
    "response.file_search_call.",
    "response.code_interpreter_call.",
    "response.code_interpreter_call_code.",
    "response.image_generation_call.",
    "response.shell_call_command.",
    "response.shell_call_output_content.",
    "response.compaction.",
});

const KnownType* find_type(std::string_view type) {
  const auto* const found = std::ranges::find(known_types, type, &KnownType::name);
  return found == known_types.end() ? nullptr : found;
}

}  // namespace

Kind kind_of_responses_event(std::string_view type) {
  if (const KnownType* known = find_type(type)) return known->kind;
  const auto is_of = [&](std::string_view family) { return type.starts_with(family); };
  return std::ranges::any_of(families, is_of) ? Kind::nothing : Kind::unknown;
}

std::string_view part_type_of_responses_event(std::string_view type) {
  const KnownType* known = find_type(type);
  return known == nullptr ? std::string_view() : known->part;
}

bool is_responses_call(std::string_view item_type) {
  return item_type == "function_call" || item_type == "custom_tool_call";
}

}  // namespace wiretape::provider
