#pragma once

#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::cli {

/// The exchanges of a tape, each with those that its `then` stands for behind it.
[[nodiscard]] std::vector<tape::Exchange> all_answers(const tape::Tape& tape);

/// The dialect in which an exchange's answer to a request is read: its own, else the request's.
[[nodiscard]] const provider::Dialect& answer_dialect(const tape::Exchange& exchange, const wire::HttpRequest& request);

}  // namespace wiretape::cli
