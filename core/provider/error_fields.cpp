#include "wiretape/core/provider/error_fields.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::provider {
namespace {

using std::chrono::microseconds;

void add_retry_after(wire::HttpFields& fields, microseconds wait) {
  fields.push_back({"retry-after", retry_after_seconds(wait)});
  if (wait % std::chrono::seconds(1) == microseconds(0)) return;
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(wait);
  fields.push_back({"retry-after-ms", std::to_string(milliseconds.count())});
}

bool has_field(const wire::HttpFields& fields, std::string_view name) {
  return std::ranges::any_of(fields,
                             [&](const wire::HttpField& field) { return wire::equal_ignoring_case(field.name, name); });
}

}  // namespace

wire::HttpFields error_fields(wire::HttpFields usual, const ErrorReply& error) {
  if (error.retry_after) add_retry_after(usual, *error.retry_after);
  std::erase_if(usual, [&](const wire::HttpField& field) { return has_field(error.headers, field.name); });
  usual.insert(usual.end(), error.headers.begin(), error.headers.end());
  return usual;
}

}  // namespace wiretape::provider
