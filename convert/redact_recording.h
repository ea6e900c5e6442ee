#pragma once

#include "wiretape/convert/recording.h"

namespace wiretape::convert {

/// Masks what must not be kept of a recording with core/redact: values of request fields and of the query as the mock
/// server's journal does, and of the response's fields cookies and those whose name says that they are secret. The one
/// place where imported recordings are redacted.
void redact_recording(Recording& recording);

}  // namespace wiretape::convert
