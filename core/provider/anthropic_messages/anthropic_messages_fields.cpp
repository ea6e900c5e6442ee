#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"

#include <cstddef>

namespace wiretape::provider {

std::string anthropic_request_id(const ContentHash& content) {
  constexpr std::size_t length = 20;  // as Anthropic's
  return derived_id("req_011C", length, content);
}

wire::HttpFields anthropic_stream_fields() {
  return {{"cache-control", "no-cache"}, {"request-id", std::string(anthropic_stream_request_id)}};
}

wire::HttpFields anthropic_answer_fields(std::string_view request_id) {
  return {{"content-type", "application/json"}, {"request-id", std::string(request_id)}};
}

}  // namespace wiretape::provider
