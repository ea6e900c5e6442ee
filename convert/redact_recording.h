#pragma once

#include "wiretape/convert/recording.h"

namespace wiretape::convert {

/// Masks what must not be kept of a recording, as the recorder does by default: in the target, the fields and the
/// bodies, with the credentials of its own request looked for everywhere. Bodies keep their length. Of a request's JSON
/// body what is masked is left out, since it becomes a rule; it is unpacked. A packed body of a response, a picture or
/// a sound is kept as it is, and so are ids. The one place where imported recordings are redacted.
void redact_recording(Recording& recording);

}  // namespace wiretape::convert
