#include "wiretape/client/provider_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/retry_after.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::client {
namespace {

std::string status_text(const wire::HttpResponseHead& head) {
  const auto reason = head.reason.empty() ? std::string(wire::standard_reason(head.status)) : head.reason;
  return reason.empty() ? fmt::format("HTTP status {}", head.status) : reason;
}

std::string message_of(const wire::HttpResponseHead& head, std::string said) {
  if (head.status >= 300 && head.status < 400) {
    const auto location = wire::find_field(head.fields, "location");
    return fmt::format("redirected to {}, which is not followed: set the base URL to it", location.value_or("nowhere"));
  }
  return said.empty() ? status_text(head) : said;
}

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_retryable_status(int status) {
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

/// A code that is an HTTP status, as some hosts make it; 0 for any other.
int status_in_code(std::string_view code) {
  int status = 0;
  const auto* const end = code.data() + code.size();
  const auto [parsed_to, error] = std::from_chars(code.data(), end, status);
  return error == std::errc{} && parsed_to == end ? status : 0;
}

/// `status` is 0 where there is none.
bool is_retryable(int status, const ProviderError& error) {
  constexpr std::array<std::string_view, 1> final_words{"insufficient_quota"};
  if (holds_any(error.code, final_words) || holds_any(error.type, final_words)) return false;
  if (status >= 300) return is_retryable_status(status);

  // In a stream that began with 200 only the provider's words tell what kind of error it is.
  constexpr std::array<std::string_view, 6> passing_words{"server_error", "api_error", "overloaded",
                                                          "rate_limit",   "timeout",   "unavailable"};
  return is_retryable_status(status_in_code(error.code)) || holds_any(error.type, passing_words) ||
         holds_any(error.code, passing_words);
}

}  // namespace

ProviderError provider_error(const provider::ErrorDelta& error) {
  ProviderError result;
  result.message = error.message;
  result.type = error.type;
  result.code = error.code;
  result.is_retryable = is_retryable(0, result);
  return result;
}

void add_response(ProviderError& error, const wire::HttpResponseHead& head) {
  error.status = head.status;
  error.message = message_of(head, std::move(error.message));
  error.retry_after = retry_after(head.fields);
  error.is_retryable = is_retryable(head.status, error);
}

}  // namespace wiretape::client
