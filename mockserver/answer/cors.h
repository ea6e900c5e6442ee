#pragma once

#include <memory>
#include <optional>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {

/// The answer to a browser's preflight (OPTIONS with Origin and Access-Control-Request-Method, as the Fetch standard
/// says): 204, and whatever was asked for is allowed to that origin. nullopt for any other request.
[[nodiscard]] std::optional<Answer> preflight_answer(const wire::HttpRequest& request);

/// The program with fields in its final head that let a page of the request's Origin read the answer and all of its
/// fields. Unchanged where the request names no Origin, where the tape's own fields speak of that, or where the program
/// has no sound head.
[[nodiscard]] std::shared_ptr<const program::WireProgram> readable_across_origins(
    std::shared_ptr<const program::WireProgram> program, const wire::HttpRequest& request);

}  // namespace wiretape::mockserver
