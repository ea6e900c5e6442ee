#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wiretape/core/tape/template/text_template.h"

namespace wiretape::tape {

// What is made up follows from the seed, the turn of the conversation, `ordinal`, which counts what one answer makes
// up, and the schema: a request that is sent again gets the same, and the next turn something else.

/// Arguments that the request's tool of that name takes: an object, valid under its schema; "{}" where there is none.
[[nodiscard]] std::string generate_arguments(const TemplateValues& values, std::string_view tool,
                                             std::uint64_t ordinal);

/// An answer: JSON under the schema that the request asks for; a sentence where it asks for none.
[[nodiscard]] std::string generate_answer(const TemplateValues& values, std::uint64_t ordinal);

}  // namespace wiretape::tape
