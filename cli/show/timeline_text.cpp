#include "cli/show/timeline_text.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/program/play/expected_words.h"
#include "wiretape/core/timeline/action_name.h"
#include "wiretape/core/timeline/sent_bytes.h"

#include "cli/print/action_words.h"
#include "cli/print/colours.h"
#include "cli/print/escaped_bytes.h"
#include "cli/print/printable.h"
#include "cli/print/said_words.h"
#include "cli/show/fitted_line.h"

namespace wiretape::cli {
namespace {

using std::chrono::microseconds;
using timeline::HeardEvent;
using timeline::Part;
using timeline::Timeline;

std::string milliseconds(microseconds time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

std::string whole(std::string_view text) {
  return std::string(text);
}

/// On one line, and harmless for a terminal.
std::string one_line(std::string_view text) {
  auto line = printable(text);
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\t', ' ');
  return line;
}

std::string event_name(const HeardEvent& event) {
  if (event.kind == HeardEvent::Kind::comment) return "comment";
  return event.kind == HeardEvent::Kind::answer ? "answer" : fmt::format("event {}", event.number);
}

std::string event_text(const HeardEvent& event) {
  if (event.part == Part::begin) return event_name(event) + " begins";
  if (event.part == Part::middle) return event_name(event) + " goes on";
  std::vector<std::string> words;
  for (const auto& said : event.says)
    words.push_back(said_words(said, whole));
  return fmt::format("{}{}: {}", event_name(event), event.part == Part::end ? " ends" : "", fmt::join(words, ", "));
}

/// The colour of what an event says: that of the first piece that has one.
std::string_view event_colour(const HeardEvent& event) {
  for (const auto& said : event.says) {
    if (said.kind == timeline::Said::Kind::error || said.kind == timeline::Said::Kind::unreadable) return colour::red;
    if (said.kind == timeline::Said::Kind::text) return colour::green;
    if (is_content(said.kind)) return colour::yellow;
  }
  return colour::dim;
}

/// Writes lines that fit.
class LineWriter {
 public:
  explicit LineWriter(const TimelineStyle& style) : style_(style) {}

  void line(std::string_view text, std::string_view colour = {}) {
    const auto fitted = style_.columns ? fitted_line(text, *style_.columns) : std::string(text);
    if (style_.has_colours && !colour.empty()) {
      out_.append(colour).append(fitted).append(colour::plain);
    } else {
      out_ += fitted;
    }
    out_ += '\n';
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  const TimelineStyle& style_;
  std::string out_;
};

void write_request(const Timeline& timeline, LineWriter& lines) {
  lines.line(fmt::format("exchange {}  {}:{}", one_line(timeline.exchange), one_line(timeline.tape), timeline.line));
  lines.line(fmt::format("  {} {}", one_line(timeline.method), one_line(timeline.target)));
  for (const auto& [name, expected] : timeline.rule)
    lines.line(fmt::format("    if {} {}", one_line(name), one_line(expected)), colour::dim);
}

void write_head(const Timeline& timeline, LineWriter& lines) {
  const auto& head = timeline.heard.head;
  if (!head) return lines.line("  no whole head", colour::red);
  lines.line(fmt::format("  {} {}", head->status, one_line(head->reason)), head->status < 400 ? "" : colour::red);
  for (const auto& [name, value] : head->fields)
    lines.line(fmt::format("    {}: {}", one_line(name), one_line(value)), colour::dim);
}

/// What stands in the columns before what a step says.
std::string columns(std::string_view time, std::string_view gap, std::string_view bytes, std::string_view body) {
  return fmt::format("{:>12} {:>12} {:>7} {:>7}  ", time, gap, bytes, body);
}

std::string step_columns(const Timeline& timeline, std::size_t index) {
  const auto& steps = timeline.program->steps;
  const auto gap = index == 0 ? steps[index].at : steps[index].at - steps[index - 1].at;
  const auto bytes = timeline::sent_bytes(*timeline.program, steps[index].action).size();
  const auto body = timeline.heard.steps[index].body_bytes();
  return columns(milliseconds(steps[index].at), "+" + milliseconds(gap), bytes > 0 ? fmt::format("{}", bytes) : "",
                 bytes > 0 ? fmt::format("{}", body) : "");
}

std::string limit_words(const program::WireProgram& program, const program::Action& action) {
  if (const auto* expect = std::get_if<program::ExpectAction>(&action)) {
    return fmt::format("{}, at most {} ms", one_line(program::expected_words(program, *expect)),
                       milliseconds(expect->limit));
  }
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action)) {
    return fmt::format("repeated every {} ms until the client leaves", milliseconds(repeat->every));
  }
  if (const auto* hold = std::get_if<program::HoldAction>(&action)) {
    return fmt::format("{}at most {} ms", hold->ends_at_next_request ? "or the session's next request, " : "",
                       milliseconds(hold->limit));
  }
  return "";
}

/// What a step does, a line each.
std::vector<std::pair<std::string, std::string_view>> step_words(const Timeline& timeline, std::size_t index) {
  const auto& action = timeline.program->steps[index].action;
  std::vector<std::pair<std::string, std::string_view>> words;
  for (const auto& event : timeline.heard.steps[index].events)
    words.emplace_back(escaped_bytes(event_text(event)), event_colour(event));
  if (words.empty()) {
    const auto act = action_words(action);
    const auto bytes = timeline::sent_bytes(*timeline.program, action);
    words.emplace_back(act.empty() ? byte_excerpt(bytes) : std::string(act), act.empty() ? colour::dim : "");
  }
  if (auto limit = limit_words(*timeline.program, action); !limit.empty()) words.emplace_back(std::move(limit), "");
  return words;
}

void write_faults_at(const Timeline& timeline, std::size_t step, LineWriter& lines) {
  for (const auto& fault : timeline.faults) {
    if (fault.step == step) lines.line(columns("", "", "", "") + "! fault " + one_line(fault.text), colour::red);
  }
}

void write_steps(const Timeline& timeline, LineWriter& lines) {
  lines.line(columns("ms", "gap", "bytes", "body") + (timeline.has_reads ? "read" : "write"), colour::dim);
  const auto count = timeline.program->steps.size();
  for (std::size_t index = 0; index < count; ++index) {
    write_faults_at(timeline, index, lines);
    auto front = step_columns(timeline, index);
    for (const auto& [words, colour] : step_words(timeline, index))
      lines.line(std::exchange(front, columns("", "", "", "")) + words, colour);
  }
  write_faults_at(timeline, count, lines);
}

void write_other_faults(const Timeline& timeline, LineWriter& lines) {
  for (const auto& fault : timeline.faults) {
    if (fault.step) continue;
    lines.line(fmt::format("  fault {}: {}", one_line(fault.text),
                           fault.is_hit ? "shows nowhere beside the others" : "does not hit a first request"));
  }
}

void write_ending(const Timeline& timeline, LineWriter& lines) {
  const auto& [how, by, played] = timeline.ending;
  const auto& steps = timeline.program->steps;
  const bool closes =
      std::ranges::any_of(steps, [](const program::Step& step) { return timeline::ends_connection(step.action); });
  const bool is_whole = how == wire::Ending::complete || how == wire::Ending::closed;
  lines.line(fmt::format("  ending: {} by the {}{}{}{}", to_string(how), to_string(by),
                         played == how ? "" : fmt::format("; played as {}", to_string(played)),
                         closes ? "" : "; the connection stays open",
                         timeline.program->is_instant ? "; played without waiting" : ""),
             is_whole ? colour::green : colour::red);
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void write_totals(const Timeline& timeline, LineWriter& lines) {
  const auto& totals = timeline.totals;
  lines.line(fmt::format("  total: {} ms, {} in {}, {} of the body", milliseconds(totals.total),
                         counted(totals.bytes, "byte"), counted(totals.writes, timeline.has_reads ? "read" : "write"),
                         totals.body_bytes));
  std::vector<std::string> times;
  if (totals.first_byte) times.push_back(fmt::format("first byte after {} ms", milliseconds(*totals.first_byte)));
  if (totals.first_text) times.push_back(fmt::format("first text after {} ms", milliseconds(*totals.first_text)));
  if (totals.slowest_step) times.push_back(fmt::format("largest gap {} ms", milliseconds(totals.largest_gap)));
  if (totals.events > 0) times.push_back(counted(totals.events, "event"));
  if (totals.deltas > 0) times.push_back(counted(totals.deltas, "delta"));
  if (totals.deltas_per_second) times.back() += fmt::format(" ({:.1f} a second)", *totals.deltas_per_second);
  if (!times.empty()) lines.line(fmt::format("  {}", fmt::join(times, ", ")));
}

}  // namespace

std::string timeline_text(const Timeline& timeline, const TimelineStyle& style) {
  LineWriter lines(style);
  write_request(timeline, lines);
  write_head(timeline, lines);
  write_steps(timeline, lines);
  write_other_faults(timeline, lines);
  write_ending(timeline, lines);
  write_totals(timeline, lines);
  return std::move(lines).take();
}

}  // namespace wiretape::cli
