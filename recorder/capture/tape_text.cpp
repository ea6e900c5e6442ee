#include "wiretape/recorder/capture/tape_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/instant.h"
#include "wiretape/core/yaml/comments/place_comments.h"
#include "wiretape/recorder/capture/exchange_of.h"

namespace wiretape::recorder::capture {
namespace {

using Place = yaml::PlacedComment::Place;

/// A line of printable ASCII: a comment takes no other characters from outside.
std::string comment_line(std::string_view text) {
  std::string line = "# ";
  for (const char byte : text)
    line += byte >= ' ' && byte <= '~' ? byte : '?';
  return line;
}

yaml::PlacedComment above_exchange(std::string_view text) {
  return {comment_line(text), {}, Place::before, {"exchanges", std::size_t{0}}};
}

std::string what_happened(const Captured& captured) {
  if (!captured.end) return "incomplete: the recorder saw no end of this exchange";
  if (!captured.head) return fmt::format("no whole head came ({})", wire::to_string(captured.end->end.how));
  return "";
}

/// A response that has no head has no place for informational ones: what came is told.
std::string interim_text(const wire::HttpResponseHead& head) {
  std::string text = fmt::format("before its head came: {} {}", head.status, head.reason);
  for (const wire::HttpField& field : head.fields)
    text += fmt::format("; {}: {}", field.name, field.value);
  return text;
}

std::vector<yaml::PlacedComment> comments_of(const Captured& captured) {
  std::vector<yaml::PlacedComment> comments;
  const RequestBegan& request = *captured.request;
  comments.push_back(above_exchange(fmt::format("{} to {}", text::instant_text(request.at), request.upstream)));
  if (!captured.head) {
    for (const wire::HttpResponseHead& head : captured.interims)
      comments.push_back(above_exchange(interim_text(head)));
  }
  if (const auto what = what_happened(captured); !what.empty()) comments.push_back(above_exchange(what));
  if (captured.end && !captured.end->cause.empty()) comments.push_back(above_exchange(captured.end->cause));
  return comments;
}

tape::Tape tape_of(const Capture& capture, const KeepRules& rules, const std::string& id) {
  tape::Tape tape{.name = id + ".yaml", .limits = {}, .validates = false, .exchanges = {exchange_of(capture, rules)}};
  tape.exchanges.front().id = id;
  return tape;
}

/// What keeps the text from being the tape; nothing where it is.
text::Diagnostics differences(const std::string& text, const tape::Tape& tape) {
  auto read = tape::parse_tape(text, tape.name);
  if (auto* mistakes = std::get_if<text::Diagnostics>(&read)) return std::move(*mistakes);
  if (std::get<tape::Tape>(read) == tape) return {};
  return {{tape.name, {}, "a tape that says something else when it is read", "what was captured", ""}};
}

}  // namespace

std::variant<std::string, text::Diagnostics> tape_text(const Capture& capture, const KeepRules& rules,
                                                       const std::string& id) {
  const auto comments = comments_of(capture.captured());
  tape::Tape tape = tape_of(capture, rules, id);
  std::string text = tape::emit_tape(tape, comments);
  auto mistakes = differences(text, tape);
  if (mistakes.empty()) return text;
  // JSON can be what a pattern takes for something else, such as a list that begins and ends with "...".
  tape.exchanges.front().request.json.reset();
  text = tape::emit_tape(tape, comments);
  if (differences(text, tape).empty()) return text;
  return mistakes;
}

}  // namespace wiretape::recorder::capture
