#pragma once

#include <cstdint>
#include <string_view>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/answer/session/session_states.h"

namespace wiretape::mockserver {

/// Which one of several equal requests this is, and the seed of all that is random in its answer.
struct RequestCount {
  std::uint64_t attempt = 1;
  std::uint64_t seed = 0;
};

/// Counts a request in its session. The seed depends on the server's seed, the exchange's seed and id, the request
/// (compile::request_key) and the attempt, and on nothing else: not on other requests, nor on when they come.
[[nodiscard]] RequestCount count_request(const tape::Exchange& exchange, std::uint64_t server_seed,
                                         const provider::RequestView& request, std::string_view session,
                                         SessionStates& sessions);

}  // namespace wiretape::mockserver
