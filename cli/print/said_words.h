#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/timeline/said.h"

namespace wiretape::cli {

/// How much of a text is shown.
using Shorten = std::string (*)(std::string_view text);

/// A delta in a few words: `text "Hel"`, `tool call 0 get_weather "{}"`, `finish stop of choice 1`. Not escaped.
[[nodiscard]] std::string said_words(const timeline::Said& said, Shorten shorten = text::excerpt);

}  // namespace wiretape::cli
