#include "wiretape/core/provider/openai_chat.h"

#include "wiretape/core/provider/mark_collector.h"
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
  const std::unique_ptr<Decoder> decoder = make_openai_chat_decoder();
  MarkCollector collector;
  std::vector<Delta> deltas;
  for (std::size_t place = 0; place < events.size(); ++place) {
    const auto* event = std::get_if<DataEvent>(&events[place]);
    if (event == nullptr) continue;
    deltas.clear();
    decoder->decode({event->name, event->data}, deltas);
    EventContent content;
    for (const Delta& delta : deltas)
      content.add(delta);
    collector.add(place, content);
  }
  return collector.marks();
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
