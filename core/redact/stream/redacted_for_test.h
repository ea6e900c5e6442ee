#pragma once

// How tests and the fuzzer have a stream redacted, at every split. For tests and fuzzers only.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::redact {

inline const SharedPatterns& default_patterns() {
  static const SharedPatterns patterns = make_patterns(default_rules());
  return patterns;
}

inline SharedPatterns patterns_knowing(std::string secret) {
  Rules rules = default_rules();
  rules.known.push_back({"credential", std::move(secret)});
  return make_patterns(std::move(rules));
}

/// What comes of the pieces. Each is read from memory of its own, so that a sanitizer sees who reads past it.
inline std::string redacted_in(const wire::Pieces& pieces, const SharedPatterns& patterns) {
  StreamRedactor redactor(patterns);
  std::string out;
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    redactor.feed({home.data(), home.size()}, out);
  }
  redactor.finish(out);
  return out;
}

}  // namespace wiretape::redact
