#include "cli/print/held_events.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/timeline/heard.h"

#include "cli/print/said_words.h"

namespace wiretape::cli {
namespace {

using timeline::Part;

std::vector<HeldEvent> held_by(const timeline::HeardStep& step) {
  std::vector<HeldEvent> held;
  for (const auto& event : step.events) {
    if (event.kind == timeline::HeardEvent::Kind::answer) continue;
    held.push_back({.part = event.part, .number = event.number});
    const bool is_comment = event.kind == timeline::HeardEvent::Kind::comment;
    for (const auto& said : event.says)
      held.back().says.push_back(is_comment ? fmt::format("\"{}\"", text::excerpt(said.text)) : said_words(said));
  }
  return held;
}

std::string part_text(const HeldEvent& event) {
  const std::string name = event.number == 0 ? "comment" : fmt::format("event {}", event.number);
  switch (event.part) {
    case Part::begin:
      return name + " begins";
    case Part::middle:
      return name + " goes on";
    case Part::whole:
      return fmt::format("{}: {}", name, fmt::join(event.says, ", "));
    case Part::end:
      break;
  }
  return fmt::format("{} ends: {}", name, fmt::join(event.says, ", "));
}

}  // namespace

std::vector<std::vector<HeldEvent>> held_events(const program::WireProgram& program, const provider::Dialect& dialect) {
  std::vector<std::vector<HeldEvent>> held;
  for (const auto& step : timeline::hear(program, dialect).steps)
    held.push_back(held_by(step));
  return held;
}

std::string held_text(const std::vector<HeldEvent>& held) {
  constexpr std::size_t width = 120;
  std::string text;
  for (std::size_t index = 0; index < held.size(); ++index) {
    const std::string part = part_text(held[index]);
    if (index > 0 && text.size() + part.size() > width) return text + fmt::format("; and {} more", held.size() - index);
    text += (index == 0 ? "" : "; ") + part;
  }
  return text;
}

}  // namespace wiretape::cli
