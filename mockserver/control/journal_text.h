#pragma once

#include <cstddef>

#include <nlohmann/json.hpp>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// A journal's entries that meet a filter as JSON, oldest first, in pieces of some entries each:
/// {"entries":[…],"more":…,"dropped":…}, and an error where it is not null. At most `limit` entries and
/// most_entry_bytes, but never none because of that; `more` says whether there are others. Each piece is read from the
/// journal when it is asked for. The journal must outlive them.
[[nodiscard]] BodyPieces journal_text(const journal::Journal& journal, journal::Filter filter, std::size_t limit,
                                      nlohmann::ordered_json error = nullptr);

}  // namespace wiretape::mockserver
