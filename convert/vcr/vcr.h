#pragma once

#include "wiretape/convert/format.h"

namespace wiretape::convert {

/// Cassettes of vcrpy (YAML, and the JSON of its other serializer; also those before 1.0 and of pytest-recording).
extern const Format vcrpy;

/// Cassettes of Ruby's VCR, 2.0 and later: YAML, JSON and compressed bodies that it unpacked.
extern const Format ruby_vcr;

/// Cassettes of go-vcr v2 (version 1), v3 and v4 (version 2).
extern const Format go_vcr;

}  // namespace wiretape::convert
