#include "wiretape/core/provider/anthropic_messages/anthropic_messages_meaning.h"

#include "wiretape/core/provider/shared/error_words.h"

namespace wiretape::provider {

bool anthropic_messages_is_length_limit(std::string_view finish_reason) {
  return finish_reason == "max_tokens" || finish_reason == "model_context_window_exceeded";
}

ErrorMeaning anthropic_messages_error_meaning(std::string_view type, std::string_view /*code*/) {
  return says_passing(type) ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

}  // namespace wiretape::provider
