#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

wire::Framing stream_framing(const wire::HttpFields& fields, const Dialect* dialect) {
  const auto named = wire::framing_of_type(wire::find_field(fields, "content-type").value_or(""));
  return named.value_or(dialect == nullptr ? wire::Framing::sse : dialect->framing);
}

wire::HttpFields stream_fields(const Dialect& dialect) {
  wire::HttpFields fields = dialect.write.stream_fields();
  fields.insert(fields.begin(), {"content-type", std::string(dialect.content_type)});
  return fields;
}

}  // namespace wiretape::provider
