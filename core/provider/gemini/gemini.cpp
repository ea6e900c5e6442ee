#include "wiretape/core/provider/gemini/gemini.h"

#include <array>
#include <string>

#include "wiretape/core/provider/gemini/beside/gemini_count_tokens.h"
#include "wiretape/core/provider/gemini/gemini_call.h"
#include "wiretape/core/provider/gemini/gemini_conversation.h"
#include "wiretape/core/provider/gemini/gemini_decoder.h"
#include "wiretape/core/provider/gemini/gemini_edits.h"
#include "wiretape/core/provider/gemini/gemini_error.h"
#include "wiretape/core/provider/gemini/gemini_models.h"
#include "wiretape/core/provider/gemini/gemini_render.h"
#include "wiretape/core/provider/gemini/gemini_request.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view models_below = "/v1beta/models";

constexpr auto absent_keys = std::to_array<std::string_view>(
    {"created", "stop_sequence", "error.code", "error.param", "error_event.code", "error_event.param"});

constexpr std::array<const SideEndpoint*, 2> beside{&gemini_model, &gemini_count_tokens};

// What stands below Google's own models is Google's, whatever is asked of them; a tape's path may leave that open.
/// Whether a tape's path leaves the method open: "/{version}/models/NAME:{method}".
bool is_for_every_method(std::string_view path) {
  const auto method = path.rfind(":{");
  return method != std::string_view::npos && path.find('/', method) == std::string_view::npos &&
         path.find("/models/") < method;
}

bool speaks_path(std::string_view path) {
  return is_gemini_path(path) || path.find(models_below) != std::string_view::npos || is_for_every_method(path);
}

bool speaks_fields(const wire::HttpFieldLines& fields) {
  return wire::find_field(fields, "x-goog-api-key").has_value();
}

}  // namespace

constinit const Dialect gemini{
    .name = "gemini",
    .framing = wire::Framing::sse,
    .content_type = "text/event-stream",
    .default_path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
    .speaks_path = speaks_path,
    .speaks_fields = speaks_fields,
    .call = {.request = gemini_call},
    .read = {.make_decoder = make_gemini_decoder, .error_meaning = gemini_error_meaning},
    .write = {.absent_keys = absent_keys,
              .wants_stream = gemini_wants_stream,
              .wants_array = gemini_wants_array,
              .render_key = gemini_render_key,
              .stream_fields = gemini_stream_fields,
              .render = gemini_render,
              .render_whole = gemini_render_whole,
              .render_error = gemini_render_error,
              .rate_limit_fields = gemini_rate_limit_fields,
              .rate_limit_error = gemini_rate_limit_error,
              .models = gemini_models},
    .conversation = &gemini_conversation,
    .edits = &gemini_edits,
    .beside = beside,
};

}  // namespace wiretape::provider
