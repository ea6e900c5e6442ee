#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A tool call as far as it arrived; `arguments` is the provider's JSON text, possibly cut short.
struct ToolCall {
  std::string id;
  std::string name;
  std::string arguments;

  friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

/// One of the alternatives that a request asked for with `n`; nearly always there is one.
struct Choice {
  std::string text;
  std::string reasoning;
  std::string refusal;
  std::vector<ToolCall> tool_calls;
  std::optional<std::string> finish_reason;  ///< the last one named

  friend bool operator==(const Choice&, const Choice&) = default;
};

/// A message assembled from deltas: all that has arrived, whether the stream ended well or not.
struct Message {
  std::string id;
  std::string model;
  std::vector<Choice> choices;
  std::optional<std::string> usage;  ///< the provider's JSON object, the last one seen

  /// Adds what a delta says. Errors and terminators change nothing.
  void add(const Delta& delta);

  /// The first choice, or an empty one where nothing has arrived.
  [[nodiscard]] const Choice& first() const;

  friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace wiretape::provider
