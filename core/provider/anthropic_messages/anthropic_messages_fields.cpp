#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"

#include <string>

#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::provider {

static_assert(anthropic_request_id.ends_with(open_request_id));

wire::HttpFields anthropic_stream_fields() {
  return {{"cache-control", "no-cache"}, {"request-id", std::string(anthropic_request_id)}};
}

wire::HttpFields anthropic_answer_fields() {
  return {{"content-type", "application/json"}, {"request-id", std::string(anthropic_request_id)}};
}

}  // namespace wiretape::provider
