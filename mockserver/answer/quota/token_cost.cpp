#include "wiretape/mockserver/answer/quota/token_cost.h"

#include <variant>
#include <vector>

#include "wiretape/core/provider/message.h"
#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/usage_tokens.h"

namespace wiretape::mockserver {
namespace {

provider::Reply without_error_event(provider::Reply reply) {
  reply.error_event.reset();
  return reply;
}

std::uint64_t reply_cost(const provider::Reply& reply, const provider::Dialect& dialect,
                         const provider::RequestView& request) {
  if (reply.error) return 0;
  if (reply.usage) return provider::tokens_in_usage(*reply.usage);
  // What a whole answer would report, however it is sent, and whether an error follows or not.
  const auto whole = reply.error_event ? dialect.write.render_whole(without_error_event(reply), request)
                                       : dialect.write.render_whole(reply, request);
  std::vector<provider::Delta> deltas;
  provider::Message message;
  const auto decoder = dialect.read.make_decoder();
  decoder->decode_whole(whole.status, whole.body, deltas);
  for (const auto& delta : deltas)
    message.add(delta);
  return message.usage ? provider::tokens_in_usage(*message.usage) : 0;
}

}  // namespace

std::uint64_t token_cost(const tape::Exchange& exchange, const provider::RequestView& request) {
  if (const auto* reply = std::get_if<provider::Reply>(&exchange.answer)) {
    return reply_cost(*reply, *exchange.dialect, request);
  }
  return provider::count_tokens(request.body());
}

}  // namespace wiretape::mockserver
