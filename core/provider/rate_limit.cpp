#include "wiretape/core/provider/rate_limit.h"

#include <fmt/format.h>

namespace wiretape::provider {

std::string rate_limit_message(const QuotaRefusal& refusal) {
  auto message = fmt::format("Rate limit reached: of {} {} a minute {} are left, and this request needs {}.",
                             refusal.limit, refusal.unit, refusal.remaining, refusal.needed);
  message += refusal.retry_after ? fmt::format(" Try again in {}s.", retry_after_seconds(*refusal.retry_after))
                                 : " It is too large to ever fit: make it smaller.";
  return message;
}

std::string retry_after_seconds(std::chrono::microseconds wait) {
  return fmt::format("{}", std::chrono::ceil<std::chrono::seconds>(wait).count());
}

}  // namespace wiretape::provider
