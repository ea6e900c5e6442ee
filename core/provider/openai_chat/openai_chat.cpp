#include "wiretape/core/provider/openai_chat/openai_chat.h"

#include <array>
#include <string>

#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"
#include "wiretape/core/provider/openai_chat/openai_chat_edits.h"
#include "wiretape/core/provider/openai_chat/openai_chat_error.h"
#include "wiretape/core/provider/openai_chat/openai_chat_render.h"
#include "wiretape/core/provider/openai_chat/openai_chat_request.h"
#include "wiretape/core/provider/openai_chat/openai_rate_limit.h"
#include "wiretape/core/provider/shared/annotate.h"

namespace wiretape::provider {
namespace {

constexpr std::array<std::string_view, 2> absent_keys{"blocks", "stop_sequence"};

bool speaks_path(std::string_view path) {
  return path.ends_with("/chat/completions");
}

wire::HttpFields stream_fields() {
  return {{"content-type", "text/event-stream; charset=utf-8"}};
}

wire::HttpFields request_fields(std::string_view key) {
  if (key.empty()) return {};
  return {{"authorization", "Bearer " + std::string(key)}};
}

std::vector<Mark> annotate(const std::vector<Event>& events) {
  return annotate_with(*make_openai_chat_decoder(), events);
}

}  // namespace

constinit const Dialect openai_chat{
    .name = "openai.chat",
    .default_path = "/v1/chat/completions",
    .path_below_base = "/chat/completions",
    .absent_keys = absent_keys,
    .speaks_path = speaks_path,
    .wants_stream = openai_chat_wants_stream,
    .render_key = openai_chat_render_key,
    .framing = wire::Framing::sse,
    .stream_fields = stream_fields,
    .render = openai_chat_render,
    .render_whole = openai_chat_render_whole,
    .render_error = openai_chat_render_error,
    .rate_limit_fields = openai_rate_limit_fields,
    .rate_limit_error = openai_rate_limit_error,
    .annotate = annotate,
    .make_decoder = make_openai_chat_decoder,
    .request_fields = request_fields,
    .request_body = openai_chat_request_body,
    .edits = &openai_chat_edits,
};

}  // namespace wiretape::provider
