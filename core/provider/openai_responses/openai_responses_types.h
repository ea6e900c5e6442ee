#pragma once

#include <cstdint>
#include <string_view>

namespace wiretape::provider {

/// What an event of a stream is about.
enum class ResponsesEventKind : std::uint8_t {
  unknown,     ///< nobody knows: what it says is content that is not understood
  nothing,     ///< what it says comes again with its item
  progress,    ///< the response so far: `response.created`, `response.in_progress` …
  item_begin,  ///< `response.output_item.added`
  item_end,    ///< `response.output_item.done`
  part_begin,  ///< a part of an item: `response.content_part.added`, `response.reasoning_summary_part.added`
  part_end,
  text,        ///< a piece of a part's text; or of a refusal, or of reasoning
  text_whole,  ///< the same, whole
  arguments,   ///< a piece of a tool call's arguments
  arguments_whole,
  annotation,  ///< `response.output_text.annotation.added`
  end,         ///< `response.completed`, `.incomplete`, `.cancelled`
  failure,     ///< `response.failed`
  error,       ///< `error`
};

/// What an event of this type is about.
[[nodiscard]] ResponsesEventKind kind_of_responses_event(std::string_view type);

/// The type of the part that an event of this type speaks of: "output_text", "refusal", "reasoning_text" or
/// "summary_text"; empty where the event's `part` says it.
[[nodiscard]] std::string_view part_type_of_responses_event(std::string_view type);

/// Whether an item of this type is a call that the client is to carry out, with a name and arguments.
[[nodiscard]] bool is_responses_call(std::string_view item_type);

}  // namespace wiretape::provider
