#include "wiretape/core/provider/openai_responses/openai_responses.h"

#include <array>

#include "wiretape/core/provider/openai_responses/openai_responses_call.h"
#include "wiretape/core/provider/openai_responses/openai_responses_conversation.h"
#include "wiretape/core/provider/openai_responses/openai_responses_decoder.h"
#include "wiretape/core/provider/openai_responses/openai_responses_edits.h"
#include "wiretape/core/provider/openai_responses/openai_responses_refusal.h"
#include "wiretape/core/provider/openai_responses/openai_responses_render.h"
#include "wiretape/core/provider/openai_responses/openai_responses_request.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/openai/openai_meaning.h"
#include "wiretape/core/provider/shared/openai/openai_models.h"
#include "wiretape/core/provider/shared/openai/openai_rate_limit.h"

namespace wiretape::provider {
namespace {

constexpr std::array<std::string_view, 2> absent_keys{"choices", "stop_sequence"};

bool speaks_path(std::string_view path) {
  return path.ends_with("/responses");
}

bool speaks_fields(const wire::HttpFieldLines& /*fields*/) {
  return false;  // nothing in them tells it from others
}

}  // namespace

constinit const Dialect openai_responses{
    .name = "openai.responses",
    .framing = wire::Framing::sse,
    .content_type = "text/event-stream; charset=utf-8",
    .default_path = "/v1/responses",
    .speaks_path = speaks_path,
    .speaks_fields = speaks_fields,
    .call = {.request = openai_responses_call},
    .read = {.make_decoder = make_openai_responses_decoder, .error_meaning = openai_error_meaning},
    .write = {.absent_keys = absent_keys,
              .wants_stream = openai_responses_wants_stream,
              .render_key = openai_responses_render_key,
              .stream_fields = openai_stream_fields,
              .render = openai_responses_render,
              .render_whole = openai_responses_render_whole,
              .render_error = openai_render_error,
              .rate_limit_fields = openai_rate_limit_fields,
              .rate_limit_error = openai_rate_limit_error,
              .models = openai_models,
              .request_error = openai_responses_request_error},
    .conversation = &openai_responses_conversation,
    .edits = &openai_responses_edits,
    .beside = {},
};

}  // namespace wiretape::provider
