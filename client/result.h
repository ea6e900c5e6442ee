#pragma once

#include <chrono>
#include <optional>

#include "wiretape/client/outcome.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::client {

/// When things happened, counted from the first pull.
struct Timing {
  std::optional<std::chrono::microseconds> head;           ///< the response's head was whole
  std::optional<std::chrono::microseconds> first_content;  ///< the first piece of content
  std::chrono::microseconds total{0};                      ///< the outcome was known
};

/// What a stream came to. Whatever the outcome, the message holds all that had arrived.
struct Result {
  provider::Message message;
  Outcome outcome;
  Timing timing;
  std::optional<int> status;           ///< HTTP; none where no head arrived
  std::optional<wire::Ending> ending;  ///< how the response ended on the wire; none where no byte of one came.
                                       ///< `abandoned` where the stream had ended before it.
};

}  // namespace wiretape::client
