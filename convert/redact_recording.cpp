#include "wiretape/convert/redact_recording.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/convert/json_access.h"
#include "wiretape/convert/plain_body.h"
#include "wiretape/core/redact/body_kind.h"
#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/known_secrets.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/response_headers.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::convert {
namespace {

using redact::SharedPatterns;

constexpr std::size_t most_values = 10'000;  // of a body that can become a rule

/// Whatever the request proved its rights with is looked for in all of the recording.
SharedPatterns patterns_for(const Recording& recording) {
  auto rules = redact::default_rules();
  redact::add_credentials(rules, recording.request_fields, recording.target);
  return redact::make_patterns(std::move(rules));
}

/// Takes away the members that differ from those of `masked`. False where that must happen to the value itself.
bool leave_what_is_equal(Json& value, const Json& masked) {
  if (value.is_object() && masked.is_object()) {
    for (auto member = value.begin(); member != value.end();) {
      const auto same = masked.find(member.key());
      const bool stays = same != masked.end() && leave_what_is_equal(member.value(), *same);
      member = stays ? std::next(member) : value.erase(member);
    }
    return true;
  }
  if (!value.is_array() || !masked.is_array() || value.size() != masked.size()) return value == masked;
  return std::ranges::equal(value, masked, leave_what_is_equal);
}

/// What of a request's body may become a rule: nobody asks for a masked text, so of JSON what is masked is left out.
std::string without_secrets(std::string body, const SharedPatterns& patterns) {
  const auto masked = redact::redacted_text(body, patterns);
  if (masked == body) return body;
  auto json = text::parse_bounded_json<Json>(body, most_values);
  const auto masked_json = text::parse_bounded_json<Json>(masked, most_values);
  const bool is_left = json && masked_json && leave_what_is_equal(*json, *masked_json);
  return is_left ? text::write_json(*json) : masked;
}

void redact_request(Recording& recording, const SharedPatterns& patterns) {
  recording.target = redact::redacted_text(redact::redacted_target(recording.target), patterns);
  recording.request_body = without_secrets(plain_body(recording.request_fields, recording.request_body), patterns);
  for (wire::HttpField& field : recording.request_fields) {
    field.value = redact::may_show_header(field.name) ? redact::redacted_text(field.value, patterns)
                                                      : std::string(redact::redacted);
  }
}

void redact_response(Recording& recording, const SharedPatterns& patterns) {
  auto& head = recording.head;
  head.reason = redact::redacted_text(head.reason, patterns);
  if (redact::body_kind(head.fields) == redact::BodyKind::text)
    recording.body = redact::redacted_text(recording.body, patterns);
  head.fields = redact::redacted_response_headers(head.fields, patterns, redact::RequestIds::kept);
  if (auto* chunks = std::get_if<tape::ChunkFraming>(&recording.framing))
    chunks->trailers = redact::redacted_response_headers(chunks->trailers, patterns, redact::RequestIds::kept);
}

}  // namespace

void redact_recording(Recording& recording) {
  const auto patterns = patterns_for(recording);
  redact_request(recording, patterns);
  redact_response(recording, patterns);
}

}  // namespace wiretape::convert
