#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// `POST /v1/messages/count_tokens` (https://platform.claude.com/docs/en/api/messages-count-tokens): as many tokens as
/// the usage of an answer to the same request says.
extern const SideEndpoint anthropic_count_tokens;

}  // namespace wiretape::provider
