#include "wiretape/recorder/log/redaction.h"

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/secret_name.h"

namespace wiretape::recorder::log {
namespace {

void hide_secret_fields(wire::HttpFields& fields) {
  for (wire::HttpField& field : fields) {
    if (redact::names_secret(field.name)) field.value = redact::redacted;
  }
}

std::string unchanged(Direction /*direction*/, std::string bytes, bool /*is_last*/) {
  return bytes;
}

ExchangeRedaction hide_heads(capture::RequestBegan& request) {
  request.upstream = redact::redacted_target(request.upstream);
  request.head.target = redact::redacted_target(request.head.target);
  request.head.fields = redact::redacted_headers(request.head.fields);
  return {.response_fields = hide_secret_fields, .body = unchanged};
}

}  // namespace

Redaction heads_redacted() {
  return hide_heads;
}

}  // namespace wiretape::recorder::log
