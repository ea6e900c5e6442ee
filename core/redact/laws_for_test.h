#pragma once

// What holds for every stream and every known secret. For tests and fuzzers only.

#include <cstddef>
#include <string>
#include <string_view>

#include "wiretape/core/redact/known_secrets.h"
#include "wiretape/core/redact/scan.h"
#include "wiretape/core/redact/stream/redacted_for_test.h"

namespace wiretape::redact {

/// The default rules, which know the secret where it is no part of a placeholder and of no frame around it.
inline Rules rules_with(std::string_view secret) {
  Rules rules = default_rules();
  for (const char c : secret) {
    if (c < ' ' || c > '~' || c == '"' || c == '*') return rules;
  }
  const bool begins_in_letter = !secret.empty() && (secret.front() | 0x20) >= 'a' && (secret.front() | 0x20) <= 'z';
  if (begins_in_letter) add_known_secret(rules, "credential", secret);
  return rules;
}

/// The law of a stream that is broken, or nothing.
inline std::string broken_law(std::string_view text, std::string_view secret) {
  const Rules rules = rules_with(secret);
  const SharedPatterns patterns = make_patterns(rules);
  const std::string shown = redacted_text(text, patterns);
  if (shown.size() != text.size()) return "the length stays";
  if (redacted_in(wire::pieces_of_size(text, 1), patterns) != shown) return "single bytes come to the same";
  if (redacted_in(wire::random_pieces(text, text.size(), 16), patterns) != shown) return "pieces come to the same";
  if (redacted_text(shown, patterns) != shown) return "what is masked stays as it is";
  const auto finds = scan(shown, rules);
  if (!finds.empty()) return "a scan finds nothing; it found " + finds.front().rule;
  StreamRedactor redactor(patterns);
  std::string out;
  for (const std::string_view piece : wire::pieces_of_size(text, 100)) {
    redactor.feed(piece, out);
    if (redactor.held() > PendingBytes::most) return "what is held back is bounded";
  }
  return {};
}

}  // namespace wiretape::redact
