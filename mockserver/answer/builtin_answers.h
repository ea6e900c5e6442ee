#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::mockserver {

/// The dialect in which wiretape's own answers speak to whoever asks for `path` (which may have its prefixes).
[[nodiscard]] const provider::Dialect& dialect_for_own_answers(std::string_view path, const wire::HttpFields& fields);

/// wiretape's own error answer, in the shape that the dialect's SDKs show to their users.
[[nodiscard]] program::Response own_error(int status, std::string_view type, std::string_view message,
                                          const provider::Dialect& dialect = dialect_for_own_answers("", {}));

/// The 404 for a request that no exchange answers, an own_error with the member `nearest`: the three exchanges that
/// come closest, clause by clause, expected beside found. `tapes` names each exchange's tape; `used` says how often the
/// request's session has used an exchange.
[[nodiscard]] program::Response unmatched_answer(const provider::RequestView& request, const tape::Matcher& matcher,
                                                 std::span<const tape::Exchange* const> exchanges,
                                                 std::span<const std::string> tapes,
                                                 const std::function<std::uint64_t(std::size_t)>& used);

/// The model list that the tapes imply: every model that a reply names or a rule asks for, as the dialect lists them
/// that the request speaks.
[[nodiscard]] program::Response models_answer(const provider::RequestView& request,
                                              std::span<const tape::Exchange* const> exchanges);

/// Whether a request asks for the model list: GET of a path that ends in "/models".
[[nodiscard]] bool asks_for_models(const provider::RequestView& request);

}  // namespace wiretape::mockserver
