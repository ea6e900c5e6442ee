#include "wiretape/convert/redact_recording.h"

#include <string>
#include <string_view>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::convert {
namespace {

/// A response's fields are the provider's own words, and most are to be replayed: only what names itself is masked.
bool holds_secret(std::string_view name) {
  return redact::names_secret(name) || wire::equal_ignoring_case(name, "set-cookie");
}

}  // namespace

void redact_recording(Recording& recording) {
  recording.target = redact::redacted_target(recording.target);
  for (wire::HttpField& field : recording.request_fields) {
    if (!redact::may_show_header(field.name)) field.value = redact::redacted;
  }
  for (wire::HttpField& field : recording.head.fields) {
    if (holds_secret(field.name)) field.value = redact::redacted;
  }
}

}  // namespace wiretape::convert
