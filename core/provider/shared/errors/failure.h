#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/shared/errors/words_of_error.h"

namespace wiretape::provider {

/// Whether a member of this name may say, at the top of an event, that it is a failure: a quick look that spares events
/// without one the search.
[[nodiscard]] bool may_say_failure(std::string_view name);

/// Whether a value, as it is written, says in an error's place that there is none: null, false, 0, a text that is empty
/// or a word of success. Always false of an object or array.
[[nodiscard]] bool says_no_error(std::string_view written);

/// Whether an event of this name is an error, whatever it holds: "error", "Error", "exception".
[[nodiscard]] bool is_error_event(std::string_view name);

/// What an event says whose members speak of failure in another dress than an `error` of their own dialect: a `code` or
/// `status` that is no success beside a message, `detail`, `error_msg`, `base_resp`, an error object inside others …
/// `has_answer`: it holds a part of the answer as well, and must say clearly that this is not all. Of a list its first
/// object counts. nullopt: no failure, or no JSON.
[[nodiscard]] std::optional<ErrorWords> find_failure(std::string_view json, bool has_answer);

/// Adds what an error lacks. Its views are of the words then.
void add_words(ErrorDelta& error, const ErrorWords& words);

/// Takes the message that stands beside an error without one, or beside one that is a mere number: then that is its
/// code.
void take_message_beside(ErrorDelta& error, std::string_view message);

}  // namespace wiretape::provider
