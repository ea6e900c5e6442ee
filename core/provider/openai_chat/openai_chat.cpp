#include "wiretape/core/provider/openai_chat/openai_chat.h"

#include <array>
#include <string>

#include "wiretape/core/provider/openai_chat/beside/openai_embeddings.h"
#include "wiretape/core/provider/openai_chat/beside/openai_moderations.h"
#include "wiretape/core/provider/openai_chat/openai_chat_call.h"
#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"
#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"
#include "wiretape/core/provider/openai_chat/openai_chat_edits.h"
#include "wiretape/core/provider/openai_chat/openai_chat_refusal.h"
#include "wiretape/core/provider/openai_chat/openai_chat_render.h"
#include "wiretape/core/provider/openai_chat/openai_chat_request.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/provider/shared/openai/openai_meaning.h"
#include "wiretape/core/provider/shared/openai/openai_models.h"
#include "wiretape/core/provider/shared/openai/openai_rate_limit.h"

namespace wiretape::provider {
namespace {

constexpr std::array<std::string_view, 2> absent_keys{"blocks", "stop_sequence"};

constexpr std::array<const SideEndpoint*, 3> beside{&openai_embeddings, &openai_moderations, &openai_model};

bool speaks_path(std::string_view path) {
  return path.ends_with("/chat/completions");
}

bool speaks_fields(const wire::HttpFieldLines& /*fields*/) {
  return false;  // nothing in them tells it from others
}

}  // namespace

constinit const Dialect openai_chat{
    .name = "openai.chat",
    .framing = wire::Framing::sse,
    .content_type = "text/event-stream; charset=utf-8",
    .default_path = "/v1/chat/completions",
    .speaks_path = speaks_path,
    .speaks_fields = speaks_fields,
    .call = {.request = openai_chat_call},
    .read = {.make_decoder = make_openai_chat_decoder, .error_meaning = openai_error_meaning},
    .write = {.absent_keys = absent_keys,
              .wants_stream = openai_chat_wants_stream,
              .render_key = openai_chat_render_key,
              .stream_fields = openai_stream_fields,
              .render = openai_chat_render,
              .render_whole = openai_chat_render_whole,
              .render_error = openai_render_error,
              .rate_limit_fields = openai_rate_limit_fields,
              .rate_limit_error = openai_rate_limit_error,
              .models = openai_models,
              .request_error = openai_chat_request_error},
    .conversation = &openai_chat_conversation,
    .edits = &openai_chat_edits,
    .beside = beside,
};

}  // namespace wiretape::provider
