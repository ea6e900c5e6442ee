#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// The bytes of tapes that one request may bring.
inline constexpr std::size_t most_tapes_body = std::size_t{4} << 20;

// Each for the session, or, where it is absent, for all sessions that have no tapes of their own. Whatever changes
// tapes has done it once the answer is given, which is that of list_tapes().

/// What answers requests, with how often each exchange has, and how many requests none answered.
[[nodiscard]] ControlAnswer list_tapes(Responder& responder, const std::optional<std::string>& session);

/// Plays the tapes in `body` in place of those that answer now. `name` is what they are called in listings and where
/// they have mistakes. 422 `bad_tape` with all mistakes, and nothing is changed.
[[nodiscard]] ControlAnswer put_tapes(Responder& responder, const std::optional<std::string>& session,
                                      const std::string& name, std::string_view body);

/// The same, behind those that answer now.
[[nodiscard]] ControlAnswer add_tapes(Responder& responder, const std::optional<std::string>& session,
                                      const std::string& name, std::string_view body);

/// Takes the tapes away: the session is answered by those for all again, and all by none.
[[nodiscard]] ControlAnswer remove_tapes(Responder& responder, const std::optional<std::string>& session);

}  // namespace wiretape::mockserver
