#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

wire::Framing stream_framing(const wire::HttpFields& fields, const Dialect* dialect) {
  const auto named = wire::framing_of_type(wire::find_field(fields, "content-type").value_or(""));
  return named.value_or(dialect == nullptr ? wire::Framing::sse : dialect->framing);
}

}  // namespace wiretape::provider
