#include "wiretape/mockserver/answer/quota/quota_answer.h"

#include <vector>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::mockserver {
namespace {

const provider::Dialect& dialect_of(const tape::Exchange& exchange) {
  return exchange.dialect == nullptr ? *provider::all_dialects().front() : *exchange.dialect;
}

}  // namespace

wire::HttpFields quota_fields(const tape::Exchange& exchange, const provider::RateLimitState& state,
                              provider::WallTime now) {
  return dialect_of(exchange).write.rate_limit_fields(state, now);
}

provider::WholeAnswer limited_answer(const tape::Exchange& exchange, const provider::QuotaRefusal& refusal,
                                     const wire::HttpFields& fields) {
  const auto& dialect = dialect_of(exchange);
  auto answer = dialect.write.render_error(dialect.write.rate_limit_error(refusal));
  wire::put_fields(answer.fields, fields);
  return answer;
}

}  // namespace wiretape::mockserver
