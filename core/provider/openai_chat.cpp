#include "wiretape/core/provider/openai_chat.h"

#include "wiretape/core/provider/annotate.h"
#include "wiretape/core/provider/openai_chat_decoder.h"
#include "wiretape/core/provider/openai_chat_error.h"
#include "wiretape/core/provider/openai_chat_render.h"
#include "wiretape/core/provider/openai_chat_request.h"

namespace wiretape::provider {
namespace {

bool speaks_path(std::string_view path) {
  return path.ends_with("/chat/completions");
}

wire::HttpFields stream_fields() {
  return {{"content-type", "text/event-stream; charset=utf-8"}};
}

std::vector<Mark> annotate(const std::vector<Event>& events) {
  return annotate_with(*make_openai_chat_decoder(), events);
}

}  // namespace

constinit const Dialect openai_chat{
    .name = "openai.chat",
    .default_path = "/v1/chat/completions",
    .speaks_path = speaks_path,
    .wants_stream = openai_chat_wants_stream,
    .render_key = openai_chat_render_key,
    .stream_fields = stream_fields,
    .render = openai_chat_render,
    .render_whole = openai_chat_render_whole,
    .render_error = openai_chat_render_error,
    .annotate = annotate,
    .make_decoder = make_openai_chat_decoder,
    .request_body = openai_chat_request_body,
};

}  // namespace wiretape::provider
