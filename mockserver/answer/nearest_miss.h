#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::mockserver {

/// An exchange that does not answer a request, and why.
struct Miss {
  std::size_t index = 0;
  std::vector<tape::Clause> clauses;  ///< at least one does not hold
};

/// The exchanges that come closest to answering the request, the closest first, at most `most`: those that are used up
/// and would answer else, then those whose path fits or looks mistyped, before the others; then by how much of a rule
/// holds, then by how few of its clauses fail, then in the order in which they are asked. `used` says how often the
/// request's session has used an exchange. Exchanges that would answer are left out.
[[nodiscard]] std::vector<Miss> nearest_misses(const provider::RequestView& request, const tape::Matcher& matcher,
                                               std::span<const tape::Exchange* const> exchanges,
                                               const std::function<std::uint64_t(std::size_t)>& used, std::size_t most);

/// Whether the exchange would answer, but that it is used up.
[[nodiscard]] bool is_spent(const Miss& miss);

/// The same with `[redacted]` for what header fields and the query must not show.
[[nodiscard]] Miss without_secrets(Miss miss);

/// "json /model: expected "gpt-4o", found "gpt-4"; …": the clauses that do not hold, in one line, those first that are
/// most likely the mistake: path, method, model, header, other members, then the rest.
[[nodiscard]] std::string failing_clauses(const Miss& miss);

}  // namespace wiretape::mockserver
