#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/tape/tape.h"

namespace re2 {
class RE2;
}

namespace wiretape::tape {

/// Why an expression can't be used, or nullopt: RE2 syntax, at most 4,096 bytes long, and at most 8 MiB once compiled.
[[nodiscard]] std::optional<std::string> expression_error(std::string_view expression);

/// A TextRule made ready to be asked many times. A rule with an expression that can't be used is never met. Takes time
/// linear in the text, whatever the expression. Copies share; thread safe.
class TextMatcher {
 public:
  explicit TextMatcher(TextRule rule);

  [[nodiscard]] bool met_by(std::string_view text) const;

  /// What to expect, for messages: "text", contains "text", matches "text" (quotes as in JSON).
  [[nodiscard]] std::string expected() const;

 private:
  TextRule rule_;
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace wiretape::tape
