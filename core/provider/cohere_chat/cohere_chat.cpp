#include "wiretape/core/provider/cohere_chat/cohere_chat.h"

#include <array>
#include <string>

#include "wiretape/core/provider/cohere_chat/cohere_chat_conversation.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_decoder.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_edits.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_error.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_models.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_render.h"
#include "wiretape/core/provider/cohere_chat/cohere_chat_request.h"

namespace wiretape::provider {
namespace {

constexpr auto absent_keys = std::to_array<std::string_view>(
    {"choices", "created", "model", "refusal", "stop_sequence", "error.type", "error.code", "error.param",
     "error_event.type", "error_event.code", "error_event.param"});

bool speaks_path(std::string_view path) {
  return path.ends_with("/v2/chat");
}

// Its official SDKs say whose they are.
bool speaks_fields(const wire::HttpFieldLines& fields) {
  return wire::find_field(fields, "x-fern-sdk-name") == "cohere";
}

}  // namespace

constinit const Dialect cohere_chat{
    .name = "cohere.chat",
    .framing = wire::Framing::sse,
    .content_type = "text/event-stream",
    .default_path = "/v2/chat",
    .speaks_path = speaks_path,
    .speaks_fields = speaks_fields,
    .call = {.request = cohere_chat_call},
    .read = {.make_decoder = make_cohere_chat_decoder, .error_meaning = cohere_chat_error_meaning},
    .write = {.absent_keys = absent_keys,
              .wants_stream = cohere_chat_wants_stream,
              .render_key = cohere_chat_render_key,
              .stream_fields = cohere_chat_stream_fields,
              .render = cohere_chat_render,
              .render_whole = cohere_chat_render_whole,
              .render_error = cohere_chat_render_error,
              .rate_limit_fields = cohere_chat_rate_limit_fields,
              .rate_limit_error = cohere_chat_rate_limit_error,
              .models = cohere_chat_models},
    .conversation = &cohere_chat_conversation,
    .edits = &cohere_chat_edits,
};

}  // namespace wiretape::provider
