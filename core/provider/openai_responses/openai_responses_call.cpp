#include "wiretape/core/provider/openai_responses/openai_responses_call.h"

#include "wiretape/core/provider/openai_responses/openai_responses_request.h"
#include "wiretape/core/provider/shared/call_target.h"

namespace wiretape::provider {

ProviderRequest openai_responses_call(const CallBase& base, const ChatRequest& request) {
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"authorization", "Bearer " + base.key});
  return {.method = "POST",
          .target = call_target(base, "/responses"),
          .fields = std::move(fields),
          .body = request.body ? *request.body : openai_responses_request_body(request)};
}

}  // namespace wiretape::provider
