#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// What one event of a stream says of one tool call.
struct ToolPiece {
  std::size_t event = 0;                   ///< its place in the list
  std::uint32_t choice = 0;                ///< as in ToolCallDelta
  std::uint32_t call = 0;                  ///< as in ToolCallDelta
  std::optional<std::int64_t> index{};     ///< the provider's own number of the call, or of its block
  std::optional<std::string> arguments{};  ///< UTF-8; absent where the piece has no place for any
  bool says_only_arguments = false;        ///< the event says nothing else

  friend bool operator==(const ToolPiece&, const ToolPiece&) = default;
};

/// Sees one piece, and may change its `index` and its `arguments` where they are there.
using EditToolPiece = std::function<void(ToolPiece& piece)>;

/// How faults change the streams of a dialect. Data that is no JSON of the dialect, or nested deeper than 200, is left
/// alone; in data that is changed, white space and numbers may be written anew. Nothing throws.
struct StreamEdits {
  /// The event by which the provider reports an error inside a stream. `error.status` says what its type is where that
  /// is left open.
  DataEvent (*error_event)(const ErrorReply& error);

  /// What the provider says when it is overloaded.
  ErrorReply (*overloaded_error)();

  /// The data of an event with `json`, a sound JSON text, in the place of every finish reason that it gives; an empty
  /// `json` takes the member out. nullopt: it gives none.
  std::optional<std::string> (*replace_finish_reason)(std::string_view data, std::string_view json);

  /// The data of an event without usage; empty: it said nothing else. nullopt: it has none.
  std::optional<std::string> (*remove_usage)(std::string_view data);

  /// Has `edit` see each piece of a tool call in a stream, in order.
  void (*edit_tool_pieces)(std::vector<Event>& events, const EditToolPiece& edit);
};

}  // namespace wiretape::provider
