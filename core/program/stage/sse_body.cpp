#include "wiretape/core/program/stage/sse_body.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/wire/sse/sse_parser.h"

namespace wiretape::program {
namespace {

/// Something that the parser found, and the byte where its first line begins.
struct Placed {
  std::size_t start;
  std::size_t end;
  provider::Event event;
};

/// The first line in bytes[from, to) that is neither blank nor a comment: where an event begins.
std::size_t event_start(std::string_view bytes, std::size_t from, std::size_t to) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (from == 0 && bytes.starts_with(byte_order_mark)) from = byte_order_mark.size();
  while (from < to) {
    if (bytes[from] == '\r' || bytes[from] == '\n') {
      ++from;
    } else if (bytes[from] == ':') {
      from = std::min(to, bytes.find_first_of("\r\n", from));
    } else {
      break;
    }
  }
  return from;
}

/// Where the comment line begins whose line end is the last before `end`.
std::size_t comment_start(std::string_view bytes, std::size_t end, std::size_t text_length) {
  const std::size_t line_end = bytes.substr(0, end).ends_with("\r\n") ? 2 : 1;
  return end - line_end - text_length - 1;
}

class Finder {
 public:
  explicit Finder(std::string_view bytes) : bytes_(bytes), parser_({.line = bytes.size(), .event = bytes.size()}) {}

  std::vector<Placed> find() {
    std::string_view input = bytes_;
    while (!input.empty()) {
      const wire::SseItem item = parser_.next(input);
      const std::size_t end = bytes_.size() - input.size();
      if (const auto* event = std::get_if<wire::SseEvent>(&item)) take(*event, end);
      if (const auto* comment = std::get_if<wire::SseComment>(&item)) {
        placed_.push_back({comment_start(bytes_, end, comment->text.size()), end,
                           provider::CommentEvent{std::string(comment->text)}});
      }
      if (std::holds_alternative<wire::SseTooLarge>(item)) break;  // no line is longer than the whole
    }
    std::ranges::stable_sort(placed_, {}, &Placed::start);  // a comment inside an event comes out before it
    return std::move(placed_);
  }

  /// Where the last event ends.
  [[nodiscard]] std::size_t end() const { return event_end_; }

 private:
  void take(const wire::SseEvent& event, std::size_t end) {
    const std::string_view name = event.name == "message" ? "" : event.name;
    placed_.push_back({event_start(bytes_, event_end_, end), end,
                       provider::DataEvent{std::string(name), std::string(event.data), {}}});
    event_end_ = end;
  }

  std::string_view bytes_;
  wire::SseParser parser_;
  std::vector<Placed> placed_;
  std::size_t event_end_ = 0;
};

/// Gives what was found its bytes: up to where the next begins.
void add_verbatim(Placed& placed, std::string_view bytes, std::size_t to) {
  std::visit(
      [&](auto& event) {
        if constexpr (requires { event.verbatim; }) event.verbatim = bytes.substr(placed.start, to - placed.start);
      },
      placed.event);
}

/// Where an event that was never ended begins, behind all that was found; npos where there is none.
std::size_t tail_of(const std::vector<Placed>& placed, std::string_view bytes) {
  return placed.empty() ? bytes.npos : bytes.find_first_not_of("\r\n", placed.back().end);
}

}  // namespace

Body annotated_sse_body(std::string bytes, const provider::Dialect* dialect) {
  Body body;
  Finder finder(bytes);
  const std::vector<Placed> placed = finder.find();
  std::vector<provider::Event> events;
  for (const Placed& each : placed) {
    const bool is_comment = std::holds_alternative<provider::CommentEvent>(each.event);
    (is_comment ? body.comment_starts : body.event_starts).push_back(each.start);
    events.push_back(each.event);
  }
  if (dialect != nullptr) {
    for (const provider::Mark& mark : dialect->annotate(events)) {
      const std::size_t offset = mark.event < placed.size() ? placed[mark.event].start : finder.end();
      body.marks.push_back({mark.kind, mark.ordinal, offset});
    }
  }
  body.bytes = std::move(bytes);
  return body;
}

provider::Events recorded_events(std::string_view bytes, const provider::Dialect* dialect) {
  Finder finder(bytes);
  std::vector<Placed> placed = finder.find();
  std::size_t event_end = 0;
  std::erase_if(placed, [&](const Placed& each) {
    const bool is_comment = std::holds_alternative<provider::CommentEvent>(each.event);
    if (is_comment) return each.start < event_end;
    event_end = each.end;
    return false;
  });
  if (const std::size_t tail = tail_of(placed, bytes); tail != bytes.npos) {
    placed.push_back({tail, bytes.size(), provider::CommentEvent{}});
  }
  const std::size_t first = placed.empty() ? bytes.size() : placed.front().start;
  if (first > 0) placed.insert(placed.begin(), {0, first, provider::CommentEvent{}});
  provider::Events events;
  for (std::size_t index = 0; index < placed.size(); ++index) {
    add_verbatim(placed[index], bytes, index + 1 < placed.size() ? placed[index + 1].start : bytes.size());
    events.events.push_back(std::move(placed[index].event));
  }
  if (dialect != nullptr) events.marks = dialect->annotate(events.events);
  return events;
}

}  // namespace wiretape::program
