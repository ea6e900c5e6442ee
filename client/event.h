#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "wiretape/client/outcome.h"

namespace wiretape::client {

// What a stream hands out, in order. Every event owns its text. `choice` is the alternative that it belongs to: 0
// unless the request asked for several.

/// A piece of the answer's text.
struct TextEvent {
  std::uint32_t choice = 0;
  std::string text;

  friend bool operator==(const TextEvent&, const TextEvent&) = default;
};

/// A piece of the model's reasoning, where the provider shows it.
struct ReasoningEvent {
  std::uint32_t choice = 0;
  std::string text;

  friend bool operator==(const ReasoningEvent&, const ReasoningEvent&) = default;
};

/// A piece of a refusal, which comes in place of an answer.
struct RefusalEvent {
  std::uint32_t choice = 0;
  std::string text;

  friend bool operator==(const RefusalEvent&, const RefusalEvent&) = default;
};

/// A piece of a tool call. `call` counts the choice's calls from 0; the id comes once; the pieces of `name` join, and
/// those of `arguments` join to JSON text.
struct ToolCallEvent {
  std::uint32_t choice = 0;
  std::uint32_t call = 0;
  std::string id;
  std::string name;
  std::string arguments;

  friend bool operator==(const ToolCallEvent&, const ToolCallEvent&) = default;
};

/// Content that this client does not understand: the provider's own JSON. What the other events say is not the whole
/// answer then.
struct UnknownContentEvent {
  std::uint32_t choice = 0;
  std::string json;

  friend bool operator==(const UnknownContentEvent&, const UnknownContentEvent&) = default;
};

/// Who answers. Comes first, and again only where something changes; unknown members are empty.
struct MetadataEvent {
  std::string id;
  std::string model;

  friend bool operator==(const MetadataEvent&, const MetadataEvent&) = default;
};

/// Why a choice stopped, in the provider's own word. Not the end of the stream; holds only while no content of that
/// choice follows.
struct FinishEvent {
  std::uint32_t choice = 0;
  std::string reason;

  friend bool operator==(const FinishEvent&, const FinishEvent&) = default;
};

/// Token counts: the provider's own JSON object. The last one holds.
struct UsageEvent {
  std::string json;

  friend bool operator==(const UsageEvent&, const UsageEvent&) = default;
};

/// The end of the stream, however it came. Always the last event, and always there.
struct CompletionEvent {
  Outcome outcome;
};

using Event = std::variant<TextEvent, ReasoningEvent, RefusalEvent, ToolCallEvent, UnknownContentEvent, MetadataEvent,
                           FinishEvent, UsageEvent, CompletionEvent>;

}  // namespace wiretape::client
