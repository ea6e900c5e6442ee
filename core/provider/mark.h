#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wiretape::provider {

/// The semantic places of a stream, the same for every dialect. A mark is a point between two events.
enum class MarkKind : std::uint8_t {
  delta,       ///< before the N-th event that carries generated tokens of any kind (text, reasoning, tool arguments…)
  text,        ///< before the N-th text delta
  first_text,  ///< before the first text delta
  reasoning,   ///< before the first reasoning delta
  first_tool_delta,  ///< before the first tool-call delta
  tool_args,         ///< before the first delta that carries tool arguments
  before_finish,     ///< before the event with the first finish reason
  after_finish,      ///< after it
  before_done,       ///< before the terminator
  after_done,        ///< after it
};

/// The name that plans and tapes use, e.g. "before_finish".
[[nodiscard]] std::string_view to_string(MarkKind kind);

/// A place in a list of events.
struct Mark {
  MarkKind kind;
  std::uint32_t ordinal;  ///< 1-based for `delta` and `text`; 1 for the others
  std::size_t event;      ///< the point before events[event]; events.size() is the end

  friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace wiretape::provider
