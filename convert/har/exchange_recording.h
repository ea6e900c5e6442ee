#pragma once

#include <string>
#include <variant>

#include "wiretape/convert/recording.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::convert {

/// What a recorder would have seen of an exchange of a tape: a request made up after its rule, and what answers it. A
/// recorded response is as it stands; of all others what is sent, as the pieces in which it is, where they take time.
/// Faults are left out. The mistake where its placeholders lack what the request has not. `exchange` has no `then`.
[[nodiscard]] std::variant<Recording, text::Diagnostic> exchange_recording(const tape::Exchange& exchange,
                                                                           const std::string& file);

}  // namespace wiretape::convert
