#include "wiretape/core/provider/anthropic_messages/anthropic_messages_call.h"

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"
#include "wiretape/core/provider/shared/call_target.h"

namespace wiretape::provider {

ProviderRequest anthropic_messages_call(const CallBase& base, const ChatRequest& request) {
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"x-api-key", base.key});
  fields.push_back({"anthropic-version", "2023-06-01"});
  return {.method = "POST",
          .target = call_target(base, "/v1/messages"),
          .fields = std::move(fields),
          .body = request.body ? *request.body : anthropic_messages_request_body(request)};
}

bool anthropic_speaks_fields(const wire::HttpFieldLines& fields) {
  return wire::find_field(fields, "anthropic-version").has_value();
}

}  // namespace wiretape::provider
