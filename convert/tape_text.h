#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// Exchanges as the text of a tape in canonical form. Each gets an id that no other has; of those that answer the same
/// requests all but the last answer once each, as they came. The text is read back before it is given: what no tape can
/// hold is a mistake, in the name of `file`.
[[nodiscard]] std::variant<std::string, text::Diagnostics> tape_text(std::vector<tape::Exchange> exchanges,
                                                                     const std::string& file);

}  // namespace wiretape::convert
