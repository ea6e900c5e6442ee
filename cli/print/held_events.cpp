#include "cli/print/held_events.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::cli {
namespace {

using wire::FoundFrame;

/// A stretch of a response's body.
struct BodyRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The body that a program sends, and which of it each step does.
struct SentBody {
  std::string bytes;
  std::vector<BodyRange> of_steps;
  std::optional<wire::Framing> framing;  ///< nullopt: it is no stream, or packed
};

std::optional<wire::Framing> framing_of(const wire::HttpFields& fields) {
  if (wire::find_field(fields, "content-encoding")) return std::nullopt;
  return wire::framing_of_type(wire::find_field(fields, "content-type").value_or(""));
}

std::string_view bytes_of(const program::WireProgram& program, const program::Action& action) {
  if (const auto* write = std::get_if<program::WriteAction>(&action)) return program.text(*write);
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action))
    return program.text({repeat->offset, repeat->length});
  return {};
}

SentBody sent_body(const program::WireProgram& program) {
  SentBody body;
  wire::HttpResponseReader reader;
  for (const auto& step : program.steps) {
    BodyRange range{body.bytes.size(), body.bytes.size()};
    for (std::string_view input = bytes_of(program, step.action); !input.empty();) {
      const auto read = reader.next(input);
      if (const auto* some = std::get_if<wire::HttpBodyBytes>(&read)) {
        body.bytes += some->bytes;
      } else if (std::holds_alternative<wire::HttpResponseHeadDone>(read)) {
        body.framing = framing_of(reader.head().fields);
      } else if (!std::holds_alternative<wire::HttpResponseNeedMore>(read)) {
        break;
      }
    }
    range.end = body.bytes.size();
    body.of_steps.push_back(range);
  }
  return body;
}

std::string quoted(std::string_view word, std::string_view text) {
  return fmt::format("{} \"{}\"", word, text::excerpt(text));
}

/// A delta in a few words.
struct DeltaWords {
  std::string operator()(const provider::MetadataDelta& delta) const { return quoted("model", delta.model); }
  std::string operator()(const provider::TextDelta& delta) const { return quoted("text", delta.text); }
  std::string operator()(const provider::ReasoningDelta& delta) const { return quoted("reasoning", delta.text); }
  std::string operator()(const provider::RefusalDelta& delta) const { return quoted("refusal", delta.text); }
  std::string operator()(const provider::ToolCallDelta& delta) const {
    const std::string call = fmt::format("tool call {}", delta.call);
    const std::string named = delta.name.empty() ? call : fmt::format("{} {}", call, text::excerpt(delta.name));
    return delta.arguments.empty() ? named : quoted(named, delta.arguments);
  }
  std::string operator()(const provider::BlockDelta& delta) const {
    return delta.resumes ? fmt::format("block {} goes on", *delta.resumes)
                         : fmt::format("block {}", text::excerpt(delta.type));
  }
  std::string operator()(const provider::SignatureDelta& delta) const { return quoted("signature", delta.signature); }
  std::string operator()(const provider::RedactedReasoningDelta& /*delta*/) const { return "encrypted reasoning"; }
  std::string operator()(const provider::CitationDelta& delta) const { return quoted("citation", delta.json); }
  std::string operator()(const provider::UnknownContentDelta& delta) const { return quoted("content", delta.json); }
  std::string operator()(const provider::FinishDelta& delta) const {
    return fmt::format("finish {}", text::excerpt(delta.reason));
  }
  std::string operator()(const provider::UsageDelta& delta) const {
    return fmt::format("usage {}", text::excerpt(delta.json));
  }
  std::string operator()(const provider::ErrorDelta& delta) const { return quoted("error", delta.message); }
  std::string operator()(const provider::TerminatorDelta& /*delta*/) const { return "terminator"; }
  std::string operator()(const provider::UndecodableDelta& delta) const {
    return fmt::format("unreadable: {}", text::excerpt(delta.what));
  }
};

/// Which choice a delta is of, where that is not the first.
std::string choice_words(const provider::Delta& delta) {
  const auto choice = std::visit(
      [](const auto& one) {
        if constexpr (requires { one.choice; }) return one.choice;
        return std::uint32_t{0};
      },
      delta);
  return choice == 0 ? "" : fmt::format(" of choice {}", choice);
}

/// What frames say, one after the other.
class FrameWords {
 public:
  explicit FrameWords(const provider::Dialect& dialect) : decoder_(dialect.read.make_decoder()) {}

  std::vector<std::string> of(const FoundFrame& frame) {
    if (frame.kind == FoundFrame::Kind::comment) return {fmt::format("\"{}\"", text::excerpt(frame.data))};
    deltas_.clear();
    decoder_->decode({frame.name, frame.data}, deltas_);
    std::vector<std::string> words;
    for (const auto& delta : deltas_)
      words.push_back(std::visit(DeltaWords{}, delta) + choice_words(delta));
    if (words.empty()) words.push_back(frame.name.empty() ? text::excerpt(frame.data) : text::excerpt(frame.name));
    return words;
  }

 private:
  std::unique_ptr<provider::Decoder> decoder_;
  std::vector<provider::Delta> deltas_;
};

HeldEvent::Part part_in(const BodyRange& range, const FoundFrame& frame) {
  const bool has_begin = range.begin <= frame.start;
  const bool has_end = frame.end <= range.end;
  if (has_begin) return has_end ? HeldEvent::Part::whole : HeldEvent::Part::begin;
  return has_end ? HeldEvent::Part::end : HeldEvent::Part::middle;
}

std::string part_text(const HeldEvent& event) {
  const std::string name = event.number == 0 ? "comment" : fmt::format("event {}", event.number);
  switch (event.part) {
    case HeldEvent::Part::begin:
      return name + " begins";
    case HeldEvent::Part::middle:
      return name + " goes on";
    case HeldEvent::Part::whole:
      return fmt::format("{}: {}", name, fmt::join(event.says, ", "));
    case HeldEvent::Part::end:
      break;
  }
  return fmt::format("{} ends: {}", name, fmt::join(event.says, ", "));
}

}  // namespace

std::vector<std::vector<HeldEvent>> held_events(const program::WireProgram& program, const provider::Dialect& dialect) {
  const SentBody body = sent_body(program);
  std::vector<std::vector<HeldEvent>> held(program.steps.size());
  if (!body.framing) return held;
  FrameWords words(dialect);
  std::size_t number = 0;
  std::size_t first = 0;  // step that may hold something of what follows
  for (const FoundFrame& frame : wire::codec_of(*body.framing).find(body.bytes)) {
    const bool is_comment = frame.kind == FoundFrame::Kind::comment;
    if (!is_comment) ++number;
    while (first < held.size() && body.of_steps[first].end <= frame.start)
      ++first;
    for (std::size_t step = first; step < held.size() && body.of_steps[step].begin < frame.end; ++step) {
      const BodyRange& range = body.of_steps[step];
      if (range.begin == range.end) continue;
      held[step].push_back({.part = part_in(range, frame), .number = is_comment ? 0 : number});
      if (frame.end <= range.end) held[step].back().says = words.of(frame);
    }
  }
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
