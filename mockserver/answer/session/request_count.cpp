#include "wiretape/mockserver/answer/session/request_count.h"

#include "wiretape/core/compile/request_key.h"
#include "wiretape/core/program/random.h"

namespace wiretape::mockserver {

RequestCount count_request(const tape::Exchange& exchange, std::uint64_t server_seed,
                           const provider::RequestView& request, std::string_view session, SessionStates& sessions) {
  const auto key = compile::request_key(session, request);
  const auto attempt = sessions.next_attempt(session, key);
  auto seed = program::mix_seed(server_seed, exchange.delivery.seed);
  seed = program::mix_seed(seed, exchange.id);
  seed = program::mix_seed(seed, key);
  return {attempt, program::mix_seed(seed, attempt)};
}

}  // namespace wiretape::mockserver
