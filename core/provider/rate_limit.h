#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::provider {

/// One quota as a request leaves it.
struct QuotaState {
  std::uint64_t limit = 0;                  ///< a minute, and at once
  std::uint64_t remaining = 0;              ///< whole ones
  std::chrono::microseconds until_full{0};  ///< until all of `limit` is there again

  friend bool operator==(const QuotaState&, const QuotaState&) = default;
};

/// Why a request is refused: a quota has less left than it needs.
struct QuotaRefusal {
  std::string_view unit;  ///< "requests" or "tokens"
  std::uint64_t limit = 0;
  std::uint64_t remaining = 0;
  std::uint64_t needed = 0;
  std::optional<std::chrono::microseconds> retry_after{};  ///< until the request fits; absent where it never will

  friend bool operator==(const QuotaRefusal&, const QuotaRefusal&) = default;
};

/// What a provider tells with each answer of the quotas that there are.
struct RateLimitState {
  std::optional<QuotaState> requests{};
  std::optional<QuotaState> tokens{};
  std::optional<QuotaRefusal> refusal{};  ///< of the quota that takes longest

  friend bool operator==(const RateLimitState&, const RateLimitState&) = default;
};

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

/// A sentence or two for an error's message: which quota, what is left of it, and when to try again.
[[nodiscard]] std::string rate_limit_message(const QuotaRefusal& refusal);

/// The value of a `retry-after` field: whole seconds, rounded up.
[[nodiscard]] std::string retry_after_seconds(std::chrono::microseconds wait);

}  // namespace wiretape::provider
