#include "wiretape/mockserver/quota_answer.h"

#include <vector>

#include "wiretape/core/provider/openai_chat.h"

namespace wiretape::mockserver {
namespace {

const provider::Dialect& dialect_of(const tape::Exchange& exchange) {
  return exchange.dialect == nullptr ? provider::openai_chat : *exchange.dialect;
}

}  // namespace

wire::HttpFields quota_fields(const tape::Exchange& exchange, const provider::RateLimitState& state,
                              provider::WallTime now) {
  return dialect_of(exchange).rate_limit_fields(state, now);
}

provider::WholeAnswer limited_answer(const tape::Exchange& exchange, const provider::QuotaRefusal& refusal,
                                     const wire::HttpFields& fields) {
  const auto& dialect = dialect_of(exchange);
  auto answer = dialect.render_error(dialect.rate_limit_error(refusal));
  put_fields(answer.fields, fields);
  return answer;
}

void put_fields(wire::HttpFields& head, const wire::HttpFields& fields) {
  std::erase_if(head, [&](const wire::HttpField& field) { return wire::find_field(fields, field.name).has_value(); });
  head.insert(head.end(), fields.begin(), fields.end());
}

}  // namespace wiretape::mockserver
