#include "wiretape/core/program/stage/body.h"

#include <utility>
#include <variant>

namespace wiretape::program {
namespace {

struct Encoder {
  wire::Framing framing;
  const wire::FramingCodec& codec;
  Body& body;

  void operator()(const provider::DataEvent& event) const {
    body.event_starts.push_back(body.bytes.size());
    if (!event.verbatim.empty() && event.framing == framing) {
      body.bytes += event.verbatim;
    } else {
      codec.append_event(body.bytes, {.name = event.name, .data = event.data, .id = event.id});
    }
  }
  void operator()(const provider::CommentEvent& comment) const {
    if (comment.verbatim.empty() && codec.append_comment == nullptr) return;
    body.comment_starts.push_back(body.bytes.size());
    body.bytes += comment.verbatim;
    if (comment.verbatim.empty()) codec.append_comment(body.bytes, comment.text);
  }
  void operator()(const provider::FieldsEvent& fields) const {
    if (codec.append_fields == nullptr) return;
    body.comment_starts.push_back(body.bytes.size());
    codec.append_fields(body.bytes, {.name = fields.name, .id = fields.id, .retry = fields.retry});
  }
  void operator()(const provider::PauseEvent& pause) const {
    body.pauses.push_back({body.bytes.size(), pause.duration});
  }
  void operator()(const provider::ExpectEvent& expect) const {
    body.expects.push_back({body.bytes.size(), {expect.message, expect.limit}});
  }
};

}  // namespace

Body encode(const provider::Events& events, wire::Framing framing) {
  Body body;
  const Encoder encoder{framing, wire::codec_of(framing), body};
  auto mark = events.marks.begin();
  for (std::size_t index = 0; index <= events.events.size(); ++index) {
    for (; mark != events.marks.end() && mark->event == index; ++mark) {
      body.marks.push_back({mark->kind, mark->ordinal, body.bytes.size()});
    }
    if (index < events.events.size()) std::visit(encoder, events.events[index]);
  }
  if (!body.bytes.empty()) body.bytes += encoder.codec.end;
  return body;
}

Body verbatim_body(std::string bytes) {
  Body body;
  body.bytes = std::move(bytes);
  return body;
}

}  // namespace wiretape::program
