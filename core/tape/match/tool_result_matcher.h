#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/tape/conversation_rule.h"
#include "wiretape/core/tape/match/text_matcher.h"

namespace wiretape::tape {

/// A ToolResultRule made ready to be asked many times. Keeps nothing of the rule. A copy shares; thread safe.
class ToolResultMatcher {
 public:
  explicit ToolResultMatcher(const ToolResultRule& rule);

  /// Whether one of them meets the rule.
  [[nodiscard]] bool met_by(const std::vector<provider::ToolResult>& results) const;

  /// What to expect, for messages: `of get_weather, contains "18"`, or "any".
  [[nodiscard]] std::string expected() const;

 private:
  [[nodiscard]] bool met_by(const provider::ToolResult& result) const;

  std::optional<std::string> name_;
  std::optional<std::string> id_;
  std::optional<TextMatcher> text_;
};

/// What results are, for messages: `of get_weather (call_1) "18 °C"`, or "(absent)" where there are none.
[[nodiscard]] std::string describe(const std::vector<provider::ToolResult>& results);

}  // namespace wiretape::tape
