#pragma once

#include <cstddef>
#include <mutex>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::log {

/// What must not be kept: rules, and the credentials that requests have shown. Of these the last `most_credentials`
/// different ones are known: there may be a new one with each request. Thread safe.
class SeenSecrets {
 public:
  static constexpr std::size_t most_credentials = 64;

  explicit SeenSecrets(redact::Rules rules);

  /// Looks for what a request proves its rights with from now on.
  void learn(const wire::HttpRequestHead& head);

  /// All that is looked for now.
  [[nodiscard]] redact::SharedPatterns patterns() const;

  /// The secrets that are known, without what tells by its looks that it may be one.
  [[nodiscard]] redact::SharedPatterns known() const;

 private:
  void make_patterns();

  mutable std::mutex mutex_;
  redact::Rules rules_;
  std::size_t given_;  // known secrets before any request
  redact::SharedPatterns patterns_;
  redact::SharedPatterns known_;
};

}  // namespace wiretape::recorder::log
