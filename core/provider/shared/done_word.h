#pragma once

#include <string_view>

#include "wiretape/core/provider/shared/errors/plain_error.h"

namespace wiretape::provider {

/// Whether an event's data is the word `[DONE]`, with blanks around it or without.
[[nodiscard]] inline bool is_done_word(std::string_view data) {
  return !data.starts_with('{') && without_blanks(data) == "[DONE]";
}

}  // namespace wiretape::provider
