#include "wiretape/core/provider/openai_chat/openai_chat_call.h"

#include "wiretape/core/provider/openai_chat/openai_chat_request.h"
#include "wiretape/core/provider/shared/call_target.h"

namespace wiretape::provider {

ProviderRequest openai_chat_call(const CallBase& base, const ChatRequest& request) {
  wire::HttpFields fields;
  if (!base.key.empty()) fields.push_back({"authorization", "Bearer " + base.key});
  return {.method = "POST",
          .target = call_target(base, "/chat/completions"),
          .fields = std::move(fields),
          .body = request.body ? *request.body : openai_chat_request_body(request)};
}

}  // namespace wiretape::provider
