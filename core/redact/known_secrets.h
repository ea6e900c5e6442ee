#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::redact {

/// A value below this length is no secret to look for everywhere: it would be found in ordinary words.
inline constexpr std::size_t least_known_secret = 8;

/// The same for values that only the name of their variable calls secrets, and for cookies.
inline constexpr std::size_t least_guessed_secret = 16;

/// Adds a value to look for everywhere, as it is and percent-encoded. False where it is too short or known already.
bool add_known_secret(Rules& rules, std::string_view rule, std::string_view value);

/// Adds what a request proves its rights with, unless it is shorter than 16 and of small letters, `-` and `_` only, as
/// what stands in for a key where none is needed: the credentials of its fields (of Basic the password, too), its
/// cookies, and the secret parameters of its target. True where there was any that was not known.
bool add_credentials(Rules& rules, const wire::HttpFieldLines& fields, std::string_view target);

/// Adds the values of environment variables that are named like a key, a token or a secret. The variables are names and
/// values.
void add_environment(Rules& rules, std::span<const std::pair<std::string, std::string>> variables);

}  // namespace wiretape::redact
