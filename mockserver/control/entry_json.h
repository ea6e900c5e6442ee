#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/journal/journal.h"

namespace wiretape::mockserver {

/// A journal entry as it may leave the process: what headers and query must not show is `[redacted]`. A body that is
/// not UTF-8 stands under "body_base64" in place of "body".
[[nodiscard]] nlohmann::ordered_json entry_json(const journal::Entry& entry);

/// Which try a request is: what of it is known.
[[nodiscard]] nlohmann::ordered_json retry_json(const journal::Retry& retry);

}  // namespace wiretape::mockserver
