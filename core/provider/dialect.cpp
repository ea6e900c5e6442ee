#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

wire::Framing stream_framing(const wire::HttpFields& fields, const Dialect* dialect) {
  const auto named = wire::framing_of_type(wire::find_field(fields, "content-type").value_or(""));
  return named.value_or(dialect == nullptr ? wire::Framing::sse : dialect->framing);
}

wire::HttpFields stream_fields(const Dialect& dialect, wire::Framing framing) {
  const std::string_view type = framing == dialect.framing ? dialect.content_type : "application/json; charset=UTF-8";
  wire::HttpFields fields = dialect.write.stream_fields();
  fields.insert(fields.begin(), {"content-type", std::string(type)});
  return fields;
}

wire::Framing framing_asked_for(const Dialect& dialect, const RequestView& request) {
  const bool is_array = dialect.write.wants_array != nullptr && dialect.write.wants_array(request);
  return is_array ? wire::Framing::json_array : dialect.framing;
}

}  // namespace wiretape::provider
