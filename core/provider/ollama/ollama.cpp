#include "wiretape/core/provider/ollama/ollama.h"

#include <array>
#include <string>

#include "wiretape/core/provider/ollama/ollama_conversation.h"
#include "wiretape/core/provider/ollama/ollama_decoder.h"
#include "wiretape/core/provider/ollama/ollama_edits.h"
#include "wiretape/core/provider/ollama/ollama_endpoint.h"
#include "wiretape/core/provider/ollama/ollama_error.h"
#include "wiretape/core/provider/ollama/ollama_models.h"
#include "wiretape/core/provider/ollama/ollama_render.h"
#include "wiretape/core/provider/ollama/ollama_request.h"

namespace wiretape::provider {
namespace {

constexpr auto absent_in_chat =
    std::to_array<std::string_view>({"blocks", "choices", "id", "refusal", "stop_sequence", "error.type", "error.code",
                                     "error.param", "error_event.type", "error_event.code", "error_event.param"});

constexpr auto absent_in_generate = std::to_array<std::string_view>(
    {"blocks", "choices", "id", "refusal", "stop_sequence", "tool_calls", "error.type", "error.code", "error.param",
     "error_event.type", "error_event.code", "error_event.param"});

bool speaks_chat_path(std::string_view path) {
  return path.ends_with("/api/chat");
}

bool speaks_generate_path(std::string_view path) {
  return path.ends_with("/api/generate");
}

bool speaks_fields(const wire::HttpFieldLines& /*fields*/) {
  return false;  // nothing in them tells it from others
}

wire::HttpFields no_stream_fields() {
  return {};
}

template <OllamaEndpoint endpoint>
constexpr DialectCall call_to{
    .request = [](const CallBase& base, const ChatRequest& request) { return ollama_call(base, request, endpoint); }};

constexpr DialectRead read_lines{.make_decoder = make_ollama_decoder, .error_meaning = ollama_error_meaning};

template <OllamaEndpoint endpoint>
constexpr DialectWrite write_lines{
    .absent_keys = endpoint == OllamaEndpoint::chat ? std::span<const std::string_view>(absent_in_chat)
                                                    : std::span<const std::string_view>(absent_in_generate),
    .wants_stream = ollama_wants_stream,
    .render_key = [](const Reply& reply,
                     const RequestView& request) { return ollama_render_key(reply, request, endpoint); },
    .stream_fields = no_stream_fields,
    .render = [](const Reply& reply, const RequestView& request) { return ollama_render(reply, request, endpoint); },
    .render_whole = [](const Reply& reply,
                       const RequestView& request) { return ollama_render_whole(reply, request, endpoint); },
    .render_error = ollama_render_error,
    .rate_limit_fields = ollama_rate_limit_fields,
    .rate_limit_error = ollama_rate_limit_error,
    .models = ollama_models,
    .request_error = ollama_request_error};

}  // namespace

constinit const Dialect ollama_chat{
    .name = "ollama.chat",
    .framing = wire::Framing::ndjson,
    .content_type = "application/x-ndjson",
    .default_path = "/api/chat",
    .speaks_path = speaks_chat_path,
    .speaks_fields = speaks_fields,
    .call = call_to<OllamaEndpoint::chat>,
    .read = read_lines,
    .write = write_lines<OllamaEndpoint::chat>,
    .conversation = &ollama_chat_conversation,
    .edits = &ollama_edits,
    .models_path = "/api/tags",
};

constinit const Dialect ollama_generate{
    .name = "ollama.generate",
    .framing = wire::Framing::ndjson,
    .content_type = "application/x-ndjson",
    .default_path = "/api/generate",
    .speaks_path = speaks_generate_path,
    .speaks_fields = speaks_fields,
    .call = call_to<OllamaEndpoint::generate>,
    .read = read_lines,
    .write = write_lines<OllamaEndpoint::generate>,
    .conversation = &ollama_generate_conversation,
    .edits = &ollama_edits,
    .models_path = "/api/tags",
};

}  // namespace wiretape::provider
