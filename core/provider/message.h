#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A tool call as far as it arrived: `name` is empty where none came; `arguments` is the provider's JSON text, possibly
/// cut short.
struct ToolCall {
  std::string id;
  std::string name;
  std::string arguments;

  friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

/// One block of a choice, where the provider answers in blocks. What must be sent back to it in the next turn, such as
/// signed reasoning, is here in the order in which it came.
struct Block {
  std::string type;                    ///< the provider's word: "text", "thinking", "redacted_thinking", "tool_use" …
  std::string text;                    ///< of a text or reasoning; of redacted reasoning the data
  std::string signature;               ///< of reasoning
  std::vector<std::string> citations;  ///< of a text: the provider's JSON objects
  std::optional<std::size_t> tool_call;  ///< of a tool call: its place in Choice::tool_calls

  friend bool operator==(const Block&, const Block&) = default;
};

/// One of the alternatives that a request asked for with `n`; nearly always there is one.
struct Choice {
  std::string text;
  std::string reasoning;
  std::string refusal;
  std::vector<ToolCall> tool_calls;
  std::optional<std::string> finish_reason;    ///< the last one named; none where content followed it
  std::vector<Block> blocks;                   ///< empty where the provider does not answer in blocks
  std::size_t later_blocks = 0;                ///< how many began after the one that what comes next belongs to
  std::vector<std::string> unknown_content{};  ///< what came and was not understood: the provider's JSON

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

  /// Whether a choice holds content that was not understood: its text is not the whole answer then.
  [[nodiscard]] bool has_unknown_content() const;

  /// Whether a choice holds a tool call without a name, which nobody can carry out.
  [[nodiscard]] bool has_nameless_call() const;

  friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace wiretape::provider
