#pragma once

#include <optional>
#include <string>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/answer_context.h"
#include "wiretape/mockserver/answer/ask.h"
#include "wiretape/mockserver/answer/choose.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"
#include "wiretape/mockserver/answer/own_error.h"
#include "wiretape/mockserver/answer/playable.h"

// All that the server says by itself.

namespace wiretape::mockserver {

/// Any response, played at once and whole.
[[nodiscard]] Playable own_answer(program::Response response, std::string session, const AnswerContext& context);

/// Why a request can't be taken: in the shape that the SDKs of its dialect show to their users, as are all errors here.
[[nodiscard]] Playable error_answer(const AskError& error, const wire::HttpRequest& request,
                                    const RequestOrigin& origin);

/// Why the exchange that a request meets can't answer it.
[[nodiscard]] Playable error_answer(OwnError error, const Asked& asked, const tape::Exchange& exchange);

/// What a connection is told rather than a request, in the first dialect. It closes after it.
[[nodiscard]] Playable error_answer(const OwnError& error, wire::HttpFields server_fields);

/// The 429 of the exchange's provider.
[[nodiscard]] Playable over_quota_answer(const OverQuota& over, const Asked& asked);

/// The error by which the exchange's provider refuses the request; nullopt where it takes it, or where the request asks
/// no model anything.
[[nodiscard]] std::optional<provider::ErrorReply> request_error(const Asked& asked, const tape::Exchange& exchange);

/// What a request is told that opens no WebSocket, where the exchange is one: 400, 405 or 426; nullopt where it does,
/// or the exchange is none.
[[nodiscard]] std::optional<Playable> ws_refusal_answer(const Asked& asked, const tape::Exchange& exchange);

/// That error, in place of the exchange's answer.
[[nodiscard]] Playable refusal_answer(const provider::ErrorReply& error, const Asked& asked,
                                      const tape::Exchange& exchange);

/// The model list that the tapes imply: every model that a reply names or a rule asks for, as the dialect lists them
/// that the request speaks.
[[nodiscard]] Playable models_answer(const Asked& asked, const LoadedTapes& loaded);

/// What the provider has beside its streams.
[[nodiscard]] Playable beside_answer(const Beside& beside, const Asked& asked);

/// The 404 for a request that no exchange answers, an error with the member `nearest`: the three exchanges that come
/// closest, clause by clause, expected beside found. Where some would answer, but that they are used up, it names them.
[[nodiscard]] Playable unmatched_answer(const Asked& asked, const LoadedTapes& loaded);

}  // namespace wiretape::mockserver
