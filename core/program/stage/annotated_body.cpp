#include "wiretape/core/program/stage/annotated_body.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/provider/shared/annotate.h"

namespace wiretape::program {
namespace {

using wire::FoundFrame;

bool is_comment(const FoundFrame& frame) {
  return frame.kind == FoundFrame::Kind::comment;
}

/// As an event at stage 2, with its bytes where they are given.
provider::Event to_event(const FoundFrame& frame, wire::Framing framing, std::string_view verbatim = {}) {
  if (is_comment(frame)) return provider::CommentEvent{frame.data, std::string(verbatim)};
  return provider::DataEvent{frame.name, frame.data, {}, std::string(verbatim), framing};
}

/// Where the last event ends.
std::size_t events_end(const std::vector<FoundFrame>& frames) {
  std::size_t end = 0;
  for (const FoundFrame& frame : frames) {
    if (!is_comment(frame)) end = frame.end;
  }
  return end;
}

/// Where an event that was never ended begins, behind all that was found; npos where there is none.
std::size_t tail_of(const std::vector<FoundFrame>& frames, std::string_view bytes) {
  return frames.empty() ? bytes.npos : bytes.find_first_not_of("\r\n", frames.back().end);
}

/// Those that together are the bytes, each up to where the next begins.
std::vector<FoundFrame> frames_without_gaps(std::string_view bytes, wire::Framing framing) {
  std::vector<FoundFrame> frames = wire::codec_of(framing).find(bytes);
  std::size_t event_end = 0;
  std::erase_if(frames, [&](const FoundFrame& each) {
    if (is_comment(each)) return each.start < event_end;
    event_end = each.end;
    return false;
  });
  if (const std::size_t tail = tail_of(frames, bytes); tail != bytes.npos) {
    frames.push_back({.kind = FoundFrame::Kind::comment, .start = tail, .end = bytes.size()});
  }
  const std::size_t first = frames.empty() ? bytes.size() : frames.front().start;
  if (first > 0) frames.insert(frames.begin(), {.kind = FoundFrame::Kind::comment, .start = 0, .end = first});
  return frames;
}

}  // namespace

Body annotated_body(std::string bytes, wire::Framing framing, const provider::Dialect* dialect) {
  Body body;
  const std::vector<FoundFrame> frames = wire::codec_of(framing).find(bytes);
  std::vector<provider::Event> events;
  for (const FoundFrame& frame : frames) {
    (is_comment(frame) ? body.comment_starts : body.event_starts).push_back(frame.start);
    events.push_back(to_event(frame, framing));
  }
  if (dialect != nullptr) {
    for (const provider::Mark& mark : provider::annotate(*dialect, events)) {
      const std::size_t offset = mark.event < frames.size() ? frames[mark.event].start : events_end(frames);
      body.marks.push_back({mark.kind, mark.ordinal, offset});
    }
  }
  body.bytes = std::move(bytes);
  return body;
}

provider::Events recorded_events(std::string_view bytes, wire::Framing framing, const provider::Dialect* dialect) {
  const std::vector<FoundFrame> frames = frames_without_gaps(bytes, framing);
  provider::Events events;
  for (std::size_t index = 0; index < frames.size(); ++index) {
    const std::size_t end = index + 1 < frames.size() ? frames[index + 1].start : bytes.size();
    events.events.push_back(
        to_event(frames[index], framing, bytes.substr(frames[index].start, end - frames[index].start)));
  }
  if (dialect != nullptr) events.marks = provider::annotate(*dialect, events.events);
  return events;
}

}  // namespace wiretape::program
