#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Cohere's chat, version 2: `POST /v2/chat`. Its decoder reads what version 1 streams, too; nothing is rendered so.
extern const Dialect cohere_chat;

}  // namespace wiretape::provider
