#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// An error as an event's members tell of it, whatever they are called. What they leave out is empty.
struct Failure {
  std::string message;
  std::string type;
  std::string code;

  friend bool operator==(const Failure&, const Failure&) = default;
};

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
/// `has_answer`: it holds a part of the answer as well, and must say clearly that this is not all. nullopt: no failure,
/// or no JSON object.
[[nodiscard]] std::optional<Failure> find_failure(std::string_view json, bool has_answer);

/// The words of a JSON text that is known to tell of an error. What is not found is empty, but for the message where
/// there is nothing else: then it is the text itself, or its beginning.
[[nodiscard]] Failure describe_failure(std::string_view json);

/// Adds what an error lacks. Its views are the failure's afterwards.
void add_words(ErrorDelta& error, const Failure& failure);

/// Takes the message that stands beside an error without one, or beside one that is a mere number: then that is its
/// code.
void take_message_beside(ErrorDelta& error, std::string_view message);

}  // namespace wiretape::provider
