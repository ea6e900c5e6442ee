#pragma once

#include <variant>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/tape/template/text_template.h"

namespace wiretape::tape {

/// An exchange's answer with every placeholder in its texts and header values filled in. Only for an exchange that
/// `is_template`; of the others each request gets the same.
[[nodiscard]] std::variant<Answer, MissingValue> fill_answer(const Answer& answer, const TemplateValues& values);

}  // namespace wiretape::tape
