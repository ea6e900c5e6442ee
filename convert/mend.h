#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiretape/convert/recording.h"

namespace wiretape::convert {

/// Whether HTTP gives the response no body, whatever its fields say.
[[nodiscard]] bool has_no_body(const Recording& recording);

/// Makes a response's head fit its body: fields that HTTP/1.1 can't have go (the pseudo-fields of HTTP/2 without a
/// word), as do a coding that the body is not packed in, a length that it does not have, and a second framing beside
/// the first. Says each in a sentence.
[[nodiscard]] std::vector<std::string> mend(Recording& recording);

/// Why no tape can play a recording that was mended; nullopt where one can.
[[nodiscard]] std::optional<std::string> why_unplayable(const Recording& recording);

}  // namespace wiretape::convert
