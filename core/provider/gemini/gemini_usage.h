#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The counts of a `usageMetadata`. Thoughts are not among what the candidates say.
struct GeminiUsage {
  std::uint64_t prompt = 0;
  std::uint64_t candidates = 0;
  std::uint64_t thoughts = 0;

  /// Adds what a block takes (tokens_in).
  void add(const BlockReply& block);

  /// The JSON object. Counts of nothing are left out, but for the prompt's and the sum.
  [[nodiscard]] std::string json() const;
};

}  // namespace wiretape::provider
