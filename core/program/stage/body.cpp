#include "wiretape/core/program/stage/body.h"

#include <utility>
#include <variant>

#include "wiretape/core/wire/sse/sse_writer.h"

namespace wiretape::program {
namespace {

struct Encoder {
  Body& body;

  void operator()(const provider::DataEvent& event) const {
    body.event_starts.push_back(body.bytes.size());
    body.bytes += event.verbatim;
    if (!event.verbatim.empty()) return;
    if (event.id) wire::append_sse_id(body.bytes, *event.id);
    wire::append_sse_event(body.bytes, event.name, event.data);
  }
  void operator()(const provider::CommentEvent& comment) const {
    body.comment_starts.push_back(body.bytes.size());
    body.bytes += comment.verbatim;
    if (!comment.verbatim.empty()) return;
    wire::append_sse_comment(body.bytes, comment.text);
  }
  void operator()(const provider::PauseEvent& pause) const {
    body.pauses.push_back({body.bytes.size(), pause.duration});
  }
};

}  // namespace

Body encode_sse(const provider::Events& events) {
  Body body;
  auto mark = events.marks.begin();
  for (std::size_t index = 0; index <= events.events.size(); ++index) {
    for (; mark != events.marks.end() && mark->event == index; ++mark) {
      body.marks.push_back({mark->kind, mark->ordinal, body.bytes.size()});
    }
    if (index < events.events.size()) std::visit(Encoder{body}, events.events[index]);
  }
  return body;
}

Body verbatim_body(std::string bytes) {
  Body body;
  body.bytes = std::move(bytes);
  return body;
}

}  // namespace wiretape::program
