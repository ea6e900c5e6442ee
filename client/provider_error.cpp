#include "wiretape/client/provider_error.h"

#include <chrono>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/wire/http/http_writer.h"
#include "wiretape/core/wire/http/retry_after.h"

namespace wiretape::client {
namespace {

constexpr int not_modified = 304;  // not a redirect

std::string status_text(const wire::HttpResponseHead& head) {
  if (head.status < 300) return "an error without words";
  const auto reason = head.reason.empty() ? std::string(wire::standard_reason(head.status)) : head.reason;
  return reason.empty() ? fmt::format("HTTP status {}", head.status) : reason;
}

std::string message_of(const wire::HttpResponseHead& head, const std::string& said) {
  const auto location = wire::find_field(head.fields, "location").value_or("");
  if (head.status >= 300 && head.status < 400 && head.status != not_modified && !location.empty()) {
    return fmt::format("redirected to {}, which is not followed: set the base URL to it", location);
  }
  return said.empty() ? status_text(head) : said;
}

/// `status` is 0 where there is none: then, and in a stream that began with 200, only the provider's words tell.
bool is_retryable(int status, provider::ErrorMeaning said) {
  if (said == provider::ErrorMeaning::lasting) return false;
  if (status < 300) return said == provider::ErrorMeaning::passing;
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

}  // namespace

ProviderError provider_error(const provider::Dialect& dialect, const provider::ErrorDelta& error) {
  ProviderError result;
  result.message = error.message;
  result.type = error.type;
  result.code = error.code;
  result.is_retryable = is_retryable(0, dialect.read.error_meaning(error.type, error.code));
  return result;
}

void add_response(ProviderError& error, const provider::Dialect& dialect, const wire::HttpResponseHead& head) {
  error.status = head.status;
  error.message = message_of(head, std::move(error.message));
  error.retry_after = wire::retry_after(head.fields, std::chrono::system_clock::now());
  error.is_retryable = is_retryable(head.status, dialect.read.error_meaning(error.type, error.code));
}

}  // namespace wiretape::client
