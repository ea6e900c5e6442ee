#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"

#include <array>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_edits.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_render.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_rate_limit.h"
#include "wiretape/core/provider/shared/annotate.h"

namespace wiretape::provider {
namespace {

constexpr std::array<std::string_view, 6> absent_keys{"choices",     "created",          "error.code",
                                                      "error.param", "error_event.code", "error_event.param"};

bool speaks_path(std::string_view path) {
  return path.ends_with("/v1/messages");
}

std::vector<Mark> annotate(const std::vector<Event>& events) {
  return annotate_with(*make_anthropic_messages_decoder(), events);
}

}  // namespace

constinit const Dialect anthropic_messages{
    .name = "anthropic.messages",
    .default_path = "/v1/messages",
    .path_below_base = "/v1/messages",
    .absent_keys = absent_keys,
    .speaks_path = speaks_path,
    .wants_stream = anthropic_messages_wants_stream,
    .render_key = anthropic_messages_render_key,
    .framing = wire::Framing::sse,
    .stream_fields = anthropic_stream_fields,
    .render = anthropic_messages_render,
    .render_whole = anthropic_messages_render_whole,
    .render_error = anthropic_messages_render_error,
    .rate_limit_fields = anthropic_rate_limit_fields,
    .rate_limit_error = anthropic_rate_limit_error,
    .annotate = annotate,
    .make_decoder = make_anthropic_messages_decoder,
    .request_fields = anthropic_request_fields,
    .request_body = anthropic_messages_request_body,
    .edits = &anthropic_messages_edits,
};

}  // namespace wiretape::provider
