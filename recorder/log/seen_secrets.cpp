#include "wiretape/recorder/log/seen_secrets.h"

#include <cstddef>
#include <utility>

#include "wiretape/core/redact/known_secrets.h"

namespace wiretape::recorder::log {

SeenSecrets::SeenSecrets(redact::Rules rules) : rules_(std::move(rules)), given_(rules_.known.size()) {
  make_patterns();
}

void SeenSecrets::learn(const wire::HttpRequestHead& head) {
  const std::lock_guard lock(mutex_);
  if (!redact::add_credentials(rules_, head.fields, head.target)) return;
  auto& known = rules_.known;
  if (const std::size_t most = given_ + most_credentials; known.size() > most) {
    const auto first = known.begin() + static_cast<std::ptrdiff_t>(given_);
    known.erase(first, first + static_cast<std::ptrdiff_t>(known.size() - most));
  }
  make_patterns();
}

redact::SharedPatterns SeenSecrets::patterns() const {
  const std::lock_guard lock(mutex_);
  return patterns_;
}

redact::SharedPatterns SeenSecrets::known() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

void SeenSecrets::make_patterns() {
  patterns_ = redact::make_patterns(rules_);
  known_ = redact::make_patterns({.shapes = {},
                                  .members = {},
                                  .known = rules_.known,
                                  .hidden_headers = {},
                                  .shown_headers = {},
                                  .query_parameters = {}});
}

}  // namespace wiretape::recorder::log
