#include "wiretape/core/provider/shared/openai/openai_rate_limit.h"

#include <string_view>

#include <fmt/format.h>

namespace wiretape::provider {
namespace {

void add_quota(wire::HttpFields& fields, std::string_view unit, const std::optional<QuotaState>& quota) {
  if (!quota) return;
  const auto add = [&](std::string_view what, std::string value) {
    fields.push_back({fmt::format("x-ratelimit-{}-{}", what, unit), std::move(value)});
  };
  add("limit", std::to_string(quota->limit));
  add("remaining", std::to_string(quota->remaining));
  add("reset", openai_duration(quota->until_full));
}

/// "3", "3.5", "3.25": no zeros at the end.
std::string seconds_text(std::int64_t milliseconds) {
  auto text = fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string openai_duration(std::chrono::microseconds span) {
  constexpr std::int64_t second = 1'000;
  constexpr std::int64_t minute = 60 * second;
  constexpr std::int64_t hour = 60 * minute;
  const std::int64_t all = std::chrono::ceil<std::chrono::milliseconds>(span).count();
  if (all > 0 && all < second) return fmt::format("{}ms", all);
  std::string text;
  if (all >= hour) text += fmt::format("{}h", all / hour);
  if (all >= minute) text += fmt::format("{}m", all % hour / minute);
  return text + seconds_text(all % minute) + "s";
}

wire::HttpFields openai_rate_limit_fields(const RateLimitState& state, WallTime /*now*/) {
  wire::HttpFields fields;
  add_quota(fields, "requests", state.requests);
  add_quota(fields, "tokens", state.tokens);
  if (state.refusal && state.refusal->retry_after) {
    fields.push_back({"retry-after", retry_after_seconds(*state.refusal->retry_after)});
  }
  return fields;
}

ErrorReply openai_rate_limit_error(const QuotaRefusal& refusal) {
  return {.status = 429,
          .message = rate_limit_message(refusal),
          .type = std::string(refusal.unit),
          .code = "rate_limit_exceeded",
          .param = {}};
}

}  // namespace wiretape::provider
