#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/tape/match/text_matcher.h"

namespace wiretape::tape {

/// A HeardRule made ready to be asked many times. Copies share.
class HeardMatcher {
 public:
  explicit HeardMatcher(const HeardRule& rule);

  /// Whether a message meets the rule. One that is no JSON meets no pattern.
  [[nodiscard]] bool met_by(std::string_view message) const;

  /// What to expect, for messages: {"type":"x"}, or as of TextMatcher; "any message".
  [[nodiscard]] std::string expected() const;

 private:
  std::shared_ptr<const nlohmann::json> json_;  // null: none
  std::optional<TextMatcher> text_;
};

}  // namespace wiretape::tape
