#include "wiretape/core/timeline/heard.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/timeline/sent_bytes.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::timeline {
namespace {

using wire::FoundFrame;

/// A body as it comes, step by step.
struct ReadBody {
  std::string bytes;
  bool is_whole = false;  ///< its framing says so
};

/// Takes a program's bytes through a reader, and notes in `heard` where each step ends in the body.
ReadBody read_body(const program::WireProgram& program, Heard& heard) {
  ReadBody body;
  wire::HttpResponseReader reader;
  for (const auto& step : program.steps) {
    const auto begin = body.bytes.size();
    for (auto input = sent_bytes(program, step.action); !input.empty();) {
      const auto read = reader.next(input);
      if (const auto* some = std::get_if<wire::HttpBodyBytes>(&read)) {
        body.bytes += some->bytes;
      } else if (std::holds_alternative<wire::HttpResponseHeadDone>(read)) {
        heard.head = reader.head();
      } else if (!std::holds_alternative<wire::HttpResponseNeedMore>(read)) {
        break;
      }
    }
    heard.steps.push_back({.body_begin = begin, .body_end = body.bytes.size()});
  }
  body.is_whole = reader.ending_at_fin() == wire::Ending::complete || reader.ending_at_fin() == wire::Ending::closed;
  return body;
}

std::vector<Said> kept(const std::vector<provider::Delta>& deltas) {
  std::vector<Said> says;
  std::ranges::transform(deltas, std::back_inserter(says), said);
  return says;
}

/// What frames say, one after the other.
class FrameReading {
 public:
  explicit FrameReading(const provider::Dialect& dialect) : decoder_(dialect.read.make_decoder()) {}

  std::vector<Said> of(const FoundFrame& frame) {
    if (frame.kind == FoundFrame::Kind::comment) return {{.text = frame.data}};
    deltas_.clear();
    decoder_->decode({frame.name, frame.data}, deltas_);
    if (deltas_.empty()) return {{.text = frame.name.empty() ? frame.data : frame.name}};
    return kept(deltas_);
  }

 private:
  std::unique_ptr<provider::Decoder> decoder_;
  std::vector<provider::Delta> deltas_;
};

Part part_in(const HeardStep& step, const FoundFrame& frame) {
  const bool has_begin = step.body_begin <= frame.start;
  const bool has_end = frame.end <= step.body_end;
  if (has_begin) return has_end ? Part::whole : Part::begin;
  return has_end ? Part::end : Part::middle;
}

/// Gives each step its parts of the events in a stream's body.
void add_events(std::string_view body, wire::Framing framing, const provider::Dialect& dialect,
                std::vector<HeardStep>& steps) {
  FrameReading reading(dialect);
  std::size_t number = 0;
  std::size_t first = 0;  // step that may hold something of what follows
  for (const FoundFrame& frame : wire::codec_of(framing).find(body)) {
    const bool is_comment = frame.kind == FoundFrame::Kind::comment;
    if (!is_comment) ++number;
    while (first < steps.size() && steps[first].body_end <= frame.start)
      ++first;
    for (auto step = first; step < steps.size() && steps[step].body_begin < frame.end; ++step) {
      if (steps[step].body_bytes() == 0) continue;
      HeardEvent event{.kind = is_comment ? HeardEvent::Kind::comment : HeardEvent::Kind::event,
                       .part = part_in(steps[step], frame),
                       .number = is_comment ? 0 : number};
      if (frame.end <= steps[step].body_end) event.says = reading.of(frame);
      steps[step].events.push_back(std::move(event));
    }
  }
}

/// Gives the step with the body's last byte what a whole answer says. One that isn't in the dialect says nothing.
void add_answer(const std::string& body, int status, const provider::Dialect& dialect, std::vector<HeardStep>& steps) {
  std::vector<provider::Delta> deltas;
  const auto decoder = dialect.read.make_decoder();
  decoder->decode_whole(status, body, deltas);
  const auto is_unreadable = [](const provider::Delta& delta) {
    return std::holds_alternative<provider::UndecodableDelta>(delta);
  };
  if (std::ranges::any_of(deltas, is_unreadable)) return;
  const auto last =
      std::find_if(steps.rbegin(), steps.rend(), [](const HeardStep& step) { return step.body_bytes() > 0; });
  if (last == steps.rend() || deltas.empty()) return;
  last->events.push_back({.kind = HeardEvent::Kind::answer, .says = kept(deltas)});
}

bool is_array_of_chunks(std::string_view body, const provider::Dialect& dialect) {
  return dialect.write.wants_array != nullptr && body.starts_with('[');
}

bool is_json(const wire::HttpFields& fields) {
  return wire::find_field(fields, "content-type").value_or("").find("json") != std::string_view::npos;
}

}  // namespace

std::string_view to_string(Part part) {
  switch (part) {
    case Part::begin:
      return "begin";
    case Part::middle:
      return "middle";
    case Part::end:
      return "end";
    case Part::whole:
      break;
  }
  return "whole";
}

Heard hear(const program::WireProgram& program, const provider::Dialect& dialect) {
  Heard heard;
  const auto body = read_body(program, heard);
  if (!heard.head || wire::find_field(heard.head->fields, "content-encoding")) return heard;
  const auto& fields = heard.head->fields;
  if (const auto framing = wire::framing_of_type(wire::find_field(fields, "content-type").value_or(""))) {
    add_events(body.bytes, *framing, dialect, heard.steps);
  } else if (is_json(fields) && is_array_of_chunks(body.bytes, dialect)) {
    add_events(body.bytes, wire::Framing::json_array, dialect, heard.steps);
  } else if (body.is_whole && is_json(fields)) {
    add_answer(body.bytes, heard.head->status, dialect, heard.steps);
  }
  return heard;
}

}  // namespace wiretape::timeline
