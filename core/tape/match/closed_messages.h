#pragma once

#include <optional>
#include <string>

#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// A list of messages in a rule's JSON that is hardly meant as it is compared, whole: it holds one message, which no
/// later turn of a conversation and none with a system prompt has, or begins with what no conversation begins with, an
/// answer of the model or a tool's result. A rule that also says its `turn` means what it says.
struct ClosedMessages {
  std::string member;  ///< the member of the request that lists them
  std::size_t count;   ///< how many there are
};

/// That of an exchange's rule, read in its dialect, or else in that of its path; nullopt where it has none.
[[nodiscard]] std::optional<ClosedMessages> closed_messages(const Exchange& exchange);

}  // namespace wiretape::tape
