#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/tape/text_rule.h"

namespace wiretape::tape {

/// What a tool's result must be. Absent members match anything.
struct ToolResultRule {
  std::optional<std::string> name{};  ///< of the tool whose call it answers
  std::optional<std::string> id{};    ///< of that call
  std::optional<TextRule> text{};

  friend bool operator==(const ToolResultRule&, const ToolResultRule&) = default;
};

/// What a message must be. Absent members match anything.
struct MessageRule {
  std::optional<std::string> role{};            ///< as the request writes it
  std::optional<TextRule> text{};               ///< its parts that are text, a line end between two of them
  std::optional<ToolResultRule> tool_result{};  ///< that one of the results in it must meet

  friend bool operator==(const MessageRule&, const MessageRule&) = default;
};

/// What the conversation that a request tells must be, in whatever form its dialect tells it. Absent members match
/// anything; with any of them, a body that is not JSON does not.
struct ConversationRule {
  std::optional<std::uint64_t> turn{};  ///< how many messages the model has said so far
  std::optional<TextRule> system{};     ///< the system prompt
  std::vector<std::string> tools{};     ///< each of these is offered
  std::optional<MessageRule> last_message{};
  std::optional<ToolResultRule> tool_result{};  ///< that one of the results since the model last spoke must meet

  [[nodiscard]] bool is_any() const { return *this != ConversationRule(); }

  friend bool operator==(const ConversationRule&, const ConversationRule&) = default;
};

}  // namespace wiretape::tape
