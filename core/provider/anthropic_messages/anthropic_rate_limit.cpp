#include "wiretape/core/provider/anthropic_messages/anthropic_rate_limit.h"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace wiretape::provider {
namespace {

std::string rfc3339(std::chrono::sys_seconds instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, time.hours().count(), time.minutes().count(), time.seconds().count());
}

void add_quota(wire::HttpFields& fields, std::string_view unit, const std::optional<QuotaState>& quota, WallTime now) {
  if (!quota) return;
  const auto add = [&](std::string_view what, std::string value) {
    fields.push_back({fmt::format("anthropic-ratelimit-{}-{}", unit, what), std::move(value)});
  };
  add("limit", std::to_string(quota->limit));
  add("remaining", std::to_string(quota->remaining));
  add("reset", rfc3339(std::chrono::ceil<std::chrono::seconds>(now + quota->until_full)));
}

}  // namespace

wire::HttpFields anthropic_rate_limit_fields(const RateLimitState& state, WallTime now) {
  wire::HttpFields fields;
  add_quota(fields, "requests", state.requests, now);
  add_quota(fields, "tokens", state.tokens, now);
  if (state.refusal && state.refusal->retry_after) {
    fields.push_back({"retry-after", retry_after_seconds(*state.refusal->retry_after)});
  }
  return fields;
}

ErrorReply anthropic_rate_limit_error(const QuotaRefusal& refusal) {
  return {.status = 429, .message = rate_limit_message(refusal), .type = {}, .code = {}, .param = {}};
}

}  // namespace wiretape::provider
