#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"

#include <array>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_call.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_conversation.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_edits.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_meaning.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_models.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_refusal.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_render.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_rate_limit.h"
#include "wiretape/core/provider/anthropic_messages/beside/anthropic_count_tokens.h"

namespace wiretape::provider {
namespace {

constexpr std::array<std::string_view, 6> absent_keys{"choices",     "created",          "error.code",
                                                      "error.param", "error_event.code", "error_event.param"};

constexpr std::array<const SideEndpoint*, 2> beside{&anthropic_count_tokens, &anthropic_model};

bool speaks_path(std::string_view path) {
  return path.ends_with("/v1/messages");
}

}  // namespace

constinit const Dialect anthropic_messages{
    .name = "anthropic.messages",
    .framing = wire::Framing::sse,
    .content_type = "text/event-stream; charset=utf-8",
    .default_path = "/v1/messages",
    .speaks_path = speaks_path,
    .speaks_fields = anthropic_speaks_fields,
    .call = {.request = anthropic_messages_call},
    .read = {.make_decoder = make_anthropic_messages_decoder, .error_meaning = anthropic_messages_error_meaning},
    .write = {.absent_keys = absent_keys,
              .wants_stream = anthropic_messages_wants_stream,
              .render_key = anthropic_messages_render_key,
              .stream_fields = anthropic_stream_fields,
              .render = anthropic_messages_render,
              .render_whole = anthropic_messages_render_whole,
              .render_error = anthropic_messages_render_error,
              .rate_limit_fields = anthropic_rate_limit_fields,
              .rate_limit_error = anthropic_rate_limit_error,
              .models = anthropic_messages_models,
              .request_error = anthropic_messages_request_error},
    .conversation = &anthropic_messages_conversation,
    .edits = &anthropic_messages_edits,
    .beside = beside,
};

}  // namespace wiretape::provider
