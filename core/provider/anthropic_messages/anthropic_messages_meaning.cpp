#include "wiretape/core/provider/anthropic_messages/anthropic_messages_meaning.h"

#include "wiretape/core/provider/shared/error_words.h"

namespace wiretape::provider {

ErrorMeaning anthropic_messages_error_meaning(std::string_view type, std::string_view /*code*/) {
  return says_passing(type) ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

}  // namespace wiretape::provider
