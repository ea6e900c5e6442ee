#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// `POST /moderations` (https://platform.openai.com/docs/api-reference/moderations): nothing is flagged. One result for
/// each text of `input`; parts with a `type` are one input together.
extern const SideEndpoint openai_moderations;

}  // namespace wiretape::provider
