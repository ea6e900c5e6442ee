#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Ollama's own API where it is asked for a chat: `POST /api/chat`. It streams unless `stream` is false.
extern const Dialect ollama_chat;

/// The same where it is asked to go on from a prompt: `POST /api/generate`.
extern const Dialect ollama_generate;

}  // namespace wiretape::provider
