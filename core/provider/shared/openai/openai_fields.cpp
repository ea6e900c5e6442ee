#include "wiretape/core/provider/shared/openai/openai_fields.h"

#include <string>

#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::provider {
namespace {

// As long as OpenAI's.
wire::HttpField request_id_field() {
  return {"x-request-id", "req_000000000000" + std::string(open_request_id)};
}

}  // namespace

wire::HttpFields openai_stream_fields() {
  return {request_id_field()};
}

wire::HttpFields openai_answer_fields() {
  return {{"content-type", "application/json"}, request_id_field()};
}

}  // namespace wiretape::provider
